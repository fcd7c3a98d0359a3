"""Who takes part: participants and colleagues."""

from __future__ import annotations

import pytest
from django.utils import timezone

from stature.web.people.models import Person
from stature.web.programmes import findings, services, tasks
from stature.web.programmes.errors import ProgrammeError, RoundStateError, TakingPartError
from stature.web.programmes.models import Assessment, Assignment
from tests.web.conftest import person
from tests.web.programmes.conftest import invitations, place, refreshed


def test_participant_answers_about_themselves(draft, asha):
    services.add_participant(round=draft, person=asha)
    own = Assignment.objects.get()
    assert (own.person, own.relationship) == (asha, "self")


def test_participant_is_added_once(draft, asha):
    assert services.add_participants(round=draft, people=[asha, asha]) == 1
    assert services.add_participants(round=draft, people=[asha]) == 0


def test_person_of_another_organisation_cannot_take_part(draft, stranger):
    with pytest.raises(TakingPartError):
        services.add_participant(round=draft, person=stranger)


def test_page_refuses_a_person_of_another_organisation(administration, draft, stranger):
    answer = administration.post(place(draft, "participants/add/"), {"people": [stranger.pk]})
    assert answer.status_code == 400
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("hostile", [[], ["x"], ["-1"], ["9" * 40], ["1", "\0"]])
def test_page_refuses_what_is_no_person(administration, draft, asha, hostile):
    answer = administration.post(place(draft, "participants/add/"), {"people": hostile})
    assert answer.status_code == 400


def test_everybody_found_is_added_at_once(administration, organisation, draft, asha, ben):
    administration.post(place(draft, "participants/add/?q=ash"), {"everybody": "yes"})
    assert [each.participant for each in draft.assessments.all()] == [asha]


def test_many_people_are_added_by_a_job(administration, organisation, draft, jobs, monkeypatch):
    Person.objects.bulk_create(
        Person(organisation=organisation, email=f"p{n}@harbour.example") for n in range(501)
    )
    administration.post(place(draft, "participants/add/"), {"everybody": "yes"})
    assert not draft.assessments.exists()
    [(job, args)] = jobs
    assert job == "stature.web.programmes.tasks.add_everybody"
    tasks.add_everybody(*args)
    tasks.add_everybody(*args)
    assert draft.assessments.count() == 501


def test_job_for_a_closed_round_adds_nobody(open_round, ben):
    services.close_round(round=open_round)
    assert tasks.add_everybody(open_round.pk, "", None) == 0


def test_person_added_to_an_open_round_is_invited(open_round, ben, jobs):
    jobs.clear()
    services.add_participant(round=open_round, person=ben)
    assert invitations(jobs) == [open_round.pk]


def test_nobody_is_invited_to_a_draft(draft, asha, jobs):
    services.add_participant(round=draft, person=asha)
    assert not jobs


def test_nobody_is_added_to_a_closed_round(open_round, ben):
    services.close_round(round=open_round)
    with pytest.raises(RoundStateError):
        services.add_participant(round=open_round, person=ben)


def test_colleague_is_added_on_the_participants_page(administration, assessment, ben):
    page = place(assessment.round, f"participants/{assessment.pk}/")
    answer = administration.post(page, {"email": "BEN@harbour.example", "relationship": "peer"})
    assert answer.status_code == 302
    assert "Ben Stone" in administration.get(page).content.decode()
    assert assessment.assignments.get(person=ben).relationship == "peer"


@pytest.mark.parametrize(
    ("email", "relationship", "sentence"),
    [
        ("asha@harbour.example", "peer", "Participants rate themselves already"),
        ("who@harbour.example", "peer", "Nobody in your list"),
        ("olaf@northern.example", "peer", "Nobody in your list"),
        ("ben@harbour.example", "self", "Select a valid choice"),
        ("ben@harbour.example", "", "Choose how they stand"),
        ("", "peer", "e-mail address"),
    ],
)
def test_colleague_who_cannot_be_asked_is_refused_in_words(
    administration, assessment, ben, stranger, email, relationship, sentence
):
    page = place(assessment.round, f"participants/{assessment.pk}/")
    answer = administration.post(page, {"email": email, "relationship": relationship})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert assessment.assignments.count() == 1


def test_colleague_is_asked_once(assessment, ben):
    services.add_rater(assessment=assessment, person=ben, relationship="peer")
    with pytest.raises(TakingPartError):
        services.add_rater(assessment=assessment, person=ben, relationship="customer")


def test_no_colleague_where_none_are_asked(draft, asha, ben):
    assessment = services.add_participant(round=draft, person=asha)
    with pytest.raises(ProgrammeError):
        services.add_rater(assessment=assessment, person=ben, relationship="peer")


def test_colleague_who_has_not_begun_is_removed(administration, assessment, ben):
    added = services.add_rater(assessment=assessment, person=ben, relationship="peer")
    administration.post(
        place(assessment.round, f"participants/{assessment.pk}/colleagues/{added.pk}/remove/")
    )
    assert assessment.assignments.count() == 1


def test_colleague_who_has_begun_stays(assessment, ben):
    added = services.add_rater(assessment=assessment, person=ben, relationship="peer")
    Assignment.objects.filter(pk=added.pk).update(started_at=timezone.now())
    with pytest.raises(TakingPartError):
        services.remove_rater(assignment=refreshed(added))


def test_own_place_of_a_participant_is_never_removed(assessment):
    with pytest.raises(TakingPartError):
        services.remove_rater(assignment=assessment.assignments.get())


def test_withdrawal_from_a_draft_leaves_nothing(administration, draft, asha):
    assessment = services.add_participant(round=draft, person=asha)
    address = place(draft, f"participants/{assessment.pk}/take-out/")
    assert "Nobody was written to" in administration.get(address).content.decode()
    administration.post(address)
    assert not draft.assessments.exists()


def test_withdrawal_from_an_open_round_keeps_the_row_and_says_when(administration, open_round):
    assessment = open_round.assessments.get()
    administration.post(place(open_round, f"participants/{assessment.pk}/take-out/"))
    assert refreshed(assessment).withdrawn_at is not None
    assert assessment.assignments.count() == 1


def test_many_colleagues_are_added_and_those_that_cannot_be_are_passed_over(
    organisation, draft_with_colleagues, asha, ben, stranger
):
    carl = person(organisation, "Carl")
    rows = [
        (asha.pk, ben.pk, "peer"),
        (asha.pk, ben.pk, "customer"),
        (asha.pk, asha.pk, "peer"),
        (carl.pk, ben.pk, "peer"),
        (asha.pk, carl.pk, "boss"),
        (asha.pk, carl.pk, "manager"),
    ]
    assert services.add_raters(round=draft_with_colleagues, ratings=rows) == 2
    assert services.add_raters(round=draft_with_colleagues, ratings=rows) == 0


def test_findings_name_self_as_peer_and_the_same_person_twice(asha, ben):
    rows = [(asha, ben, "peer"), (asha, ben, "peer"), (asha, asha, "peer"), (asha, ben, "boss")]
    sentences = [str(each.sentence) for each in findings.findings_in(rows)]
    assert len(sentences) == 3
    assert any("stands twice" in each for each in sentences)
    assert any("rate themselves" in each for each in sentences)


def test_too_few_colleagues_are_said_and_do_not_stop(
    administration, organisation, draft_with_colleagues, assessment
):
    page = administration.get(place(draft_with_colleagues, "set-up/check/")).content.decode()
    assert "fewer than 3 colleagues" in page
    for name in ("Ben", "Carl", "Dora"):
        services.add_rater(
            assessment=assessment, person=person(organisation, name), relationship="peer"
        )
    page = administration.get(place(draft_with_colleagues, "set-up/check/")).content.decode()
    assert "fewer than 3 colleagues" not in page
    assert "Peer: 3" in page
