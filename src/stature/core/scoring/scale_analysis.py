"""Everything there is to say about one scale: its items, its reliability, its raters' agreement."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.instrument.answer_files.quoting import plain, shown
from stature.core.psychometrics.agreement import (
    average_deviation,
    icc_groups,
    within_group_agreement,
)
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.items import item_analysis
from stature.core.psychometrics.moments import Missing
from stature.core.psychometrics.reliability import (
    OmegaTotal,
    cronbach_alpha,
    guttman_lambdas,
    omega_total,
    split_half,
)
from stature.core.psychometrics.results import Result, Statistic
from stature.core.psychometrics.scales import reverse_key, score_scale
from stature.core.scoring.one_factor_fit import approximation_error
from stature.core.scoring.scale_definition import ScaleDefinition, ScaleDefinitionError
from stature.core.scoring.scale_groups import NumberedGroups, number_groups

Work = Callable[[], Result]
ITEM = re.compile(r"items\[(\d+)\]")
OF_EACH_PERSON = ("mean", "sum", "answered")


@dataclass(frozen=True)
class ResponseRange:
    """The lowest and the highest answer on offer, and whether somebody said so."""

    lowest: float
    highest: float
    given: bool

    def whole(self) -> tuple[int, int]:
        """The two ends as whole numbers; UndefinedStatistic when options cannot be counted."""
        if not (self.lowest.is_integer() and self.highest.is_integer()):
            raise UndefinedStatistic(
                f"the range {self.lowest:g} to {self.highest:g} does not count answer options",
                remedy="Give whole numbers, such as --range 1-5.",
            )
        if self.lowest == self.highest:
            raise UndefinedStatistic("all answers are alike", remedy="Give the range of answers.")
        return int(self.lowest), int(self.highest)


@dataclass(frozen=True, eq=False)
class ScaleAnalysis:
    """The figures of one scale by name, and for each that has no value the reason."""

    definition: ScaleDefinition
    range: ResponseRange
    figures: Mapping[str, Result]
    undefined: Mapping[str, str]
    n_rows: int
    level: float = 0.95

    def to_dict(self) -> dict[str, Any]:
        """The analysis as plain numbers, texts, lists and dictionaries; no person's own score."""
        return {
            "scale": self.definition.name,
            "items": list(self.definition.items),
            "reversed": sorted(self.definition.reversed_items),
            "range": [self.range.lowest, self.range.highest],
            "range_given": self.range.given,
            "rows": self.n_rows,
            "level": self.level,
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

    Raises ScaleDefinitionError when an item is reverse keyed and the range is not given, or nobody
    answered, and PsychometricsError for answers outside the range.
    """
    answer_range = _range(definition, answers, range_given)
    keyed = _keyed(definition, answers, answer_range)
    figures: dict[str, Result] = {}
    undefined: dict[str, str] = {}
    wanted = _of_items(keyed, answer_range, missing, level, figures)
    if groups is not None:
        wanted |= _of_groups(keyed, number_groups(groups), answer_range, level)
    for name, work in wanted.items():
        try:
            figures[name] = work()
        except PsychometricsError as error:
            undefined[name] = _reason(error, definition)
    return ScaleAnalysis(definition, answer_range, figures, undefined, len(answers), level)


def _reason(error: PsychometricsError, definition: ScaleDefinition) -> str:
    """Why a figure has no value, with the item's name in the place of its number."""
    place = ITEM.fullmatch(error.where)
    item = "" if place is None else f"{plain(definition.items[int(place[1])])}: "
    what = error.what if error.what.endswith(".") else f"{error.what}."
    return f"{item}{what} {error.remedy}".strip()


def _range(
    definition: ScaleDefinition, answers: FloatArray, given: tuple[float, float] | None
) -> ResponseRange:
    """The range that was given, else the one that the answers show."""
    if np.isnan(answers).all():
        raise ScaleDefinitionError(
            "nobody answered an item",
            where=f"scale {shown(definition.name)}",
            remedy="Check that it names the right columns, and that they are filled.",
        )
    if given is not None:
        return ResponseRange(float(given[0]), float(given[1]), given=True)
    if definition.reversed_items:
        raise ScaleDefinitionError(
            "it has reverse keyed items, and the range of answers is not given",
            where=f"scale {shown(definition.name)}",
            remedy="Give the lowest and the highest answer, such as --range 1-5. "
            "The answers themselves may not reach them.",
        )
    return ResponseRange(float(np.nanmin(answers)), float(np.nanmax(answers)), given=False)


def _keyed(
    definition: ScaleDefinition, answers: FloatArray, answer_range: ResponseRange
) -> FloatArray:
    if not answer_range.given:
        return answers
    keys = [item in definition.reversed_items for item in definition.items]
    return reverse_key(answers, keys, answer_range.lowest, answer_range.highest)


def _of_items(
    answers: FloatArray,
    answer_range: ResponseRange,
    missing: Missing,
    level: float,
    figures: Mapping[str, Result],
) -> dict[str, Work]:
    """Work in the order in which it is done: scores and the fit build on earlier ``figures``."""
    bounds = {}
    if answer_range.given:
        bounds = {"lowest": answer_range.lowest, "highest": answer_range.highest}
    return {
        "alpha": partial(cronbach_alpha, answers, missing=missing, level=level),
        "scores": lambda: score_scale(answers, reliability=_reliability(figures.get("alpha"))),
        "items": partial(item_analysis, answers, missing=missing, level=level, **bounds),
        "omega": partial(omega_total, answers, level=level),
        "one_factor": lambda: _one_factor(figures.get("omega"), level),
        "lambdas": partial(guttman_lambdas, answers, level=level),
        "split_half": partial(split_half, answers, level=level),
    }


def _reliability(alpha: Result | None) -> float | None:
    """Alpha where it can be a reliability: some answers give one below 0."""
    if isinstance(alpha, Statistic) and 0 <= alpha.estimate <= 1:
        return alpha.estimate
    return None


def _one_factor(omega: Result | None, level: float) -> Result:
    if not isinstance(omega, OmegaTotal) or omega.chi_square is None or omega.n is None:
        raise UndefinedStatistic("it comes with omega, which has no value here")
    return approximation_error(omega.chi_square, omega.df, omega.n, level=level)


def _of_groups(
    answers: FloatArray, groups: NumberedGroups, answer_range: ResponseRange, level: float
) -> dict[str, Work]:
    return {
        "icc": lambda: icc_groups(score_scale(answers).mean, groups.numbers, level=level),
        "agreement": lambda: groups.named(
            within_group_agreement(answers, groups.numbers, scale=answer_range.whole(), level=level)
        ),
        "deviation": lambda: groups.named(
            average_deviation(answers, groups.numbers, scale=answer_range.whole(), level=level)
        ),
    }
