"""Languages: the page's, the questions', and the way to change them."""

from __future__ import annotations

import pytest

from tests.web.answering.conftest import begin

pytestmark = pytest.mark.django_db


def text(reply) -> str:
    return reply.content.decode()


def choose(client, language: str, back: str = "/my/"):
    return client.post("/language/", {"language": language, "next": back})


def test_choice_leads_back_and_is_kept(client, link):
    reply = choose(client, "de", link)
    assert reply["Location"] == link
    page = text(client.get(link))
    assert '<html lang="de" dir="ltr"' in page
    assert "Wer fragt und warum" in page


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http:evil.example"]
)
def test_choice_leads_nowhere_else(client, away):
    assert choose(client, "de", away)["Location"] == "/"


def test_unknown_language_changes_nothing(client, link):
    choose(client, "xx", link)
    assert '<html lang="en-gb"' in text(client.get(link))


def test_choice_needs_a_post_with_a_token(client, strict_client):
    assert client.get("/language/").status_code == 405
    assert strict_client.post("/language/", {"language": "de"}).status_code == 403


def test_persons_own_language_is_spoken_first(client, link, own):
    own.person.language = "de"
    own.person.save()
    assert '<html lang="de"' in text(client.get(link))
    begin(client, link)
    page = text(client.get(f"{link}areas/sl/"))
    assert "Ein klares Bild vom Service" in page
    assert "Fast immer" in page
    assert "Diese Übersetzung ist ein Entwurf" in page


def test_choice_goes_before_the_persons_language(client, link, own):
    own.person.language = "de"
    own.person.save()
    choose(client, "en-gb", link)
    assert '<html lang="en-gb"' in text(client.get(link))


def test_arabic_pages_run_from_right_to_left_with_questions_in_english(client, link):
    choose(client, "ar", link)
    begin(client, link)
    page = text(client.get(f"{link}areas/sl/"))
    assert '<html lang="ar" dir="rtl"' in page
    assert 'lang="en-GB" dir="ltr"' in page
    assert "Clear picture of service" in page
    assert "متابعة" in page
    check = text(client.get(f"{link}check/"))
    assert "مراجعة إجاباتكم" in check
