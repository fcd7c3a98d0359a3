"""From a framework to a CASE 1.1 package that validates against the official schema.

Competencies, facets and statements are items; clusters, tiers and the emphasis are concepts;
anchors are the levels of one rubric with a criterion for each competency. Whatever has no place
in CASE goes into extension objects, so that ``framework_from_case`` gives back the same document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, get_args
from uuid import UUID

from stature.core.framework.customer import CustomerWord
from stature.core.framework.exchange.case.addresses import Addresses, derived
from stature.core.framework.exchange.case.model import (
    IS_CHILD_OF,
    CaseAssociation,
    CaseConcept,
    CaseCriterion,
    CaseCriterionLevel,
    CaseDefinitions,
    CaseDocument,
    CaseItem,
    CaseItemType,
    CaseLicence,
    CasePackage,
    CaseRubric,
    Link,
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
    put_words,
)
from stature.core.framework.exchange.case.plain import case_data
from stature.core.framework.model import (
    Anchor,
    Cluster,
    Competency,
    Emphasis,
    Facet,
    Framework,
    Statement,
    Tier,
)

PLACED_DOCUMENT: Final = frozenset(
    {"kind", "uuid", "version", "language", "title", "licence", "provenance", "clusters"}
)
PLACED_PROVENANCE: Final = frozenset({"purpose", "method", "published"})
PLACED_CLUSTER: Final = frozenset({"code", "uuid", "name", "description", "competencies"})
PLACED_COMPETENCY: Final = frozenset(
    {"code", "uuid", "name", "tier", "emphasis", "second_emphasis", "tagline", "essence"}
    | {"facets", "counter_indicators", "anchors"}
)
PLACED_FACET: Final = frozenset({"code", "uuid", "title", *STATEMENTS})
PLACED_STATEMENT: Final = frozenset({"code", "uuid", "text"})
PLACED_ANCHOR: Final = frozenset({"level", "uuid", "text"})


def case_package(
    framework: Framework,
    *,
    base_uri: str | None = None,
    customer_word: CustomerWord | None = None,
) -> dict[str, Any]:
    """The CASE 1.1 package of a framework as JSON data, the same for the same input.

    ``base_uri`` is where a CASE service has it, else all URIs are urn:uuid names. Dates are the
    day of publication. ``customer_word`` is put into every text instead of the framework's own.
    """
    return case_data(package_of(framework, base_uri=base_uri, customer_word=customer_word))


def package_of(
    framework: Framework,
    *,
    base_uri: str | None = None,
    customer_word: CustomerWord | None = None,
) -> CasePackage:
    """The CASE package of a framework as plain parts."""
    word = customer_word or framework.customer_word
    return _Export(framework, Addresses(base_uri), word).package()


@dataclass(frozen=True)
class _Child:
    """An item, where it hangs, and its place among its siblings."""

    item: CaseItem
    parent: Link
    number: int


@dataclass(frozen=True)
class _Export:
    framework: Framework
    addresses: Addresses
    word: CustomerWord

    def package(self) -> CasePackage:
        children = list(self._children())
        return CasePackage(
            documents=(self._document(),),
            items=tuple(child.item for child in children),
            associations=tuple(self._association(child) for child in children),
            definitions=self._definitions(),
            rubrics=self._rubrics(),
        )

    @cached_property
    def _changed(self) -> str:
        return f"{self.framework.provenance.published.isoformat()}T00:00:00+00:00"

    def _named(self, kind: str, identifier: UUID) -> dict[str, str]:
        """What every part of the package has."""
        return {
            "identifier": str(identifier),
            "uri": self.addresses.uri(kind, identifier),
            "last_change": self._changed,
        }

    def _document(self) -> CaseDocument:
        framework, provenance = self.framework, self.framework.provenance
        texts, templates = put_words(
            self.word,
            {
                "title": framework.title,
                "description": provenance.purpose,
                "notes": provenance.method,
            },
        )
        return CaseDocument(
            **self._named("CFDocuments", framework.uuid),
            **texts,
            creator=", ".join(framework.authors),
            framework_type="Competency framework",
            case_version="1.1",
            language=framework.language,
            version=framework.version,
            adoption_status="Adopted",
            status_start=provenance.published.isoformat(),
            licence=self._licence_link,
            extensions=extension_of(
                framework,
                PLACED_DOCUMENT,
                provenance=provenance.model_dump(
                    mode="json", exclude=set(PLACED_PROVENANCE), exclude_defaults=True
                ),
                templates=templates,
                word_used=self.word.model_dump(mode="json"),
            ),
        )

    @cached_property
    def _document_link(self) -> Link:
        title = self.word.put_into(self.framework.title)
        return self.addresses.link("CFDocuments", self.framework.uuid, title)

    @cached_property
    def _licence_link(self) -> Link:
        identifier = derived(self.framework.uuid, "licence")
        return self.addresses.link("CFLicenses", identifier, self.framework.licence)

    def _children(self) -> Iterator[_Child]:
        number = 0
        for cluster in self.framework.clusters:
            for competency in cluster.competencies:
                number += 1
                item = self._competency_item(cluster, competency)
                yield _Child(item, self._document_link, number)
                yield from self._children_of_competency(competency, self._item_link(item))

    def _children_of_competency(self, competency: Competency, parent: Link) -> Iterator[_Child]:
        for number, facet in enumerate(competency.facets, 1):
            item = self._facet_item(facet)
            yield _Child(item, parent, number)
            yield from self._children_of_facet(facet, self._item_link(item))
        for number, statement in enumerate(
            competency.counter_indicators, len(competency.facets) + 1
        ):
            yield _Child(self._statement_item(statement, COUNTER_INDICATOR), parent, number)

    def _children_of_facet(self, facet: Facet, parent: Link) -> Iterator[_Child]:
        statements: list[tuple[Statement, str]] = [
            (statement, title)
            for name, title in STATEMENTS.items()
            for statement in getattr(facet, name)
        ]
        for number, (statement, title) in enumerate(statements, 1):
            yield _Child(self._statement_item(statement, title), parent, number)

    def _competency_item(self, cluster: Cluster, competency: Competency) -> CaseItem:
        texts, templates = put_words(
            self.word,
            {
                "abbreviated_statement": competency.name,
                "alternative_label": competency.tagline,
                "full_statement": competency.essence,
            },
        )
        emphases = [competency.emphasis, competency.second_emphasis]
        terms = [cluster.name, competency.tier.capitalize()]
        terms += [emphasis.capitalize() for emphasis in emphases if emphasis]
        return self._item(
            competency.uuid,
            competency.code,
            COMPETENCY,
            texts,
            concept_keywords=tuple(terms),
            concept=self.addresses.link("CFConcepts", cluster.uuid, cluster.name),
            extensions=extension_of(competency, PLACED_COMPETENCY, templates=templates),
        )

    def _facet_item(self, facet: Facet) -> CaseItem:
        texts, templates = put_words(self.word, {"full_statement": facet.title})
        return self._item(
            facet.uuid,
            facet.code,
            PARTS[self.framework.parts],
            texts,
            extensions=extension_of(facet, PLACED_FACET, templates=templates),
        )

    def _statement_item(self, statement: Statement, item_type: str) -> CaseItem:
        texts, templates = put_words(self.word, {"full_statement": statement.text})
        return self._item(
            statement.uuid,
            statement.code,
            item_type,
            texts,
            extensions=extension_of(statement, PLACED_STATEMENT, templates=templates),
        )

    def _item(
        self, identifier: UUID, code: str, item_type: str, texts: dict[str, str], **more: Any
    ) -> CaseItem:
        return CaseItem(
            **self._named("CFItems", identifier),
            **texts,
            **more,
            code=code,
            item_type=item_type,
            item_type_link=self._item_type_link(item_type),
            language=self.framework.language,
        )

    def _item_type_link(self, title: str) -> Link:
        identifier = derived(self.framework.uuid, "item type", title)
        return self.addresses.link("CFItemTypes", identifier, title)

    def _item_link(self, item: CaseItem) -> Link:
        return Link(item.code or "", item.identifier, item.uri)

    def _association(self, child: _Child) -> CaseAssociation:
        identifier = derived(UUID(child.item.identifier), IS_CHILD_OF, child.parent.identifier)
        return CaseAssociation(
            **self._named("CFAssociations", identifier),
            association_type=IS_CHILD_OF,
            sequence=child.number,
            origin=self._item_link(child.item),
            destination=child.parent,
        )

    def _definitions(self) -> CaseDefinitions:
        return CaseDefinitions(
            concepts=tuple(self._concepts()),
            licences=(self._licence(),),
            item_types=tuple(self._item_types()),
        )

    def _concepts(self) -> Iterator[CaseConcept]:
        for cluster in self.framework.clusters:
            texts, templates = put_words(self.word, {"description": cluster.description})
            yield CaseConcept(
                **self._named("CFConcepts", cluster.uuid),
                **texts,
                title=cluster.name,
                hierarchy_code=cluster.code,
                keywords=CLUSTER,
                extensions=extension_of(cluster, PLACED_CLUSTER, templates=templates),
            )
        yield from self._terms(TIER, get_args(Tier))
        yield from self._terms(EMPHASIS, get_args(Emphasis))

    def _terms(self, kind: str, terms: Iterable[str]) -> Iterator[CaseConcept]:
        for term in terms:
            yield CaseConcept(
                **self._named("CFConcepts", derived(self.framework.uuid, kind, term)),
                title=term.capitalize(),
                hierarchy_code=term,
                keywords=kind,
            )

    def _licence(self) -> CaseLicence:
        identifier = derived(self.framework.uuid, "licence")
        title = self.framework.licence
        return CaseLicence(**self._named("CFLicenses", identifier), title=title, text=title)

    def _item_types(self) -> Iterator[CaseItemType]:
        titles = [COMPETENCY, PARTS[self.framework.parts], *STATEMENTS.values(), COUNTER_INDICATOR]
        for number, title in enumerate(titles, 1):
            identifier = derived(self.framework.uuid, "item type", title)
            yield CaseItemType(
                **self._named("CFItemTypes", identifier),
                title=title,
                description=DESCRIPTIONS[title],
                hierarchy_code=str(number),
                type_code=title,
            )

    def _rubrics(self) -> tuple[CaseRubric, ...]:
        identifier = derived(self.framework.uuid, "rubric")
        criteria = tuple(
            self._criterion(competency, identifier, number)
            for number, competency in enumerate(self.framework.competencies, 1)
            if competency.anchors
        )
        if not criteria:
            return ()
        named = self._named("CFRubrics", identifier)
        return (CaseRubric(**named, title="Proficiency levels", criteria=criteria),)

    def _criterion(self, competency: Competency, rubric: UUID, number: int) -> CaseCriterion:
        identifier = derived(competency.uuid, "criterion")
        return CaseCriterion(
            **self._named("CFRubricCriteria", identifier),
            category=competency.code,
            item=self.addresses.link("CFItems", competency.uuid, competency.code),
            position=number,
            rubric=str(rubric),
            levels=tuple(
                self._level(anchor, identifier, place)
                for place, anchor in enumerate(competency.anchors, 1)
            ),
        )

    def _level(self, anchor: Anchor, criterion: UUID, place: int) -> CaseCriterionLevel:
        texts, templates = put_words(self.word, {"description": anchor.text})
        names = {level.level: level.name for level in self.framework.proficiency_levels}
        extension = extension_of(anchor, PLACED_ANCHOR, templates=templates)
        return CaseCriterionLevel(
            **self._named("CFRubricCriterionLevels", anchor.uuid),
            **texts,
            quality=names[anchor.level],
            score=anchor.level,
            position=place,
            criterion=str(criterion),
            extensions=[extension] if extension else None,
        )
