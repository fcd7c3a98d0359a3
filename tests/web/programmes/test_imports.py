"""Taking participants and colleagues from an imported table."""

from __future__ import annotations

import pytest
from django.utils import timezone

from stature.web.people.models import ImportedChange, PeopleImport, RaterRow
from tests.web.programmes.conftest import place


@pytest.fixture
def table(organisation, asha, ben) -> PeopleImport:
    """A table that brought Asha and Ben."""
    brought = PeopleImport.objects.create(organisation=organisation, file_name="leaders.csv")
    for each in (asha, ben):
        ImportedChange.objects.create(people_import=brought, person=each, after={})
    return brought


def rated(table: PeopleImport, subject, rater, relationship: str = "peer") -> None:
    RaterRow.objects.create(
        people_import=table, subject=subject, rater=rater, relationship=relationship
    )


def test_everybody_in_a_table_takes_part(administration, draft, table):
    page = administration.get(place(draft, "participants/add/")).content.decode()
    assert "leaders.csv" in page
    administration.post(place(draft, f"participants/import/{table.pk}/"))
    assert draft.assessments.count() == 2


def test_colleagues_of_a_table_are_asked(
    administration, draft_with_colleagues, assessment, table, asha, ben
):
    rated(table, asha, ben)
    administration.post(place(draft_with_colleagues, f"participants/import/{table.pk}/"))
    assert draft_with_colleagues.assessments.count() == 1
    assert assessment.assignments.get(person=ben).relationship == "peer"


def test_rows_that_cannot_be_taken_are_named_first_and_left_out(
    administration, draft_with_colleagues, assessment, table, asha
):
    rated(table, asha, asha)
    address = place(draft_with_colleagues, f"participants/import/{table.pk}/")
    assert "rate themselves already" in administration.get(address).content.decode()
    administration.post(address)
    assert assessment.assignments.count() == 1


def test_undone_table_is_not_offered(administration, draft, table):
    PeopleImport.objects.update(undone_at=timezone.now())
    address = place(draft, f"participants/import/{table.pk}/")
    assert administration.post(address).status_code == 404


def test_table_of_another_organisation_is_not_found(administration, draft, other_organisation):
    other = PeopleImport.objects.create(organisation=other_organisation, file_name="x.csv")
    address = place(draft, f"participants/import/{other.pk}/")
    assert administration.get(address).status_code == 404
    assert administration.post(address).status_code == 404
    assert not draft.assessments.exists()
