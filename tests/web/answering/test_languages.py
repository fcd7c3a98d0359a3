"""Languages: the page's, the questions', and the way to change them."""

from __future__ import annotations

import re

import pytest

from stature.packs import find_pack
from tests.web.answering.conftest import begin
from tests.web.conftest import client_of

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


def offer(own, *languages: str) -> None:
    own.assessment.round.languages = list(languages)
    own.assessment.round.save()


def test_page_offers_only_the_rounds_languages(client, link, own):
    offer(own, "de", "en-gb")
    begin(client, link)
    for page in (link, f"{link}start/", f"{link}areas/sl/", f"{link}check/"):
        shown = text(client.get(page, follow=True))
        assert 'value="de"' in shown, page
        assert 'value="ar"' not in shown, page


def test_no_choice_is_shown_where_there_is_one_language(client, link, own):
    offer(own, "de")
    page = text(client.get(link))
    assert "Wer fragt und warum" in page
    assert 'name="language"' not in page


@pytest.mark.parametrize(
    ("chosen", "own_language"), [("ar", ""), ("", "ar"), ("", ""), ("xx", "x")]
)
def test_first_language_of_the_round_serves_all_who_speak_none_of_it(
    client, link, own, chosen, own_language
):
    offer(own, "de")
    own.person.language = own_language
    own.person.save()
    if chosen:
        client.cookies["django_language"] = chosen
    assert '<html lang="de"' in text(client.get(link))


def test_persons_language_goes_before_the_rounds_first_when_it_is_offered(client, link, own):
    offer(own, "de", "ar")
    own.person.language = "ar"
    own.person.save()
    assert '<html lang="ar"' in text(client.get(link))


def test_choice_outside_the_round_is_kept_for_the_other_pages(client, link, own):
    offer(own, "de")
    choose(client, "ar", link)
    begin(client, link)
    assert '<html lang="de"' in text(client.get(f"{link}areas/sl/"))
    assert client.cookies["django_language"].value == "ar"


def test_answer_counts_as_given_in_the_words_of_its_page(client, link, own):
    offer(own, "de")
    choose(client, "en-gb", link)
    begin(client, link)
    page = text(client.get(f"{link}areas/sl/"))
    address = re.search(r'data-save-url="([^"]+)"', page)[1]
    given = {"item": "SL-1", "perspective": "organisation", "answer": "2"}
    assert client.post(address, given).status_code == 200
    own.refresh_from_db()
    german = find_pack("service-commitment").translation("de")
    assert own.response.translations_used == [german.sha256]


def test_round_speaks_its_language_to_somebody_signed_in_too(own, participant):
    offer(own, "de")
    assert '<html lang="de"' in text(client_of(participant).get(f"/my/answers/{own.pk}/"))


@pytest.mark.parametrize("languages", [(), ("fr",)])
def test_round_without_a_language_of_the_site_offers_all(client, link, own, languages):
    offer(own, *languages)
    page = text(client.get(link))
    assert all(f'value="{code}"' in page for code in ("en-gb", "de", "ar"))


def test_questions_tell_whose_they_are_and_whom_to_ask(client, link, own):
    organisation = own.assessment.round.programme.organisation
    organisation.contact_email = "help@harbour.example"
    organisation.save()
    begin(client, link)
    for page in ("areas/sl/", "check/"):
        shown = text(client.get(f"{link}{page}"))
        assert "Harbour Hotels" in shown, page
        assert "mailto:help@harbour.example" in shown, page


def test_questions_name_the_organisation_that_asks_before_the_readers_own(
    client, link, own, outsider
):
    reader = client_of(outsider)
    page = text(reader.get(link))
    assert '<p class="site-organisation">Harbour Hotels</p>' in page
