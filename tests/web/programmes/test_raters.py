"""Raters of a leader: proposed, approved, changed, sent back; limits, load and replacement."""

from __future__ import annotations

import pytest

from stature.web.people.models import Person
from stature.web.programmes import rater_limits, services
from stature.web.programmes.errors import RoundStateError, TakingPartError
from stature.web.programmes.findings import findings_in
from stature.web.programmes.models import Assessment, Assignment, Nomination, Relationship
from tests.web.conftest import feedback_round, person
from tests.web.programmes.conftest import place, refreshed


@pytest.fixture
def round_(organisation, asha):
    found = feedback_round(organisation)
    services.add_participant(round=found, person=asha)
    return found


@pytest.fixture
def leader(round_) -> Assessment:
    return round_.assessments.get()


def propose(leader, email="cora@harbour.example", relationship="peer", **more):
    return services.nominate(
        assessment=leader, email=email, relationship=relationship, first_name="Cora", **more
    )


def sent(leader) -> Assessment:
    services.send_nominations(assessment=leader)
    return refreshed(leader)


def test_template_asks_the_questionnaire_of_the_framework(organisation):
    programme = services.create_programme(
        organisation=organisation, template="360-feedback", title="L", purpose="development"
    )
    draft = programme.rounds.get()
    assert (draft.is_feedback, draft.pack) == (True, "customer-service-director")
    services.add_participant(round=draft, person=person(organisation, "Asha"))
    opened = services.open_round(round=draft)
    assert opened.instrument_sha256 == feedback_round(organisation).instrument_sha256


def test_nobody_is_asked_before_the_list_is_approved(leader):
    propose(leader)
    sent(leader)
    assert not leader.assignments.exclude(relationship="self").exists()


def test_approved_people_are_asked_and_those_unknown_are_added(leader, organisation, ben):
    propose(leader)
    propose(leader, email="BEN@harbour.example", relationship="customer")
    assert services.approve_nominations(assessment=sent(leader)) == 2
    asked = leader.assignments.exclude(relationship="self")
    assert {(each.person.email, each.relationship) for each in asked} == {
        ("cora@harbour.example", "peer"),
        ("ben@harbour.example", "customer"),
    }
    assert Person.objects.get(email="cora@harbour.example").first_name == "Cora"
    assert not Nomination.objects.exists()


def test_list_that_was_sent_cannot_be_changed_by_the_leader(leader):
    nomination = propose(leader)
    sent(leader)
    with pytest.raises(TakingPartError, match="waits for approval"):
        propose(leader, email="dan@harbour.example")
    with pytest.raises(TakingPartError, match="waits for approval"):
        services.take_off_list(nomination=nomination)


def test_approver_may_change_the_list(leader):
    nomination = propose(leader)
    held = sent(leader)
    propose(held, email="dan@harbour.example", by_approver=True)
    services.take_off_list(nomination=nomination, by_approver=True)
    assert [each.email for each in leader.nominations.all()] == ["dan@harbour.example"]


def test_list_that_is_sent_back_can_be_changed_again(leader):
    propose(leader)
    services.send_back(assessment=sent(leader), because="Ask a customer too.")
    assert refreshed(leader).sent_back_because == "Ask a customer too."
    propose(refreshed(leader), email="dan@harbour.example", relationship="customer")


def test_empty_list_cannot_be_sent(leader):
    with pytest.raises(TakingPartError, match="Nobody new"):
        services.send_nominations(assessment=leader)


def test_list_that_was_not_sent_cannot_be_approved(leader):
    propose(leader)
    with pytest.raises(TakingPartError, match="no list to approve"):
        services.approve_nominations(assessment=leader)


@pytest.mark.parametrize("relationship", ["peer", "direct-report", "customer", "other"])
def test_leader_cannot_be_proposed_as_a_rater_of_themselves(leader, relationship):
    with pytest.raises(TakingPartError, match="rate themselves already"):
        propose(leader, email="Asha@Harbour.example", relationship=relationship)


def test_leader_cannot_be_their_own_manager(leader):
    with pytest.raises(TakingPartError, match="Nobody is their own line manager"):
        propose(leader, email="asha@harbour.example", relationship="manager")
    with pytest.raises(TakingPartError):
        services.add_rater(assessment=leader, person=leader.participant, relationship="manager")


def test_nobody_can_stand_in_for_the_leader(leader):
    with pytest.raises(TakingPartError):
        propose(leader, relationship="self")


def test_same_person_cannot_be_proposed_twice(leader, ben):
    propose(leader)
    with pytest.raises(TakingPartError, match="on the list already"):
        propose(leader, email="CORA@harbour.example", relationship="customer")
    services.add_rater(assessment=leader, person=ben, relationship="peer")
    with pytest.raises(TakingPartError, match="asked about the participant already"):
        propose(leader, email=ben.email, relationship="customer")


def test_group_has_a_most(leader):
    for number in range(rater_limits.MOST_IN_GROUP):
        propose(leader, email=f"p{number}@harbour.example")
    with pytest.raises(TakingPartError, match="At most 12"):
        propose(leader, email="more@harbour.example")
    propose(leader, email="more@harbour.example", relationship="customer")


@pytest.fixture
def busy(round_, organisation, ben) -> Person:
    """Somebody who rates as many leaders as one may."""
    round_.rater_load = 2
    round_.save()
    for first in ("Dan", "Eva"):
        services.add_participant(round=round_, person=person(organisation, first))
    for each in round_.assessments.exclude(participant__first_name="Asha"):
        services.add_rater(assessment=each, person=ben, relationship="peer")
    return ben


def test_nobody_rates_more_leaders_than_the_round_allows(leader, busy):
    with pytest.raises(TakingPartError, match="rates 2 leaders in this round already"):
        services.add_rater(assessment=leader, person=busy, relationship="peer")
    with pytest.raises(TakingPartError, match="rates 2 leaders"):
        propose(leader, email=busy.email)


def test_table_passes_over_those_who_rate_enough_and_names_them(round_, leader, busy, organisation):
    cora = person(organisation, "Cora")
    rows = [(leader.participant_id, each.pk, "peer") for each in (busy, cora)]
    assert services.add_raters(round=round_, ratings=rows) == 1
    people = [person(organisation, f"L{number}") for number in range(3)]
    [finding] = findings_in([(each, cora, "peer") for each in people], 2)
    assert "more than 2 leaders" in str(finding.sentence)


def test_approval_is_refused_whole_where_one_cannot_be_asked(leader, busy):
    propose(leader)
    Nomination.objects.create(assessment=leader, email=busy.email, relationship="peer")
    with pytest.raises(TakingPartError, match="rates 2 leaders"):
        services.approve_nominations(assessment=sent(leader))
    assert leader.nominations.count() == 2
    assert not Person.objects.filter(email="cora@harbour.example").exists()


def test_who_declined_counts_no_longer(leader, busy):
    Assignment.objects.filter(person=busy).update(declined_at="2026-11-01T00:00:00Z")
    services.add_rater(assessment=leader, person=busy, relationship="peer")


def test_rater_who_has_not_begun_is_replaced_in_the_same_group(leader, ben, organisation):
    first = services.add_rater(assessment=leader, person=ben, relationship="customer")
    other = person(organisation, "Dan")
    added = services.replace_rater(assignment=first, person=other)
    assert (added.person, added.relationship) == (other, "customer")
    assert not Assignment.objects.filter(pk=first.pk).exists()


def test_rater_who_has_begun_is_not_replaced(leader, ben, organisation):
    first = services.add_rater(assessment=leader, person=ben, relationship="peer")
    Assignment.objects.filter(pk=first.pk).update(started_at="2026-11-01T00:00:00Z")
    with pytest.raises(TakingPartError):
        services.replace_rater(assignment=first, person=person(organisation, "Dan"))
    assert Assignment.objects.get(pk=first.pk).person == ben


def test_replacement_who_cannot_be_asked_changes_nothing(administration, round_, leader, ben):
    first = services.add_rater(assessment=leader, person=ben, relationship="peer")
    address = place(round_, f"participants/{leader.pk}/colleagues/{first.pk}/replace/")
    answer = administration.post(address, {"email": leader.participant.email})
    assert answer.status_code == 400
    assert Assignment.objects.filter(pk=first.pk).exists()


def test_lists_are_for_rounds_of_feedback_that_are_open(draft_with_colleagues, leader):
    with pytest.raises(RoundStateError):
        propose(draft_with_colleagues.assessments.get())
    services.close_round(round=leader.round)
    with pytest.raises(RoundStateError):
        propose(leader)


def test_status_warns_of_groups_below_the_minimum(administration, round_, leader, organisation):
    for number in range(3):
        rater = person(organisation, f"Peer{number}")
        services.add_rater(assessment=leader, person=rater, relationship="peer")
    assert "will not be shown" not in administration.get(place(round_)).content.decode()
    Assignment.objects.filter(person__first_name="Peer0").update(declined_at="2026-11-01T00:00:00Z")
    page = administration.get(place(round_)).content.decode()
    assert "Groups that will not be shown" in page
    assert "Peer, 2 of 3" in page


def test_manager_is_shown_singly_and_never_too_few(round_, leader, ben):
    services.add_rater(assessment=leader, person=ben, relationship=Relationship.MANAGER)
    assert rater_limits.short_groups(round_) == []


def test_administrator_approves_where_there_is_no_manager(administration, round_, leader):
    propose(leader)
    sent(leader)
    page = administration.get(place(round_, f"participants/{leader.pk}/")).content.decode()
    assert "There is no line manager to approve them" in page
    administration.post(place(round_, f"participants/{leader.pk}/approve/"))
    assert leader.assignments.filter(person__email="cora@harbour.example").exists()


def test_administrator_sends_a_list_back_with_a_note(administration, round_, leader):
    propose(leader)
    sent(leader)
    address = place(round_, f"participants/{leader.pk}/send-back/")
    administration.post(address, {"because": " "})
    assert refreshed(leader).raters_sent_at
    administration.post(address, {"because": "Ask customers."})
    assert refreshed(leader).sent_back_because == "Ask customers."
