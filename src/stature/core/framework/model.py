"""A behavioural competency framework: clusters of competencies, and all that is said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from stature.core.document import Document, Part, ShortText, Text, Uuid
from stature.core.framework.customer import CustomerWord

Tier = Literal["threshold", "distinguishing"]
Emphasis = Literal["vision", "engagement", "delivery"]
StatementCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$", max_length=40)
]
Names = Annotated[tuple[ShortText, ...], Field(strict=False)]


class Statement(Part):
    """One sentence of a framework, with a code for people and a UUID for machines."""

    code: StatementCode
    uuid: Uuid
    text: Text


class Anchor(Part):
    """What a rater sees at one proficiency level."""

    level: Annotated[int, Field(ge=1, le=9)]
    uuid: Uuid
    text: Text


Statements = Annotated[tuple[Statement, ...], Field(strict=False)]


class Facet(Part):
    """A part of a competency, or a level of it if the framework says so; the order is depth."""

    code: StatementCode
    uuid: Uuid
    title: ShortText
    indicators: Annotated[tuple[Statement, ...], Field(strict=False, min_length=1)]
    hints: Statements = ()
    questions: Statements = ()


class CustomerView(Part):
    """A competency as customers would meet it: three test questions answered."""

    description: Text
    benefit: Text
    words: Names


class Competency(Part):
    """A set of observable behaviours linked to good results in a role."""

    code: StatementCode
    uuid: Uuid
    name: ShortText
    tier: Tier
    emphasis: Emphasis
    second_emphasis: Emphasis | None = None
    tagline: ShortText
    essence: Text
    customer_view: CustomerView
    facets: Annotated[tuple[Facet, ...], Field(strict=False, min_length=1)]
    counter_indicators: Statements = ()
    anchors: Annotated[tuple[Anchor, ...], Field(strict=False)] = ()

    @property
    def indicators(self) -> tuple[Statement, ...]:
        """All behavioural indicators, in order of depth."""
        return tuple(indicator for facet in self.facets for indicator in facet.indicators)


class Cluster(Part):
    """A family of competencies."""

    code: StatementCode
    uuid: Uuid
    name: ShortText
    description: Text
    competencies: Annotated[tuple[Competency, ...], Field(strict=False, min_length=1)]


class ProficiencyLevel(Part):
    """A point of the scale on which competencies are judged; anchors may leave some out."""

    level: Annotated[int, Field(ge=1, le=9)]
    name: ShortText


class Provenance(Part):
    """Where a framework comes from."""

    purpose: Text
    target_roles: Names
    method: Text
    reviewers: Names = ()
    published: Annotated[date, Field(strict=False)]


class Framework(Document):
    """The organised set of competencies for a role or an organisation."""

    kind: Literal["framework"]
    provenance: Provenance
    parts: Literal["facets", "levels"] = "facets"
    customer_word: CustomerWord
    proficiency_levels: Annotated[tuple[ProficiencyLevel, ...], Field(strict=False)] = ()
    clusters: Annotated[tuple[Cluster, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _nothing_stands_twice(self) -> Self:
        named = list(self.statements())
        for what, values in (
            ("code", [code for code, _, _ in named]),
            ("UUID", [uuid for _, uuid, _ in named]),
        ):
            repeated = [str(value) for value, count in Counter(values).items() if count > 1]
            if repeated:
                raise ValueError(f"each {what} may stand once, got {', '.join(repeated)} again")
        return self

    @model_validator(mode="after")
    def _anchors_are_of_known_levels(self) -> Self:
        known = {level.level for level in self.proficiency_levels}
        for competency in self.competencies:
            levels = [anchor.level for anchor in competency.anchors]
            if len(set(levels)) < len(levels) or not set(levels) <= known:
                raise ValueError(
                    f"{competency.code} anchors: expected different levels out of "
                    f"{sorted(known)}, got {levels}"
                )
        return self

    @cached_property
    def competencies(self) -> tuple[Competency, ...]:
        """All competencies in their order."""
        return tuple(competency for cluster in self.clusters for competency in cluster.competencies)

    @cached_property
    def competencies_by_code(self) -> Mapping[str, Competency]:
        """Competencies by their code."""
        return {competency.code: competency for competency in self.competencies}

    def statements(self) -> Iterator[tuple[str, UUID, str]]:
        """Code, UUID and text of everything that has a code, from the top down."""
        for cluster in self.clusters:
            yield cluster.code, cluster.uuid, cluster.name
            for competency in cluster.competencies:
                yield from statements_of(competency)


def statements_of(competency: Competency) -> Iterator[tuple[str, UUID, str]]:
    """Code, UUID and text of a competency and everything under it."""
    yield competency.code, competency.uuid, competency.name
    for facet in competency.facets:
        yield facet.code, facet.uuid, facet.title
        for statement in (*facet.indicators, *facet.hints, *facet.questions):
            yield statement.code, statement.uuid, statement.text
    for statement in competency.counter_indicators:
        yield statement.code, statement.uuid, statement.text
    for anchor in competency.anchors:
        yield f"{competency.code}.A{anchor.level}", anchor.uuid, anchor.text
