"""What a request for documents asks for: which, in what order, how many, which fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from django.http import QueryDict

from stature.web.frameworks.case.errors import InvalidSelectionError, InvalidSortError
from stature.web.frameworks.case.filters import Filter, parse_filter

DEFAULT_LIMIT: Final = 100
LARGEST: Final = 2**31 - 1
ORDERS: Final = ("asc", "desc")
NAMES: Final = ("limit", "offset", "sort", "orderBy", "filter", "fields")

REQUIRED_FIELDS: Final = frozenset(
    {"identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI"}
)
TEXT_FIELDS: Final = frozenset(
    {"identifier", "uri", "frameworkType", "caseVersion", "creator", "title", "lastChangeDateTime"}
    | {"officialSourceURL", "publisher", "description", "language", "version", "adoptionStatus"}
    | {"statusStartDate", "statusEndDate", "notes"}
)
FIELDS: Final = TEXT_FIELDS | {"subject", "subjectURI", "licenseURI", "extensions", "CFPackageURI"}


@dataclass(frozen=True)
class DocumentQuery:
    """A request for documents, understood."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0
    sort: str | None = None
    descending: bool = False
    filter: Filter | None = None
    fields: frozenset[str] = FIELDS

    @classmethod
    def of(cls, asked: QueryDict) -> Self:
        """The query in a request. Raises CaseRefusal naming what cannot be understood."""
        for name in NAMES[:-1]:
            if len(asked.getlist(name)) > 1:
                raise InvalidSelectionError("this stands more than once.", where=name)
        return cls(
            limit=_whole_number(asked, "limit", DEFAULT_LIMIT, least=1),
            offset=_whole_number(asked, "offset", 0, least=0),
            sort=_sort_field(asked),
            descending=_is_descending(asked),
            filter=parse_filter(asked["filter"], TEXT_FIELDS | {"subject"})
            if "filter" in asked
            else None,
            fields=_fields(asked),
        )


def _whole_number(asked: QueryDict, name: str, default: int, *, least: int) -> int:
    if name not in asked:
        return default
    text = asked[name]
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    if not is_number or not least <= int(text) <= LARGEST:
        raise InvalidSelectionError(
            f"expected a whole number from {least} to {LARGEST}, got {_quoted(text)}.", where=name
        )
    return int(text)


def _sort_field(asked: QueryDict) -> str | None:
    field = asked.get("sort")
    if field is not None and field not in TEXT_FIELDS:
        raise InvalidSortError(
            f"documents cannot be sorted by {_quoted(field)}.",
            where="sort",
            remedy=f"Use one of these: {', '.join(sorted(TEXT_FIELDS))}.",
        )
    return field


def _is_descending(asked: QueryDict) -> bool:
    order = asked.get("orderBy", "asc")
    if order not in ORDERS:
        raise InvalidSortError(f"expected asc or desc, got {_quoted(order)}.", where="orderBy")
    return order == "desc"


def _fields(asked: QueryDict) -> frozenset[str]:
    """The fields asked for, repeated or with commas, and those that no document may lack."""
    if "fields" not in asked:
        return FIELDS
    wanted = [name.strip() for text in asked.getlist("fields") for name in text.split(",")]
    for name in wanted:
        if name not in FIELDS:
            raise InvalidSelectionError(
                f"there is no field {_quoted(name)}.",
                where="fields",
                remedy=f"Use some of these: {', '.join(sorted(FIELDS))}.",
            )
    return REQUIRED_FIELDS.union(wanted)


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
