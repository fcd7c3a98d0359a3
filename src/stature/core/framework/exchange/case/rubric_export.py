"""Anchors as the levels of one rubric with a criterion for each competency."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from stature.core.framework.exchange.case.addresses import derived
from stature.core.framework.exchange.case.export import Export
from stature.core.framework.exchange.case.model import (
    CaseCriterion,
    CaseCriterionLevel,
    CaseRubric,
)
from stature.core.framework.exchange.case.own_fields import extension_of
from stature.core.framework.model import Anchor, Competency

PLACED_ANCHOR: Final = frozenset({"level", "uuid", "text"})


def rubrics(export: Export) -> tuple[CaseRubric, ...]:
    """The rubric of a framework that has anchors, else none."""
    identifier = derived(export.framework.uuid, "rubric")
    criteria = tuple(
        _criterion(export, competency, identifier, number)
        for number, competency in enumerate(export.framework.competencies, 1)
        if competency.anchors
    )
    if not criteria:
        return ()
    named = export.named("CFRubrics", identifier)
    return (CaseRubric(**named, title="Proficiency levels", criteria=criteria),)


def _criterion(export: Export, competency: Competency, rubric: UUID, number: int) -> CaseCriterion:
    identifier = derived(competency.uuid, "criterion")
    return CaseCriterion(
        **export.named("CFRubricCriteria", identifier),
        category=competency.code,
        item=export.addresses.link("CFItems", competency.uuid, competency.code),
        position=number,
        rubric=str(rubric),
        levels=tuple(
            _level(export, anchor, identifier, place)
            for place, anchor in enumerate(competency.anchors, 1)
        ),
    )


def _level(export: Export, anchor: Anchor, criterion: UUID, place: int) -> CaseCriterionLevel:
    texts, templates = export.worded(description=anchor.text)
    names = {level.level: level.name for level in export.framework.proficiency_levels}
    extension = extension_of(anchor, PLACED_ANCHOR, templates=templates)
    return CaseCriterionLevel(
        **export.named("CFRubricCriterionLevels", anchor.uuid),
        **texts,
        quality=names[anchor.level],
        score=anchor.level,
        position=place,
        criterion=str(criterion),
        extensions=[extension] if extension else None,
    )
