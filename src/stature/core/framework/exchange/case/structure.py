"""What must hold between the parts of a package: identifiers once, ends that exist, no circles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import NAMESPACE_URL, uuid5

import msgspec

from stature.core.framework.exchange.case.model import (
    ASSOCIATION_TYPES,
    IS_CHILD_OF,
    CaseAssociation,
    CaseItem,
    CasePackage,
    CasePart,
    Link,
)
from stature.core.framework.exchange.findings import Findings, quoted

Part = TypeVar("Part", bound=CasePart)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
EXTENSION = re.compile(r"ext:[A-Za-z0-9._|-]+")
TYPES_BY_SPELLING: Final = {name.casefold(): name for name in ASSOCIATION_TYPES}
LONGEST_CIRCLE: Final = 6


@dataclass(frozen=True)
class Places:
    """Where the parts of a package stand in the file that it was read from."""

    document: str = "$.CFDocument"
    item: Callable[[int], str] = "$.CFItems[{}]".format
    association: Callable[[int], str] = "$.CFAssociations[{}]".format


CASE_PLACES: Final = Places()


def check_structure(
    package: CasePackage, findings: Findings, places: Places = CASE_PLACES
) -> CasePackage:
    """The package with its structure repaired; each repair is a finding."""
    _check_part_format(package.document, places.document, findings)
    items = _once(places.item, package.items, findings)
    associations = _once(places.association, package.associations, findings)
    associations = _right_types(associations, findings, places)
    nodes = _Nodes(package, [item for _, item in items])
    ends = [
        (number, association, nodes.find(association.origin), nodes.find(association.destination))
        for number, association in associations
    ]
    _report_dangling(ends, findings, places)
    circular = _break_circles(ends, findings, places)
    kept = [end for end in ends if end[0] not in circular]
    _report_orphans(items, kept, findings, places)
    return msgspec.structs.replace(
        package,
        items=tuple(item for _, item in items),
        associations=tuple(association for _, association, _, _ in kept),
    )


Numbered = list[tuple[int, Part]]
# Where it stands in the file, the association, and the identifiers of both ends, if they exist.
End = tuple[int, CaseAssociation, str | None, str | None]


class _Nodes:
    """Everything that an association may point at, by identifier and by URI."""

    def __init__(self, package: CasePackage, items: Iterable[CasePart]) -> None:
        self._identifiers: set[str] = set()
        self._by_uri: dict[str, str] = {}
        for node in (*package.documents, *items):
            self._identifiers.add(node.identifier)
            self._by_uri.setdefault(node.uri, node.identifier)

    def find(self, link: Link) -> str | None:
        if link.identifier in self._identifiers:
            return link.identifier
        return self._by_uri.get(link.uri) if link.uri else None


def _once(
    place: Callable[[int], str], parts: tuple[Part, ...], findings: Findings
) -> Numbered[Part]:
    """Each part once, under an identifier of its own; what refers to it means the first."""
    seen: dict[str, Part] = {}
    kept: Numbered[Part] = []
    for number, part in enumerate(parts):
        here = place(number)
        _check_part_format(part, here, findings)
        part = part if part.identifier else _identified(part, here, findings)
        first = seen.setdefault(part.identifier, part)
        if first is part:
            kept.append((number, part))
        elif first == part:
            findings.add(here, "duplicate", "this stands twice", "the second left out")
        else:
            what = f"the identifier {quoted(part.identifier)} stands for something else already"
            kept.append((number, _renamed(part, here)))
            findings.add(here, "duplicate", what, "kept under a new identifier")
    return kept


def _identified(part: Part, place: str, findings: Findings) -> Part:
    named = _renamed(part, place)
    findings.add(place, "missing", "there is no identifier", f"{quoted(named.identifier)} given")
    return named


def _renamed(part: Part, place: str) -> Part:
    """The part under an identifier made from its content and place, the same each time."""
    content = msgspec.json.encode(part).decode("utf-8", "replace")
    return msgspec.structs.replace(part, identifier=str(uuid5(NAMESPACE_URL, f"{place} {content}")))


def _check_part_format(part: CasePart, place: str, findings: Findings) -> None:
    if part.identifier and not UUID.fullmatch(part.identifier):
        what = f"the identifier {quoted(part.identifier)} is no UUID in small letters"
        findings.add(f"{place}.identifier", "format", what, "kept as it stands")
    if part.last_change and not DATE_TIME.fullmatch(part.last_change):
        what = f"{quoted(part.last_change)} is no date and time with its time zone"
        findings.add(f"{place}.lastChangeDateTime", "format", what, "kept as it stands")


def _right_types(
    associations: Numbered[CaseAssociation], findings: Findings, places: Places
) -> Numbered[CaseAssociation]:
    return [
        (number, association)
        if association.association_type in ASSOCIATION_TYPES
        else (number, _right_type(association, places.association(number), findings))
        for number, association in associations
    ]


def _right_type(association: CaseAssociation, here: str, findings: Findings) -> CaseAssociation:
    place = f"{here}.associationType"
    kind = association.association_type
    right = TYPES_BY_SPELLING.get(kind.strip().casefold())
    if right is not None:
        findings.add(place, "coerced", f"{quoted(kind)} is not CASE's spelling", f"read as {right}")
        return msgspec.structs.replace(association, association_type=right)
    if not EXTENSION.fullmatch(kind):
        findings.add(place, "format", f"CASE has no type {quoted(kind)}", "kept as it stands")
    return association


def _report_dangling(ends: list[End], findings: Findings, places: Places) -> None:
    for number, association, origin, destination in ends:
        for name, link, found in (
            ("originNodeURI", association.origin, origin),
            ("destinationNodeURI", association.destination, destination),
        ):
            if found is None:
                findings.add(
                    f"{places.association(number)}.{name}",
                    "dangling",
                    f"nothing in the package is called {quoted(link.identifier or link.uri)}",
                    "the link kept word for word",
                )


def _parents(ends: Iterable[End]) -> dict[str, list[tuple[str, int]]]:
    """The parents of each child, with the number of the association that says so."""
    parents: dict[str, list[tuple[str, int]]] = {}
    for number, association, origin, destination in ends:
        if association.association_type == IS_CHILD_OF and origin and destination:
            parents.setdefault(origin, []).append((destination, number))
    return parents


def _break_circles(ends: list[End], findings: Findings, places: Places) -> set[int]:
    """The associations that close a circle of isChildOf, each with a finding."""
    parents = _parents(ends)
    done: set[str] = set()
    circular: set[int] = set()
    for start in parents:
        for number, length, circle in _circles_from(start, parents, done):
            circular.add(number)
            shown = " → ".join(quoted(node) for node in circle)
            what = f"isChildOf goes round in a circle of {length}: {shown}"
            findings.add(places.association(number), "cycle", what, "left out")
    return circular


def _circles_from(
    start: str, parents: dict[str, list[tuple[str, int]]], done: set[str]
) -> Iterator[tuple[int, int, list[str]]]:
    """Walk up from a node, depth first and without recursion.

    Yields each association that leads back to the path, how long the circle is, and its start.
    """
    if start in done:
        return
    path, place_on_path = [start], {start: 0}
    open_steps = [iter(parents[start])]
    while path:
        following = next(open_steps[-1], None)
        if following is None:
            open_steps.pop()
            node = path.pop()
            del place_on_path[node]
            done.add(node)
            continue
        parent, number = following
        if parent in place_on_path:
            place = place_on_path[parent]
            yield number, len(path) - place, path[place : place + LONGEST_CIRCLE]
        elif parent not in done:
            place_on_path[parent] = len(path)
            path.append(parent)
            open_steps.append(iter(parents.get(parent, ())))


def _report_orphans(
    items: Numbered[CaseItem], ends: list[End], findings: Findings, places: Places
) -> None:
    children = _parents(ends)
    for number, item in items:
        if item.identifier not in children:
            findings.add(
                places.item(number),
                "orphan",
                f"{quoted(item.identifier)} is the child of nothing in the package",
                "kept at the top of the document",
            )
