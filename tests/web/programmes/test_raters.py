"""Raters of a leader: proposed, approved, changed, sent back; limits, load and replacement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stature.web.people.models import Person
from stature.web.programmes import rater_limits, services
from stature.web.programmes.approving import approve_by
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
    with pytest.raises(TakingPartError, match="Ben Stone: asked about 2 leaders in this round"):
        services.add_rater(assessment=leader, person=busy, relationship="peer")
    with pytest.raises(TakingPartError, match="asked about, or proposed by, 2 leaders"):
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
    with pytest.raises(TakingPartError, match=r"ben@harbour\.example: asked about 2 leaders"):
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


def led_by(leader, manager) -> Assessment:
    """The leader, with this line manager in the list of people."""
    Person.objects.filter(pk=leader.participant_id).update(manager=manager)
    return refreshed(leader)


def participant_page(administration, round_, leader) -> str:
    return administration.get(place(round_, f"participants/{leader.pk}/")).content.decode()


def test_person_whom_other_leaders_propose_counts_as_wanted(round_, leader, organisation):
    type(round_).objects.update(rater_load=1)
    services.add_participant(round=refreshed(round_), person=person(organisation, "Lena"))
    other = round_.assessments.exclude(pk=leader.pk).get()
    propose(leader)
    with pytest.raises(TakingPartError, match="proposed by, 1 leaders already"):
        propose(other)


def test_administrator_learns_who_is_at_the_limit_and_takes_them_off_there(
    administration, round_, leader, busy
):
    full = Nomination.objects.create(assessment=leader, email=busy.email, relationship="peer")
    propose(leader)
    sent(leader)
    here = place(round_, f"participants/{leader.pk}/")
    assert "Asked about the most leaders already" in participant_page(
        administration, round_, leader
    )
    answer = administration.post(f"{here}approve/", follow=True)
    assert answer.redirect_chain[-1][0] == here
    assert f"{busy.email}: asked about 2 leaders" in answer.content.decode()
    assert f'aria-label="Take off {busy.email}"' in answer.content.decode()
    administration.post(f"{here}proposed/{full.pk}/take-off/")
    administration.post(f"{here}approve/")
    assert leader.assignments.filter(person__email="cora@harbour.example").exists()


def test_nomination_of_another_leader_is_not_taken_off_here(
    administration, round_, leader, organisation
):
    services.add_participant(round=round_, person=person(organisation, "Lena"))
    other = round_.assessments.exclude(pk=leader.pk).get()
    nomination = propose(other)
    sent(other)
    address = place(round_, f"participants/{leader.pk}/proposed/{nomination.pk}/take-off/")
    assert administration.post(address).status_code == 404
    assert Nomination.objects.filter(pk=nomination.pk).exists()


def test_who_was_added_meanwhile_does_not_stop_the_list(leader, ben):
    propose(leader, email=ben.email)
    propose(leader)
    held = sent(leader)
    services.add_rater(assessment=held, person=ben, relationship="peer")
    assert services.approve_nominations(assessment=held) == 1


def test_list_that_went_back_is_not_changed_by_the_approver(leader):
    nomination = propose(leader)
    services.send_back(assessment=sent(leader), because="Ask a peer.")
    with pytest.raises(TakingPartError, match="no list to approve"):
        services.take_off_list(nomination=nomination, by_approver=True)


def test_known_line_manager_is_on_the_list_from_the_start(organisation, asha, ben):
    Person.objects.filter(pk=asha.pk).update(manager=ben)
    programme = services.create_programme(
        organisation=organisation, template="360-feedback", title="L", purpose="development"
    )
    draft = programme.rounds.get()
    services.add_participant(round=draft, person=asha)
    assert not Nomination.objects.exists()
    opened = services.open_round(round=draft)
    late = person(organisation, "Lena", manager=ben)
    services.add_participant(round=opened, person=late)
    proposed = {(each.assessment.participant, each.email) for each in Nomination.objects.all()}
    assert proposed == {(asha, ben.email), (late, ben.email)}
    assert {each.relationship for each in Nomination.objects.all()} == {"manager"}


def test_manager_who_is_asked_already_or_leads_too_many_is_not_proposed(organisation, ben):
    programme = services.create_programme(
        organisation=organisation, template="360-feedback", title="L", purpose="development"
    )
    draft = programme.rounds.get()
    type(draft).objects.update(rater_load=2)
    for number in range(3):
        services.add_participant(
            round=draft, person=person(organisation, f"L{number}", manager=ben)
        )
    first = draft.assessments.order_by("pk").first()
    services.add_rater(assessment=first, person=ben, relationship="manager")
    services.open_round(round=refreshed(draft))
    assert Nomination.objects.count() == 1
    assert not first.nominations.exists()


def test_other_line_manager_is_pointed_out(administration, round_, leader, ben):
    propose(led_by(leader, ben), relationship="manager")
    sent(leader)
    page = participant_page(administration, round_, leader)
    assert "Cora is named as the line manager. The list of people names Ben Stone." in page
    assert "A line manager’s answers are shown on their own." in page


def test_true_line_manager_is_not_pointed_out(administration, round_, leader, ben):
    services.add_rater(assessment=led_by(leader, ben), person=ben, relationship="manager")
    assert "is named as the line manager" not in participant_page(administration, round_, leader)


def test_round_page_says_who_waits_for_whom(administration, round_, leader, ben, organisation):
    for name in ("Lena", "Noor"):
        services.add_participant(round=round_, person=person(organisation, name))
    lena = round_.assessments.get(participant__first_name="Lena")
    propose(leader)
    sent(leader)
    propose(led_by(lena, ben))
    sent(lena)
    page = administration.get(place(round_)).content.decode()
    assert "What needs you" in page
    assert "1 list of raters waits for you." in page
    assert "1 list of raters waits for a line manager." in page
    assert "with Ben Stone since" in page
    assert "1 leader has not sent a list of raters." in page


def test_round_page_needs_nothing_once_lists_are_done(administration, round_, leader, ben):
    propose(leader)
    services.approve_nominations(assessment=sent(leader))
    assert "What needs you" not in administration.get(place(round_)).content.decode()


def test_manager_whom_no_e_mail_reaches_leaves_the_list_to_administrators(
    administration, round_, leader, ben
):
    Person.objects.filter(pk=ben.pk).update(bounced_at="2026-11-01T00:00:00Z")
    propose(led_by(leader, ben))
    sent(leader)
    assert "1 list of raters waits for you." in administration.get(place(round_)).content.decode()
    assert "No e-mail reaches Ben Stone" in participant_page(administration, round_, leader)


def test_closed_round_counts_answers_and_not_people_asked(
    administration, round_, leader, organisation
):
    for number in range(3):
        rater = person(organisation, f"Peer{number}")
        added = services.add_rater(assessment=leader, person=rater, relationship="peer")
    Assignment.objects.filter(pk=added.pk).update(done_at="2026-11-01T00:00:00Z")
    assert rater_limits.short_groups(round_) == []
    services.close_round(round=round_)
    page = administration.get(place(round_)).content.decode()
    assert "In these, fewer people answered." in page
    assert "Peer, 1 of 3" in page


@pytest.mark.parametrize(
    ("days_left", "expected"), [(28, 14), (6, 3), (3, 1), (2, 0), (1, 0), (0, 0)]
)
def test_list_is_to_be_approved_half_way_and_two_days_before_the_end(round_, days_left, expected):
    today = date(2026, 11, 22)
    round_.closes_on = today + timedelta(days=days_left)
    assert approve_by(round_, today) == today + timedelta(days=expected)


def test_round_without_a_last_day_asks_for_no_day(round_):
    round_.closes_on = None
    assert approve_by(round_, date(2026, 11, 22)) is None


def test_set_up_check_names_limit_approval_and_leaders_without_manager(
    administration, organisation, asha
):
    programme = services.create_programme(
        organisation=organisation, template="360-feedback", title="L", purpose="development"
    )
    draft = programme.rounds.get()
    services.add_participant(round=draft, person=asha)
    page = administration.get(place(draft, "set-up/check/")).content.decode()
    assert "One person rates at most 8 leaders." in page
    assert "The line manager approves; where there is none, an administrator does." in page
    assert "1 leader has no line manager who can be asked." in page


def test_add_all_does_not_ignore_ticks(administration, round_, organisation):
    people = [person(organisation, name) for name in ("Lena", "Noor")]
    address = place(round_, "participants/add/")
    answer = administration.post(address, {"people": people[0].pk, "everybody": "yes"})
    assert answer.status_code == 400
    assert "You ticked people." in answer.content.decode()
    assert f'id="person-{people[0].pk}" checked' in answer.content.decode()
    assert round_.assessments.count() == 1
    administration.post(address, {"everybody": "yes"})
    assert round_.assessments.count() > 2


def test_next_round_says_that_people_are_being_copied(administration, round_):
    services.close_round(round=round_)
    slug, pk = round_.programme.organisation.slug, round_.programme_id
    page = administration.post(f"/o/{slug}/programmes/{pk}/next-round/", follow=True)
    assert "The people of round 1 are being copied." in page.content.decode()
