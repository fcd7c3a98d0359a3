"""A line manager's own pages: lists that wait for approval, and the reports of the team."""

from __future__ import annotations

import pytest
from django.test import Client

from stature.web.accounts.models import User
from stature.web.audit.models import AuditEvent
from stature.web.people.models import Person
from stature.web.programmes import services
from stature.web.programmes.models import Assessment, Round, RoundState
from tests.web.conftest import client_of, feedback_round, person

CORA = "cora@customers.example"


@pytest.fixture
def leader(organisation, paul) -> Assessment:
    """Paul in an open round of feedback."""
    return services.add_participant(round=feedback_round(organisation), person=paul)


@pytest.fixture
def proposed(leader) -> Assessment:
    """Paul has sent a list with one name on it."""
    services.nominate(assessment=leader, email=CORA, relationship="customer")
    services.send_nominations(assessment=leader)
    return leader


@pytest.fixture
def mona(manager) -> Client:
    """The line manager's browser."""
    return client_of(manager)


def list_of(leader: Assessment) -> str:
    return f"/my/team/raters/{leader.pk}/"


def pages(browser: Client) -> list[str]:
    """Where a line manager looks: the team's page, and the first one after signing in."""
    return [browser.get(address).content.decode() for address in ("/my/team/", "/my/")]


def test_list_that_waits_is_found_on_both_pages(mona, proposed):
    for page in pages(mona):
        assert list_of(proposed) in page
        assert "Who gives feedback to Paul Reed" in page
        assert "You have nothing to answer." not in page


def test_list_that_was_not_sent_does_not_wait(mona, leader):
    services.nominate(assessment=leader, email=CORA, relationship="customer")
    assert not any(list_of(leader) in page for page in pages(mona))


def test_manager_approves_signed_in_and_the_list_waits_no_more(mona, manager, proposed):
    assert CORA in mona.get(list_of(proposed)).content.decode()
    answer = mona.post(list_of(proposed), {"do": "approve"}, follow=True)
    assert "The list is approved." in answer.content.decode()
    assert proposed.assignments.filter(person__email=CORA).exists()
    assert not any(list_of(proposed) in page for page in pages(mona))
    assert AuditEvent.objects.get(action="raters.approved").actor_id == manager.pk


def test_manager_sends_back_signed_in(mona, proposed):
    assert mona.post(list_of(proposed), {"do": "send-back", "because": ""}).status_code == 400
    mona.post(list_of(proposed), {"do": "send-back", "because": "Ask a peer."})
    assert Assessment.objects.get(pk=proposed.pk).sent_back_because == "Ask a peer."


def test_nobody_else_opens_the_list(
    proposed, administration, participant, outsider, other_organisation
):
    stranger = person(other_organisation, "Olga", user=outsider)
    person(other_organisation, "Ivo", manager=stranger)
    for browser in (administration, client_of(participant), client_of(outsider)):
        assert browser.get(list_of(proposed)).status_code == 404
        assert browser.post(list_of(proposed), {"do": "approve"}).status_code == 404
    assert Client().get(list_of(proposed)).status_code == 302


def test_former_manager_opens_no_list(mona, proposed, organisation):
    Person.objects.filter(pk=proposed.participant_id).update(manager=person(organisation, "Nora"))
    assert mona.get(list_of(proposed)).status_code == 404
    assert not any(list_of(proposed) in page for page in pages(mona))


def test_list_closes_with_its_round(mona, proposed):
    Round.objects.filter(pk=proposed.round_id).update(state=RoundState.CLOSED)
    assert mona.get(list_of(proposed)).status_code == 404
    assert not any(list_of(proposed) in page for page in pages(mona))


def test_nobody_approves_their_own_list(proposed, participant):
    Person.objects.filter(pk=proposed.participant_id).update(manager=proposed.participant_id)
    assert client_of(participant).get(list_of(proposed)).status_code == 404


def test_team_without_news_is_told_what_comes_up_here(mona, paul):
    page = mona.get("/my/team/").content.decode()
    assert "Nothing waits for you now." in page
    assert "you approve the list" in page


def test_who_leads_nobody_is_told_whom_to_ask(administration):
    page = administration.get("/my/team/").content.decode()
    assert "You are nobody’s line manager here." in page


def test_managers_own_reports_do_not_begin_with_an_empty_box(mona, paul):
    page = mona.get("/my/reports/").content.decode()
    assert 'class="empty"' not in page
    assert "You have no report on yourself yet." in page
    assert '<a class="button button-quiet" href="/my/team/">' in page


def test_participant_without_a_report_reads_when_it_comes(paul, participant):
    page = client_of(participant).get("/my/reports/").content.decode()
    assert "You have no report yet." in page
    assert "/my/team/" not in page


def current(page: str) -> list[str]:
    """The links of the header that are marked as the current one."""
    return [part.partition("<")[0] for part in page.split('aria-current="page">')[1:]]


def test_header_leads_a_manager_to_the_team(mona, paul):
    assert current(mona.get("/my/team/").content.decode()) == ["My team"]
    page = mona.get("/my/").content.decode()
    assert 'href="/my/team/"' in page
    assert current(page) == ["My assessments"]


def test_header_leads_a_facilitator_to_the_talks(administration, administrator, organisation):
    round_ = feedback_round(organisation)
    assert "My talks" not in administration.get("/my/").content.decode()
    Round.objects.filter(pk=round_.pk).update(facilitator=administrator)
    assert 'href="/o/harbour/talks/"' in administration.get("/my/").content.decode()
    assert current(administration.get("/o/harbour/talks/").content.decode()) == ["My talks"]


def test_header_of_others_has_no_talks(organisation, administrator, participant):
    Round.objects.filter(pk=feedback_round(organisation).pk).update(facilitator=participant)
    page = client_of(participant).get("/my/").content.decode()
    assert "My talks" not in page
    assert User.objects.filter(facilitated_rounds__isnull=False).get() == participant
