"""Reading people, previews and imports. Each query stays within one organisation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from stature.web.accounts.models import Organisation
from stature.web.people.import_file import ImportFinding, PersonRow, RatingRow, TableOfPeople
from stature.web.people.import_file.plan import PersonThere, Plan
from stature.web.people.import_file.planning import plan_import
from stature.web.people.models import ImportPreview, PeopleImport, Person, RaterRow

SEARCHED: Final = ("first_name", "last_name", "email", "identifier", "unit")
MOST_WORDS: Final = 6
THERE: Final = (
    "pk",
    "email",
    "first_name",
    "last_name",
    "identifier",
    "language",
    "unit",
    "manager_id",
)
# Where areas above this one keep who takes part in a round.
TAKES_PART: Final = ("assessments", "assignments")


def people_of(organisation: Organisation, *, search: str = "") -> QuerySet[Person]:
    """The people of an organisation; each word is found in a name, address, identifier or unit."""
    words = search.replace("\0", "").split()[:MOST_WORDS]
    return Person.objects.filter(*map(_holds, words), organisation=organisation)


def find_person(organisation: Organisation, pk: int) -> Person:
    """A person of the organisation. Raises Person.DoesNotExist for every other one."""
    return people_of(organisation).select_related("manager").get(pk=pk)


def people_there(organisation: Organisation) -> list[PersonThere]:
    """Everybody of an organisation, as an import looks at them."""
    rows = people_of(organisation).order_by("pk").values_list(*THERE)
    return [PersonThere(*row) for row in rows.iterator(chunk_size=5000)]


def with_names(organisation: Organisation, kept: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What an undo left as it was, with today's names: the import keeps numbers only."""
    lines = list(kept)
    people = Person.ever.filter(organisation=organisation).in_bulk(
        [each["person"] for each in lines]
    )
    gone = _("Removed person")
    return [{**each, "name": str(people.get(each["person"], gone))} for each in lines]


def taking_part(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those who are, or were, in a round, be it as participant or as rater."""
    found = Q()
    for name in TAKES_PART:
        found |= Q(pk__in=_in_rows(name))
    return people.filter(found)


def takes_part(person: Person) -> bool:
    """Whether a person is, or was, in a round."""
    return taking_part(Person.objects.filter(pk=person.pk)).exists()


def imports_of(organisation: Organisation) -> QuerySet[PeopleImport]:
    """The imports of an organisation, newest first, undone ones too."""
    return PeopleImport.objects.filter(organisation=organisation).select_related("imported_by")


def find_import(organisation: Organisation, pk: int) -> PeopleImport:
    """An import of the organisation. Raises PeopleImport.DoesNotExist for every other one."""
    return imports_of(organisation).get(pk=pk)


def find_preview(organisation: Organisation, pk: int) -> ImportPreview:
    """A preview of the organisation. Raises ImportPreview.DoesNotExist for every other one."""
    return ImportPreview.objects.get(organisation=organisation, pk=pk)


def plan_of(preview: ImportPreview) -> Plan:
    """What a preview would change now."""
    return plan_import(table_of(preview), people_there(preview.organisation))


def table_of(preview: ImportPreview) -> TableOfPeople:
    """The table that a preview keeps."""
    return TableOfPeople(
        preview.headings,
        preview.ignored,
        [PersonRow(**row) for row in preview.people],
        [RatingRow(**row) for row in preview.ratings],
        [ImportFinding(**finding) for finding in preview.findings],
    )


def rater_rows(people_import: PeopleImport) -> list[tuple[Person, Person, str]]:
    """Who is asked about whom in an import: participant, rater, relationship."""
    rows = RaterRow.objects.filter(
        people_import=people_import, subject__removed_at=None, rater__removed_at=None
    )
    return [
        (row.subject, row.rater, row.relationship)
        for row in rows.select_related("subject", "rater")
    ]


def _holds(word: str) -> Q:
    return reduce(Q.__or__, (Q(**{f"{field}__icontains": word}) for field in SEARCHED))


def _in_rows(name: str) -> QuerySet[Any, Any]:
    """The people to whom rows of another area point, by the name of the way back."""
    relation: Any = Person._meta.get_field(name)
    rows: QuerySet[Any, Any] = relation.related_model.objects.values(relation.field.name)
    return rows
