"""Clusters, tiers and the emphasis as concepts; kinds of items; the licence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, get_args

from stature.core.framework.exchange.case.addresses import derived
from stature.core.framework.exchange.case.export import Export
from stature.core.framework.exchange.case.model import (
    CaseConcept,
    CaseDefinitions,
    CaseItemType,
    CaseLicence,
)
from stature.core.framework.exchange.case.own_fields import (
    CLUSTER,
    COMPETENCY,
    COUNTER_INDICATOR,
    DESCRIPTIONS,
    EMPHASIS,
    PARTS,
    STATEMENTS,
    TIER,
    extension_of,
)
from stature.core.framework.model import Emphasis, Tier

PLACED_CLUSTER: Final = frozenset({"code", "uuid", "name", "description", "competencies"})


def definitions(export: Export) -> CaseDefinitions:
    """The vocabularies of a framework."""
    return CaseDefinitions(
        concepts=tuple(_concepts(export)),
        licences=(_licence(export),),
        item_types=tuple(_item_types(export)),
    )


def _concepts(export: Export) -> Iterator[CaseConcept]:
    for cluster in export.framework.clusters:
        texts, templates = export.worded(description=cluster.description)
        yield CaseConcept(
            **export.named("CFConcepts", cluster.uuid),
            **texts,
            title=cluster.name,
            hierarchy_code=cluster.code,
            keywords=CLUSTER,
            extensions=extension_of(cluster, PLACED_CLUSTER, templates=templates),
        )
    yield from _terms(export, TIER, get_args(Tier))
    yield from _terms(export, EMPHASIS, get_args(Emphasis))


def _terms(export: Export, kind: str, terms: Iterable[str]) -> Iterator[CaseConcept]:
    for term in terms:
        yield CaseConcept(
            **export.named("CFConcepts", derived(export.framework.uuid, kind, term)),
            title=term.capitalize(),
            hierarchy_code=term,
            keywords=kind,
        )


def _licence(export: Export) -> CaseLicence:
    identifier = derived(export.framework.uuid, "licence")
    title = export.framework.licence
    return CaseLicence(**export.named("CFLicenses", identifier), title=title, text=title)


def _item_types(export: Export) -> Iterator[CaseItemType]:
    titles = [COMPETENCY, PARTS[export.framework.parts], *STATEMENTS.values(), COUNTER_INDICATOR]
    for number, title in enumerate(titles, 1):
        identifier = derived(export.framework.uuid, "item type", title)
        yield CaseItemType(
            **export.named("CFItemTypes", identifier),
            title=title,
            description=DESCRIPTIONS[title],
            hierarchy_code=str(number),
            type_code=title,
        )
