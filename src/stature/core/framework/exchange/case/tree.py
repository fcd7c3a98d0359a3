"""A package from the top down: each item below its first parent, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stature.core.framework.exchange.case.model import IS_CHILD_OF, CaseItem, CasePackage


@dataclass(frozen=True, slots=True)
class Node:
    """An item in its place: its parent, if it has one, and its numbers from the top down."""

    item: CaseItem
    parent: CaseItem | None
    numbers: tuple[int, ...]


def from_the_top(package: CasePackage) -> Iterator[Node]:
    """Every item of a package once, each after its parent."""
    children = _children(package)
    waiting = _nodes(children.get(None, ()), None, ())
    while waiting:
        node = waiting.pop()
        yield node
        waiting += _nodes(children.get(node.item.identifier, ()), node.item, node.numbers)


def _nodes(
    items: tuple[CaseItem, ...] | list[CaseItem],
    parent: CaseItem | None,
    numbers: tuple[int, ...],
) -> list[Node]:
    """Siblings, the last first, as a stack wants them."""
    nodes = [Node(item, parent, (*numbers, place)) for place, item in enumerate(items, 1)]
    return nodes[::-1]


def _children(package: CasePackage) -> dict[str | None, list[CaseItem]]:
    """The children of each item, and under None those at the top, by sequence number."""
    parents = _first_parents(package)
    children: dict[str | None, list[tuple[int, CaseItem]]] = {}
    for item in package.items:
        parent, sequence = parents.get(item.identifier, (None, 0))
        children.setdefault(parent, []).append((sequence, item))
    return {
        parent: [item for _, item in sorted(found, key=lambda entry: entry[0])]
        for parent, found in children.items()
    }


def _first_parents(package: CasePackage) -> dict[str, tuple[str | None, int]]:
    names = {item.identifier: item.identifier for item in package.items}
    names |= {item.uri: item.identifier for item in package.items if item.uri not in names}
    parents: dict[str, tuple[str | None, int]] = {}
    for association in package.associations:
        if association.association_type == IS_CHILD_OF:
            origin, destination = association.origin, association.destination
            child = names.get(origin.identifier) or names.get(origin.uri)
            parent = names.get(destination.identifier) or names.get(destination.uri)
            if child is not None:
                parents.setdefault(child, (parent, association.sequence or 0))
    return parents
