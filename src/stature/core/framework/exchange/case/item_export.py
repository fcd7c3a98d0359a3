"""Competencies, facets and statements as items, each below its parent in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from stature.core.framework.exchange.case.addresses import derived
from stature.core.framework.exchange.case.export import Export
from stature.core.framework.exchange.case.model import IS_CHILD_OF, CaseAssociation, CaseItem, Link
from stature.core.framework.exchange.case.own_fields import (
    COMPETENCY,
    COUNTER_INDICATOR,
    PARTS,
    STATEMENTS,
    extension_of,
)
from stature.core.framework.model import Cluster, Competency, Facet, Statement

PLACED_COMPETENCY: Final = frozenset(
    {"code", "uuid", "name", "tier", "emphasis", "second_emphasis", "tagline", "essence"}
    | {"facets", "counter_indicators", "anchors"}
)
PLACED_FACET: Final = frozenset({"code", "uuid", "title", *STATEMENTS})
PLACED_STATEMENT: Final = frozenset({"code", "uuid", "text"})


@dataclass(frozen=True)
class Child:
    """An item, where it hangs, and its place among its siblings."""

    item: CaseItem
    parent: Link
    number: int


def children(export: Export) -> Iterator[Child]:
    """All items from the top down, each after its parent."""
    number = 0
    for cluster in export.framework.clusters:
        for competency in cluster.competencies:
            number += 1
            item = _competency_item(export, cluster, competency)
            yield Child(item, export.document_link, number)
            yield from _children_of_competency(export, competency, _item_link(item))


def _children_of_competency(
    export: Export, competency: Competency, parent: Link
) -> Iterator[Child]:
    for number, facet in enumerate(competency.facets, 1):
        item = _facet_item(export, facet)
        yield Child(item, parent, number)
        yield from _children_of_facet(export, facet, _item_link(item))
    for number, statement in enumerate(competency.counter_indicators, len(competency.facets) + 1):
        yield Child(_statement_item(export, statement, COUNTER_INDICATOR), parent, number)


def _children_of_facet(export: Export, facet: Facet, parent: Link) -> Iterator[Child]:
    statements: list[tuple[Statement, str]] = [
        (statement, title)
        for name, title in STATEMENTS.items()
        for statement in getattr(facet, name)
    ]
    for number, (statement, title) in enumerate(statements, 1):
        yield Child(_statement_item(export, statement, title), parent, number)


def _competency_item(export: Export, cluster: Cluster, competency: Competency) -> CaseItem:
    texts, templates = export.worded(
        abbreviated_statement=competency.name,
        alternative_label=competency.tagline,
        full_statement=competency.essence,
    )
    emphases = [competency.emphasis, competency.second_emphasis]
    terms = [cluster.name, competency.tier.capitalize()]
    terms += [emphasis.capitalize() for emphasis in emphases if emphasis]
    return _item(
        export,
        competency.uuid,
        competency.code,
        COMPETENCY,
        texts,
        concept_keywords=tuple(terms),
        concept=export.addresses.link("CFConcepts", cluster.uuid, cluster.name),
        extensions=extension_of(competency, PLACED_COMPETENCY, templates=templates),
    )


def _facet_item(export: Export, facet: Facet) -> CaseItem:
    texts, templates = export.worded(full_statement=facet.title)
    return _item(
        export,
        facet.uuid,
        facet.code,
        PARTS[export.framework.parts],
        texts,
        extensions=extension_of(facet, PLACED_FACET, templates=templates),
    )


def _statement_item(export: Export, statement: Statement, item_type: str) -> CaseItem:
    texts, templates = export.worded(full_statement=statement.text)
    return _item(
        export,
        statement.uuid,
        statement.code,
        item_type,
        texts,
        extensions=extension_of(statement, PLACED_STATEMENT, templates=templates),
    )


def _item(
    export: Export, identifier: UUID, code: str, item_type: str, texts: dict[str, Any], **more: Any
) -> CaseItem:
    return CaseItem(
        **export.named("CFItems", identifier),
        **texts,
        **more,
        code=code,
        item_type=item_type,
        item_type_link=export.item_type_link(item_type),
        language=export.framework.language,
    )


def association(export: Export, child: Child) -> CaseAssociation:
    """What hangs an item below its parent."""
    identifier = derived(UUID(child.item.identifier), IS_CHILD_OF, child.parent.identifier)
    return CaseAssociation(
        **export.named("CFAssociations", identifier),
        association_type=IS_CHILD_OF,
        sequence=child.number,
        origin=_item_link(child.item),
        destination=child.parent,
    )


def _item_link(item: CaseItem) -> Link:
    return Link(item.code or "", item.identifier, item.uri)
