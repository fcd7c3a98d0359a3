"""Everything there is to say about one scale: its items, its reliability, its raters' agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.agreement import (
    average_deviation,
    icc_groups,
    within_group_agreement,
)
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.items import item_analysis
from stature.core.psychometrics.moments import Missing
from stature.core.psychometrics.reliability import (
    cronbach_alpha,
    guttman_lambdas,
    omega_total,
    split_half,
)
from stature.core.psychometrics.results import Result
from stature.core.psychometrics.scales import reverse_key, score_scale
from stature.core.scoring.scale_definition import ScaleDefinition, ScaleDefinitionError

Work = Callable[[], Result]
OF_EACH_PERSON = ("mean", "sum", "answered")


@dataclass(frozen=True)
class ResponseRange:
    """The lowest and the highest answer on offer, and whether somebody said so."""

    lowest: float
    highest: float
    given: bool

    @property
    def is_whole(self) -> bool:
        """Whether the answers are whole numbers, as counting options needs."""
        return self.lowest.is_integer() and self.highest.is_integer()


@dataclass(frozen=True, eq=False)
class ScaleAnalysis:
    """The figures of one scale by name, and for each that has no value the reason."""

    definition: ScaleDefinition
    range: ResponseRange
    figures: Mapping[str, Result]
    undefined: Mapping[str, str]
    n_rows: int

    def to_dict(self) -> dict[str, Any]:
        """The analysis as plain numbers, texts, lists and dictionaries; no person's own score."""
        return {
            "scale": self.definition.name,
            "items": list(self.definition.items),
            "reversed": sorted(self.definition.reversed_items),
            "range": [self.range.lowest, self.range.highest],
            "range_given": self.range.given,
            "rows": self.n_rows,
            "figures": {
                name: {
                    key: value
                    for key, value in {**figure.to_dict(), "summary": figure.summary()}.items()
                    if name != "scores" or key not in OF_EACH_PERSON
                }
                for name, figure in self.figures.items()
            },
            "undefined": dict(self.undefined),
        }


def analyse_scale(
    definition: ScaleDefinition,
    answers: FloatArray,
    groups: Sequence[str | None] | None = None,
    *,
    range_given: tuple[float, float] | None = None,
    missing: Missing = "listwise",
    level: float = 0.95,
) -> ScaleAnalysis:
    """Analyse answers (persons × items of the scale, NaN where missing), perhaps in groups.

    A figure that has no value for these answers, such as omega of two items, is left out with its
    reason; the others are kept.

    Raises ScaleDefinitionError when an item is reverse keyed and the range is not given, and
    PsychometricsError for answers outside the range.
    """
    answer_range = _range(definition, answers, range_given)
    keyed = _keyed(definition, answers, answer_range)
    figures: dict[str, Result] = {}
    undefined: dict[str, str] = {}
    wanted = _of_items(keyed, answer_range, missing, level)
    if groups is not None:
        wanted |= _of_groups(keyed, groups, answer_range, level)
    for name, work in wanted.items():
        try:
            figures[name] = work()
        except PsychometricsError as error:
            undefined[name] = str(error)
    return ScaleAnalysis(definition, answer_range, figures, undefined, len(answers))


def _range(
    definition: ScaleDefinition, answers: FloatArray, given: tuple[float, float] | None
) -> ResponseRange:
    """The range that was given, else the one that the answers show."""
    if given is not None:
        return ResponseRange(float(given[0]), float(given[1]), given=True)
    if definition.reversed_items:
        raise ScaleDefinitionError(
            f"the scale '{definition.name}' has reverse keyed items",
            remedy="Give the lowest and the highest answer, such as --range 1-5. "
            "The answers themselves may not reach them.",
        )
    if np.isnan(answers).all():
        raise ScaleDefinitionError(f"nobody answered an item of '{definition.name}'")
    return ResponseRange(float(np.nanmin(answers)), float(np.nanmax(answers)), given=False)


def _keyed(
    definition: ScaleDefinition, answers: FloatArray, answer_range: ResponseRange
) -> FloatArray:
    if not answer_range.given:
        return answers
    keys = [item in definition.reversed_items for item in definition.items]
    return reverse_key(answers, keys, answer_range.lowest, answer_range.highest)


def _of_items(
    answers: FloatArray, answer_range: ResponseRange, missing: Missing, level: float
) -> dict[str, Work]:
    bounds = {"lowest": answer_range.lowest, "highest": answer_range.highest}
    return {
        "scores": partial(_scores, answers, missing, **bounds),
        "items": partial(item_analysis, answers, missing=missing, level=level, **bounds),
        "alpha": partial(cronbach_alpha, answers, missing=missing, level=level),
        "omega": partial(omega_total, answers, level=level),
        "lambdas": partial(guttman_lambdas, answers, level=level),
        "split_half": partial(split_half, answers, level=level),
    }


def _scores(answers: FloatArray, missing: Missing, **bounds: float) -> Result:
    """Scores by the half rule; their error of measurement comes from alpha, where there is one."""
    try:
        alpha = cronbach_alpha(answers, missing=missing).estimate
    except PsychometricsError:
        alpha = -1.0
    return score_scale(answers, reliability=alpha if 0 <= alpha <= 1 else None, **bounds)


def _of_groups(
    answers: FloatArray,
    groups: Sequence[str | None],
    answer_range: ResponseRange,
    level: float,
) -> dict[str, Work]:
    labels = np.array(groups, dtype=object)
    works: dict[str, Work] = {
        "icc": lambda: icc_groups(score_scale(answers).mean, labels, level=level)
    }
    if answer_range.is_whole:
        scale = (int(answer_range.lowest), int(answer_range.highest))
        works["agreement"] = partial(
            within_group_agreement, answers, labels, scale=scale, level=level
        )
        works["deviation"] = partial(average_deviation, answers, labels, scale=scale, level=level)
    return works
