"""From one of our own CASE exports back to the framework it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
from pydantic import ValidationError

from stature.core.framework.customer import CustomerWord
from stature.core.framework.exchange.case.model import (
    IS_CHILD_OF,
    CaseConcept,
    CaseCriterion,
    CaseItem,
    CasePackage,
)
from stature.core.framework.exchange.case.own_fields import (
    CLUSTER,
    COMPETENCY,
    COUNTER_INDICATOR,
    EMPHASIS,
    PARTS,
    STATEMENTS,
    TEMPLATES,
    TIER,
    WORD_USED,
    fields_of,
    take_words,
)
from stature.core.framework.exchange.case.reading import read_case
from stature.core.framework.exchange.findings import ExchangeError
from stature.core.framework.exchange.validation import framework_of_data
from stature.core.framework.model import Framework


def is_own_export(package: CasePackage) -> bool:
    """Whether Stature wrote this package, so that a framework can be made of it."""
    return len(package.documents) == 1 and WORD_USED in fields_of(package.document.extensions)


def framework_from_case(package: CasePackage | Mapping[str, Any]) -> Framework:
    """The framework in one of our own exports, equal to the one that was exported.

    Raises ExchangeError when the package is none of ours, or has been changed so that it breaks
    a rule of the model.
    """
    if not isinstance(package, CasePackage):
        package = read_case(msgspec.json.encode(package)).package
    if not is_own_export(package):
        raise ExchangeError(
            "this package was not exported by Stature, so it lacks what a framework needs.",
            where="$.CFDocument.extensions",
            remedy="Keep it as a CASE package, or write the framework by hand.",
        )
    return framework_of_data(_Import(package).framework(), "CASE package")


@dataclass(frozen=True)
class _Import:
    package: CasePackage

    def framework(self) -> dict[str, Any]:
        document = self.package.document
        own = fields_of(document.extensions)
        templates, _ = own.pop(TEMPLATES, None), own.pop(WORD_USED)
        texts = take_words(
            self._word,
            {
                "title": document.title,
                "description": document.description,
                "notes": document.notes,
            },
            templates,
        )
        provenance = own.pop("provenance", None)
        return own | {
            "kind": "framework",
            "uuid": document.identifier,
            "title": texts["title"],
            "version": document.version,
            "language": document.language,
            "licence": document.licence.title if document.licence else None,
            "provenance": (provenance if isinstance(provenance, dict) else {})
            | {
                "purpose": texts["description"],
                "method": texts["notes"],
                "published": document.status_start,
            },
            "clusters": [
                self._cluster(concept)
                for concept in self.package.definitions.concepts
                if concept.keywords == CLUSTER
            ],
        }

    @cached_property
    def _word(self) -> CustomerWord:
        used = fields_of(self.package.document.extensions)[WORD_USED]
        try:
            return CustomerWord.model_validate(used)
        except ValidationError:
            raise ExchangeError(
                "the customer word is incomplete.",
                where=f"$.CFDocument.extensions.stature.{WORD_USED}",
                remedy="Export the framework again.",
            ) from None

    @cached_property
    def _items(self) -> dict[str, CaseItem]:
        return {item.identifier: item for item in self.package.items}

    @cached_property
    def _child_ids(self) -> dict[str, list[str]]:
        """The children of each node in their order."""
        children: dict[str, list[tuple[int, str]]] = {}
        for association in self.package.associations:
            if association.association_type == IS_CHILD_OF:
                place = (association.sequence or 0, association.origin.identifier)
                children.setdefault(association.destination.identifier, []).append(place)
        return {
            parent: [child for _, child in sorted(places, key=lambda place: place[0])]
            for parent, places in children.items()
        }

    @cached_property
    def _criteria(self) -> dict[str, CaseCriterion]:
        return {
            criterion.item.identifier: criterion
            for rubric in self.package.rubrics
            for criterion in rubric.criteria
            if criterion.item
        }

    def _children(self, parent: str, item_type: str) -> Iterator[CaseItem]:
        for child in self._child_ids.get(parent, ()):
            item = self._items.get(child)
            if item is not None and item.item_type == item_type:
                yield item

    def _cluster(self, concept: CaseConcept) -> dict[str, Any]:
        own = fields_of(concept.extensions)
        texts = {"description": concept.description}
        return (
            own
            | take_words(self._word, texts, own.pop(TEMPLATES, None))
            | {
                "code": concept.hierarchy_code,
                "uuid": concept.identifier,
                "name": concept.title,
                "competencies": [
                    self._competency(item)
                    for item in self._children(self.package.document.identifier, COMPETENCY)
                    if item.concept and item.concept.identifier == concept.identifier
                ],
            }
        )

    def _competency(self, item: CaseItem) -> dict[str, Any]:
        own = fields_of(item.extensions)
        texts = take_words(
            self._word,
            {
                "abbreviated_statement": item.abbreviated_statement,
                "alternative_label": item.alternative_label,
                "full_statement": item.full_statement,
            },
            own.pop(TEMPLATES, None),
        )
        terms = [term.casefold() for term in item.concept_keywords[1:]]
        tier, emphasis, second = (*terms, None, None, None)[:3]
        parts = fields_of(self.package.document.extensions).get("parts", "facets")
        kind = PARTS.get(str(parts), "")
        return own | {
            "code": item.code,
            "uuid": item.identifier,
            "name": texts["abbreviated_statement"],
            "tagline": texts["alternative_label"],
            "essence": texts["full_statement"],
            TIER: tier,
            EMPHASIS: emphasis,
            "second_emphasis": second,
            "facets": [self._facet(facet) for facet in self._children(item.identifier, kind)],
            "counter_indicators": self._statements(item.identifier, COUNTER_INDICATOR),
            "anchors": self._anchors(item.identifier),
        }

    def _facet(self, item: CaseItem) -> dict[str, Any]:
        own = fields_of(item.extensions)
        texts = {"title": item.full_statement}
        templates = own.pop(TEMPLATES, None)
        return (
            own
            | {"code": item.code, "uuid": item.identifier}
            | take_words(self._word, texts, _renamed(templates, "full_statement", "title"))
            | {name: self._statements(item.identifier, kind) for name, kind in STATEMENTS.items()}
        )

    def _statements(self, parent: str, item_type: str) -> list[dict[str, Any]]:
        return [self._statement(item) for item in self._children(parent, item_type)]

    def _statement(self, item: CaseItem) -> dict[str, Any]:
        own = fields_of(item.extensions)
        templates = _renamed(own.pop(TEMPLATES, None), "full_statement", "text")
        texts = take_words(self._word, {"text": item.full_statement}, templates)
        return own | {"code": item.code, "uuid": item.identifier} | texts

    def _anchors(self, competency: str) -> list[dict[str, Any]]:
        criterion = self._criteria.get(competency)
        levels = criterion.levels if criterion else ()
        return [
            self._anchor_fields(fields_of(level.extensions), level.description)
            | {
                "level": int(level.score) if level.score is not None else None,
                "uuid": level.identifier,
            }
            for level in sorted(levels, key=lambda level: level.position or 0)
        ]

    def _anchor_fields(self, own: dict[str, Any], description: str | None) -> dict[str, Any]:
        templates = _renamed(own.pop(TEMPLATES, None), "description", "text")
        return own | take_words(self._word, {"text": description}, templates)


def _renamed(templates: Any, name: str, ours: str) -> dict[str, Any]:
    return {ours: templates.get(name)} if isinstance(templates, dict) else {}
