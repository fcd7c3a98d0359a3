"""Answering the questionnaire on delivered behaviour: pages, saving, comments, check, sending."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stature.core.framework.model import Framework
from stature.core.instrument.feedback import SelectionRule, build_questionnaire
from stature.packs.library import find_framework_pack
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assessment, Assignment, Relationship, Round
from stature.web.responses.feedback.question_pages import Layout
from stature.web.responses.models import SavedResponse
from stature.web.responses.published import feedback_questionnaire
from tests.web.answering.conftest import begin
from tests.web.conftest import FRAMEWORK, client_of, feedback_round


@pytest.fixture
def open_round(organisation) -> Round:
    return feedback_round(organisation)


@pytest.fixture
def instrument():
    return feedback_questionnaire(find_framework_pack(FRAMEWORK))


@pytest.fixture
def rating(client: Client, colleague_link: str) -> str:
    """Cora's link, begun in this browser."""
    begin(client, colleague_link)
    return colleague_link


def save(client, link, item="T1.1.1", side="frequency", answer="4"):
    return client.post(f"{link}answers/", {"item": item, "perspective": side, "answer": answer})


def written() -> dict:
    return SavedResponse.objects.get().answers


def test_a_page_holds_at_most_eight_items_of_one_cluster(instrument):
    pages = Layout(instrument, "others").pages
    cluster = {
        item.code: section.cluster for section in instrument.sections for item in section.items
    }
    assert max(len(page.items) for page in pages) <= 8
    assert all(len({cluster[item.code] for item in page.items}) == 1 for page in pages)
    assert [item for page in pages for item in page.items] == list(instrument.items)


def test_a_competency_of_more_than_eight_items_is_split():
    pack = find_framework_pack(FRAMEWORK)
    framework: Framework = pack.framework
    long = build_questionnaire(
        framework, pack.feedback_texts, rule=SelectionRule(items_per_competency=12)
    ).instrument
    pages = Layout(long, "self").pages
    assert max(len(page.items) for page in pages) <= 8
    assert [item for page in pages for item in page.items] == list(long.items)


def test_rater_reads_about_whom_and_how_before_the_first_question(client, colleague_link):
    page = client.get(colleague_link).content.decode()
    assert "Paul Reed" in page
    assert "About 11 minutes" in page
    assert "I have not seen this" in page


def test_every_option_has_words_and_none_is_chosen(client, rating):
    page = client.get(f"{rating}areas/1/").content.decode()
    assert page.count("Nearly every time") == page.count("I have not seen this") == 6
    assert "For Paul Reed" in page
    assert " checked" not in page


def test_leader_reads_the_questions_in_the_first_person(client, link):
    begin(client, link)
    page = client.get(f"{link}areas/1/").content.decode()
    assert "I invite customers" in page
    assert "how often do you do this?" in page


def test_answer_is_saved_as_it_is_given(client, rating):
    assert save(client, rating).json() == {"saved": True}
    save(client, rating, answer="not-observed", item="T1.2.1")
    assert written() == {"T1.1.1": {"frequency": 4}, "T1.2.1": {"frequency": "not-observed"}}


def test_saving_another_answer_takes_one_statement(client, rating):
    save(client, rating)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        save(client, rating, answer="5")
    assert len(queries) == 1


def test_comment_is_saved_word_for_word_and_can_be_taken_back(client, rating):
    save(client, rating, item="keep", side="comment", answer="2027")
    assert written() == {"keep": {"comment": "2027"}}
    save(client, rating, item="keep", side="comment", answer="")
    assert written() == {"keep": {"comment": ""}}


@pytest.mark.parametrize(
    ("item", "side", "answer"),
    [
        ("T1.1.1", "frequency", "0"),
        ("T1.1.1", "frequency", "6"),
        ("T1.1.1", "frequency", ""),
        ("T1.1.1", "frequency", "cant-say"),
        ("T1.1.1", "effectiveness", "3"),
        ("T1.1.1", "comment", "words"),
        ("T9.9.9", "frequency", "3"),
        ("SL-1", "individual", "2"),
        ("gossip", "comment", "words"),
    ],
)
def test_answer_that_was_not_asked_is_refused(client, rating, item, side, answer):
    assert save(client, rating, item, side, answer).status_code == 400
    assert written() == {}


def test_page_is_answered_without_scripts(client, rating):
    left = client.post(f"{rating}areas/1/", {"T1.1.1.frequency": "3", "go": "on"})
    assert left.url.endswith("/areas/2/")
    assert written() == {"T1.1.1": {"frequency": 3}}
    assert "checked" in client.get(f"{rating}areas/1/").content.decode()


def test_last_page_asks_for_comments_with_a_warning(client, rating):
    page = client.get(f"{rating}areas/comments/").content.decode()
    assert "Comments are shown word for word" in page
    assert page.count("<textarea") == 2
    left = client.post(f"{rating}areas/comments/", {"keep.comment": "Calls back.", "go": "on"})
    assert left.url.endswith("/check/")
    assert written()["keep"] == {"comment": "Calls back."}


def test_comment_that_is_too_long_is_refused_in_words(client, rating):
    answer = client.post(f"{rating}areas/comments/", {"keep.comment": "x" * 4001})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_wrong_answer_on_a_page_is_refused_in_words(client, rating):
    answer = client.post(f"{rating}areas/1/", {"T1.1.1.frequency": "9"})
    assert answer.status_code == 400
    assert "Please choose one of the answers shown." in answer.content.decode()


@pytest.mark.parametrize("code", ["0", "99", "t1", "check"])
def test_page_that_does_not_exist_is_not_found(client, rating, code):
    assert client.get(f"{rating}areas/{code}/").status_code == 404


def test_check_lists_what_is_open_and_what_was_not_seen(client, rating):
    save(client, rating, answer="not-observed")
    page = client.get(f"{rating}check/").content.decode()
    assert "47 of 48 ratings are still open" in page
    assert 'data-question="T1.1.1.frequency" data-listed="not-observed"' in page


def test_link_leads_to_the_first_page_with_a_question_left(client, rating, instrument):
    first = {f"{item.code}.frequency": "4" for item in Layout(instrument, "others").pages[0].items}
    client.post(f"{rating}areas/1/", {**first, "go": "on"})
    assert client.get(rating).url.endswith("/areas/2/")


def test_sent_answers_are_closed(client, rating):
    save(client, rating)
    assert client.post(f"{rating}seal/").status_code == 302
    assert Assignment.objects.get(relationship=Relationship.PEER).done_at
    assert save(client, rating, answer="1").status_code == 409
    assert "Thank you" in client.get(rating).content.decode()


def test_another_browser_sees_nothing_of_what_was_written(client, rating, elsewhere):
    save(client, rating)
    assert elsewhere.get(f"{rating}areas/1/").status_code == 302
    assert save(elsewhere, rating, answer="1").status_code == 403


def test_leader_answers_signed_in(own, participant):
    browser = client_of(participant)
    place = f"/my/answers/{own.pk}/"
    assert browser.post(f"{place}start/").status_code == 302
    assert browser.get(f"{place}areas/1/").status_code == 200
    assert save(browser, place).json() == {"saved": True}


def test_one_person_rates_several_leaders_from_one_list(open_round, organisation, participant):
    from tests.web.conftest import person

    rater = participant.people.get()
    for first in ("Asha", "Ben"):
        leader = Assessment.objects.create(
            round=open_round, participant=person(organisation, first)
        )
        Assignment.objects.create(assessment=leader, person=rater, relationship=Relationship.PEER)
    page = client_of(participant).get("/my/").content.decode()
    assert "Asha Stone" in page
    assert "Ben Stone" in page


def test_key_of_a_link_opens_one_leader_only(client, rating, open_round, organisation):
    assert client.get(f"/a/{issue_link(Assignment.objects.first())}x/").status_code == 404
