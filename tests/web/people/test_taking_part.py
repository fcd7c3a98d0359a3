"""What becomes of somebody in a round: removed by hand, or brought in by an import undone."""

from __future__ import annotations

import pytest

from stature.web.people import selectors, services
from stature.web.people.models import Person
from stature.web.programmes.models import Assessment, Assignment, Programme, Relationship, Round


@pytest.fixture
def in_a_round(organisation):
    """Have a person answer about themselves in a round."""

    def put(person: Person) -> Assignment:
        programme = Programme.objects.create(organisation=organisation, template="self-profile")
        assessment = Assessment.objects.create(
            round=Round.objects.create(programme=programme), participant=person
        )
        return Assignment.objects.create(
            assessment=assessment, person=person, relationship=Relationship.SELF
        )

    return put


def test_removed_person_loses_the_name_and_answers_stay(administration, in_a_round, mary):
    assignment = in_a_round(mary)
    page = administration.get(f"/o/harbour/people/{mary.pk}/remove/").content.decode()
    assert "Answers that the person gave stay" in page
    administration.post(f"/o/harbour/people/{mary.pk}/remove/")
    assignment.refresh_from_db()
    left = assignment.person
    assert str(left) == "Removed person"
    assert (left.first_name, left.last_name, left.identifier, left.unit) == ("", "", "", "")
    assert left.email.endswith("@removed.invalid")
    assert left.opted_out_at is not None
    assert not selectors.people_of(left.organisation).exists()


def test_removed_person_is_no_longer_found(administration, in_a_round, mary):
    in_a_round(mary)
    services.remove_person(person=mary)
    assert administration.get(f"/o/harbour/people/{mary.pk}/").status_code == 404


def test_address_of_a_removed_person_is_free_again(organisation, in_a_round, mary):
    in_a_round(mary)
    services.remove_person(person=mary)
    again = services.add_person(organisation=organisation, email="mary@harbour.example")
    assert again.pk != mary.pk


def test_undo_keeps_who_takes_part(bring_in, in_a_round):
    done = bring_in(("Ann", "Cole", "ann@harbour.example", ""), ("Bo", "Day", "bo@x.example", ""))
    in_a_round(Person.objects.get(email="ann@harbour.example"))
    done = services.undo_import(people_import=done)
    assert [set(each) for each in done.kept] == [{"person", "field", "reason"}]
    shown = selectors.with_names(done.organisation, done.kept)
    assert [(each["name"], each["reason"]) for each in shown] == [("Ann Cole", "takes-part")]
    assert [person.first_name for person in Person.objects.all()] == ["Ann"]


def test_relationships_of_tables_are_those_of_rounds():
    from stature.web.people.import_file.cells import RELATIONSHIPS

    assert list(RELATIONSHIPS) == Relationship.values
