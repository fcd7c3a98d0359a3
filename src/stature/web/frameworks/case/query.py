"""What a request for documents asks for: which, in what order, how many, which fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from stature.web.frameworks.case.errors import InvalidSelectionError, InvalidSortError
from stature.web.frameworks.case.filters import Filter, parse_filter

DEFAULT_LIMIT: Final = 100
LARGEST: Final = 2**31 - 1
NAMES: Final = ("limit", "offset", "sort", "orderBy", "filter", "fields")

REQUIRED_FIELDS: Final = frozenset(
    {"identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI"}
)
TEXT_FIELDS: Final = frozenset(
    {"identifier", "uri", "frameworkType", "caseVersion", "creator", "title", "lastChangeDateTime"}
    | {"officialSourceURL", "publisher", "description", "language", "version", "adoptionStatus"}
    | {"statusStartDate", "statusEndDate", "notes"}
)
FILTER_FIELDS: Final = TEXT_FIELDS | {"subject"}
FIELDS: Final = FILTER_FIELDS | {"subjectURI", "licenseURI", "extensions", "CFPackageURI"}


Asked = Mapping[str, Sequence[str]]


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
    def of(cls, asked: Asked) -> Self:
        """The query in a request's parameters. Raises CaseError naming what is wrong in them."""
        return cls(
            limit=_whole_number(asked, "limit", DEFAULT_LIMIT, least=1),
            offset=_whole_number(asked, "offset", 0, least=0),
            sort=_sort_field(asked),
            descending=_is_descending(asked),
            filter=_filter(asked),
            fields=_fields(asked),
        )


def _only(asked: Asked, name: str) -> str | None:
    """The one value of a parameter, or None when it is not given."""
    values = asked.get(name, ())
    if len(values) > 1:
        raise InvalidSelectionError(f"expected one value, got {len(values)}.", where=name)
    return values[0] if values else None


def _whole_number(asked: Asked, name: str, default: int, *, least: int) -> int:
    text = _only(asked, name)
    if text is None:
        return default
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    if not is_number or not least <= int(text) <= LARGEST:
        raise InvalidSelectionError(
            f"expected a whole number from {least} to {LARGEST}, got {_quoted(text)}.", where=name
        )
    return int(text)


def _sort_field(asked: Asked) -> str | None:
    field = _only(asked, "sort")
    if field is not None and field not in TEXT_FIELDS:
        raise InvalidSortError(
            f"documents cannot be sorted by {_quoted(field)}.",
            where="sort",
            remedy=f"Use one of these: {', '.join(sorted(TEXT_FIELDS))}.",
        )
    return field


def _is_descending(asked: Asked) -> bool:
    order = _only(asked, "orderBy")
    if order not in (None, "asc", "desc"):
        raise InvalidSortError(f"expected asc or desc, got {_quoted(order)}.", where="orderBy")
    return order == "desc"


def _filter(asked: Asked) -> Filter | None:
    text = _only(asked, "filter")
    return None if text is None else parse_filter(text, FILTER_FIELDS)


def _fields(asked: Asked) -> frozenset[str]:
    """The fields asked for, repeated or with commas, and those that no document may lack."""
    if "fields" not in asked:
        return FIELDS
    wanted = [name.strip() for text in asked["fields"] for name in text.split(",")]
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
