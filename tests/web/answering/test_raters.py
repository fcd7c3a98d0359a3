"""The leader's page of raters, the line manager's page, and the list of leaders to rate."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from stature.web.invitations import services as invitations
from stature.web.invitations.phrases import in_words
from stature.web.people.models import Person
from stature.web.people.services import remove_person
from stature.web.programmes import services
from stature.web.programmes.links import issue_approval_link, issue_link
from stature.web.programmes.models import Assessment, Assignment, Nomination, Round
from tests.web.answering.conftest import begin
from tests.web.conftest import client_of, feedback_round, person

CORA = {
    "do": "add",
    "first_name": "Cora",
    "email": "cora@customers.example",
    "relationship": "customer",
}


@pytest.fixture(autouse=True)
def jobs(monkeypatch) -> list:
    asked: list = []
    monkeypatch.setattr(
        "stature.web.jobs.services.async_task", lambda place, *args, **_more: asked.append(place)
    )
    return asked


@pytest.fixture
def open_round(organisation) -> Round:
    return feedback_round(organisation)


@pytest.fixture
def manager(organisation, assessment) -> Person:
    found = person(organisation, "Mona")
    assessment.participant.manager = found
    assessment.participant.save()
    return found


@pytest.fixture
def approval(assessment, manager) -> str:
    """The manager's page, with one name on a list that was sent."""
    services.nominate(
        assessment=assessment, email="cora@customers.example", relationship="customer"
    )
    services.send_nominations(assessment=assessment)
    return f"/raters/{issue_approval_link(assessment, manager)}/"


def test_leader_is_told_of_minimums_and_limits_before_choosing(client, link):
    page = client.get(f"{link}raters/").content.decode()
    assert "Ask at least 3 in a group, or the group is not shown." in page
    assert "One person rates at most 8 leaders." in page


def test_leader_adds_takes_off_and_sends(client, link, assessment, jobs):
    client.post(f"{link}raters/", CORA)
    client.post(f"{link}raters/", {**CORA, "email": "dan@customers.example"})
    [_first, second] = assessment.nominations.all()
    client.post(f"{link}raters/", {"do": "take-off", "number": second.pk})
    page = client.get(f"{link}raters/").content.decode()
    assert "cora@customers.example" in page
    assert "Too few to be shown" in page
    client.post(f"{link}raters/", {"do": "send"})
    assert Assessment.objects.get().raters_sent_at
    assert "stature.web.invitations.services.ask_for_approval" in jobs


def test_refusal_is_told_beside_the_form(client, link):
    client.post(f"{link}raters/", CORA)
    answer = client.post(f"{link}raters/", CORA)
    assert answer.status_code == 400
    assert "This person is on the list already." in answer.content.decode()


@pytest.mark.parametrize(
    "posted", [{"do": "send-back"}, {"do": "take-off", "number": "x"}, {"do": "take-off"}]
)
def test_what_the_page_does_not_do_is_not_found(client, link, posted):
    assert client.post(f"{link}raters/", posted).status_code == 404


def test_leader_chooses_signed_in(own, participant):
    answer = client_of(participant).post(f"/my/answers/{own.pk}/raters/", CORA)
    assert answer.status_code == 302
    assert Nomination.objects.exists()


def test_another_browser_sees_no_list_once_answers_were_begun(client, elsewhere, link):
    begin(client, link)
    client.post(f"{link}raters/", CORA)
    assert elsewhere.get(f"{link}raters/").status_code == 302


def test_rater_has_no_list_of_raters(client, colleague_link):
    assert client.get(f"{colleague_link}raters/").status_code == 302
    assert client.post(f"{colleague_link}raters/", CORA).status_code == 302
    assert not Nomination.objects.exists()


def test_manager_approves_by_link(client, approval, assessment):
    page = client.get(approval).content.decode()
    assert "Paul Reed proposes these people" in page
    client.post(approval, {"do": "approve"})
    asked = assessment.assignments.get(person__email="cora@customers.example")
    assert (asked.relationship, asked.person.user) == ("customer", None)


def test_manager_changes_the_list(client, approval, assessment):
    client.post(approval, {**CORA, "email": "dan@customers.example"})
    assert assessment.nominations.count() == 2


def test_manager_sends_back_with_a_reason(client, approval, assessment):
    assert client.post(approval, {"do": "send-back", "because": ""}).status_code == 400
    client.post(approval, {"do": "send-back", "because": "Ask a peer."})
    assert Assessment.objects.get().sent_back_because == "Ask a peer."


def test_link_of_a_former_manager_opens_nothing(client, approval, assessment, organisation):
    Person.objects.filter(pk=assessment.participant_id).update(manager=person(organisation, "Nora"))
    assert client.get(approval).status_code == 404


def test_link_opens_nothing_once_the_round_is_closed(client, approval, open_round):
    services.close_round(round=open_round)
    assert client.get(approval).status_code == 404


def test_manager_gets_one_e_mail_with_the_link(own, assessment, manager, client, approval):
    invitations.ask_for_approval(assessment.pk)
    [letter] = mail.outbox
    assert letter.to == [manager.email]
    assert "Paul Reed has proposed who gives feedback" in letter.body
    address = next(word for word in letter.body.split() if "/raters/" in word)
    assert client.get("/raters/" + address.partition("/raters/")[2]).status_code == 200


def test_leader_is_told_why_the_list_came_back(own, assessment, approval, client):
    services.send_back(assessment=assessment, because="Ask a peer.")
    invitations.tell_sent_back(assessment.pk)
    [letter] = mail.outbox
    assert "Ask a peer." in letter.body
    address = next(word for word in letter.body.split() if word.endswith("/raters/"))
    assert client.get("/a/" + address.partition("/a/")[2]).status_code == 200


def test_rater_finds_all_leaders_by_one_link(
    client, elsewhere, colleagues, colleague_link, open_round, organisation
):
    other = Assessment.objects.create(round=open_round, participant=person(organisation, "Asha"))
    second = Assignment.objects.create(
        assessment=other, person=colleagues.person, relationship="peer"
    )
    assert "1 more leader" in client.get(colleague_link).content.decode()
    page = client.get(f"{colleague_link}leaders/").content.decode()
    assert "Asha Stone" in page
    opened = client.post(f"{colleague_link}leaders/", {"open": second.pk})
    assert "Asha Stone" in client.get(opened.url).content.decode()


def test_list_opens_nothing_that_was_begun_in_another_browser(
    client, elsewhere, colleagues, colleague_link, open_round, organisation
):
    other = Assessment.objects.create(round=open_round, participant=person(organisation, "Asha"))
    second = Assignment.objects.create(
        assessment=other, person=colleagues.person, relationship="peer"
    )
    begun = f"/a/{issue_link(second)}/"
    begin(elsewhere, begun)
    opened = client.post(f"{colleague_link}leaders/", {"open": second.pk})
    assert "areas" not in client.get(opened.url, follow=True).request["PATH_INFO"]
    assert client.get(f"{opened.url}areas/1/").status_code == 302


def test_list_does_not_open_other_peoples_forms(client, colleagues, colleague_link, own):
    assert client.post(f"{colleague_link}leaders/", {"open": own.pk}).status_code == 404


def test_removed_person_is_forgotten_on_lists(assessment, organisation):
    cora = person(organisation, "Cora")
    services.nominate(assessment=assessment, email=cora.email, relationship="peer")
    remove_person(person=cora)
    assert not Nomination.objects.exists()


def test_leader_finds_the_list_also_after_having_begun(client, link, own, participant):
    begin(client, link)
    assert f"{link}raters/" in client.get(f"{link}check/").content.decode()
    page = client_of(participant).get("/my/").content.decode()
    assert f"/my/answers/{own.pk}/raters/" in page


@pytest.fixture
def sent(assessment) -> Assessment:
    """A list with one name on it, which the leader has sent."""
    services.nominate(
        assessment=assessment, email="cora@customers.example", relationship="customer"
    )
    services.send_nominations(assessment=assessment)
    return Assessment.objects.get()


def test_leader_without_a_manager_reads_that_an_administrator_looks(client, link, sent):
    page = client.get(f"{link}raters/").content.decode()
    assert "An administrator looks at the list first." in page
    assert "An administrator looks at it now." in page
    assert "Your line manager looks" not in page


def test_leader_with_a_manager_reads_who_looks(client, link, manager, sent):
    page = client.get(f"{link}raters/").content.decode()
    assert "Your line manager looks at the list first." in page
    assert "Mona Stone looks at it now." in page


def test_leader_is_asked_how_people_know_them_and_the_manager_how_they_know_the_leader(
    client, link, assessment, manager
):
    own_page = client.get(f"{link}raters/").content.decode()
    assert "How this person knows you" in own_page
    services.nominate(assessment=assessment, email="x@x.example", relationship="peer")
    services.send_nominations(assessment=assessment)
    address = f"/raters/{issue_approval_link(assessment, manager)}/"
    managers_page = client.get(address).content.decode()
    assert "How this person knows Paul Reed" in managers_page
    refused = client.post(address, {"do": "add", "email": "y@y.example"}).content.decode()
    assert "Choose how this person knows Paul Reed." in refused


def test_name_of_the_button_begins_with_its_words(client, link):
    client.post(f"{link}raters/", CORA)
    assert 'aria-label="Take off Cora"' in client.get(f"{link}raters/").content.decode()


def test_manager_learns_who_is_at_the_limit_and_stays_on_the_page(
    client, approval, assessment, organisation, open_round
):
    Round.objects.update(rater_load=1)
    cora = person(organisation, "Cora")
    other = Assessment.objects.create(round=open_round, participant=person(organisation, "Asha"))
    Assignment.objects.create(assessment=other, person=cora, relationship="peer")
    full = Nomination.objects.create(assessment=assessment, email=cora.email, relationship="peer")
    assert "Asked about the most leaders already" in client.get(approval).content.decode()
    answer = client.post(approval, {"do": "approve"}, follow=True)
    assert answer.redirect_chain[-1][0] == approval
    assert f"{cora.email}: asked about 1 leaders" in answer.content.decode()
    client.post(approval, {"do": "take-off", "number": full.pk})
    client.post(approval, {"do": "approve"})
    assert assessment.assignments.filter(person__email="cora@customers.example").exists()


def test_manager_is_told_that_somebody_else_is_named_as_manager(client, approval, assessment):
    services.nominate(
        assessment=assessment,
        email="rob@harbour.example",
        relationship="manager",
        first_name="Rob",
        by_approver=True,
    )
    page = client.get(approval).content.decode()
    assert "Rob is named as the line manager. The list of people names Mona Stone." in page


def test_list_that_went_back_has_no_buttons_for_the_manager(client, approval, assessment):
    services.send_back(assessment=assessment, because="Ask a peer.")
    assert "Take off" not in client.get(approval).content.decode()


def test_manager_is_asked_to_approve_in_time(own, assessment, manager, approval, open_round):
    invitations.ask_for_approval(assessment.pk)
    last_day = open_round.closes_on
    half_way = in_words(timezone.localdate() + timedelta(days=7))
    assert f"Please do so by {half_way}" in mail.outbox[0].body
    assert in_words(last_day) not in mail.outbox[0].body


def test_leader_is_told_once_that_the_list_is_approved(own, assessment, approval, client, jobs):
    services.approve_nominations(assessment=assessment)
    assert "stature.web.invitations.services.tell_approved" in jobs
    invitations.tell_approved(assessment.pk)
    [letter] = mail.outbox
    assert letter.to == ["paul@harbour.example"]
    assert "Your list of raters is approved." in letter.body
    assert "Your own answers are still missing." in letter.body
    address = next(word for word in letter.body.split() if word.endswith("/raters/"))
    assert client.get("/a/" + address.partition("/a/")[2]).status_code == 200


def test_leader_is_led_to_choose_raters_before_the_questions(client, link, assessment):
    page = client.get(link).content.decode()
    assert "There are two steps" in page
    assert page.index(f'class="button" href="{link}raters/"') < page.index("I agree. Start")
    client.post(f"{link}raters/", CORA)
    client.post(f"{link}raters/", {"do": "send"})
    assert "There are two steps" not in client.get(link).content.decode()


@pytest.mark.parametrize(
    ("relationship", "words"),
    [
        ("peer", "as a peer of Paul Reed"),
        ("direct-report", "as a direct report of Paul Reed"),
        ("customer", "as a customer of Paul Reed"),
        ("other", "as somebody who knows Paul Reed at work"),
        ("manager", "as the line manager of Paul Reed"),
    ],
)
def test_rater_is_told_in_which_group_they_answer(
    client, colleagues, colleague_link, relationship, words
):
    Assignment.objects.filter(pk=colleagues.pk).update(relationship=relationship)
    page = client.get(colleague_link).content.decode()
    assert words in page
    assert ("Your answers count in this group:" in page) is (relationship != "manager")


@pytest.fixture
def second(colleagues, open_round, organisation) -> Assignment:
    """What the same rater is asked about another leader."""
    other = Assessment.objects.create(round=open_round, participant=person(organisation, "Asha"))
    return Assignment.objects.create(
        assessment=other, person=colleagues.person, relationship="peer"
    )


def test_thanks_lead_to_the_next_leader(client, colleague_link, second):
    begin(client, colleague_link)
    client.post(f"{colleague_link}seal/")
    page = client.get(colleague_link).content.decode()
    assert "Go on with Asha Stone" in page
    assert "nothing more for you to do" not in page
    opened = client.post(f"{colleague_link}leaders/", {"open": second.pk})
    assert "Asha Stone" in client.get(opened.url).content.decode()


def test_thanks_end_where_no_leader_is_left(client, colleague_link, second):
    Assignment.objects.filter(pk=second.pk).update(done_at=timezone.now())
    begin(client, colleague_link)
    client.post(f"{colleague_link}seal/")
    page = client.get(colleague_link).content.decode()
    assert "nothing more for you to do" in page
    assert "Go on with" not in page


def title_of(page) -> str:
    return page.content.decode().partition("<title>")[2].partition("</title>")[0]


def test_titles_name_the_leader(client, colleague_link):
    assert "Paul Reed" in title_of(client.get(colleague_link))
    assert "Paul Reed" in title_of(client.get(f"{colleague_link}decline/"))
    begin(client, colleague_link)
    assert "Paul Reed" in title_of(client.get(colleague_link, follow=True))
    assert "Paul Reed" in title_of(client.get(f"{colleague_link}check/"))
    client.post(f"{colleague_link}seal/")
    assert "Paul Reed" in title_of(client.get(colleague_link))


def test_rater_who_was_replaced_is_told_so(client, colleagues, colleague_link, organisation):
    services.replace_rater(assignment=colleagues, person=person(organisation, "Dan"))
    answer = client.get(colleague_link)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "You are no longer asked about Paul Reed" in page
    assert "What is kept of you" in page
    assert "Dan" not in page
    for rest in ("start/", "leaders/", "decline/", "data/"):
        assert "You are no longer asked" in client.get(colleague_link + rest).content.decode()
    assert client.post(f"{colleague_link}answers/", {}).status_code == 404


def test_strangers_link_still_opens_nothing(client, colleagues, colleague_link, organisation):
    services.replace_rater(assignment=colleagues, person=person(organisation, "Dan"))
    assert client.get("/a/not-a-key/").status_code == 404
