"""Scale scores of persons: the mean of what was answered, the prorated sum, and their error."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Integral
from typing import Literal

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_number, require_same_length
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    Numbers,
    numeric_table,
    numeric_vector,
    read_only,
)
from stature.core.psychometrics.results import Dropped, Result, counted, decimals
from stature.core.psychometrics.scales.keying import require_within_bounds

MissingRule = Literal["half", "all", "any"] | float
_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class ScaleScores(Result):
    """Scores of persons on one scale; ``n`` counts the persons who have a score.

    ``mean`` and ``sum`` hold one score for each person, NaN where too few items were answered.
    ``answered`` counts each person's answers of ``items``; a score needed ``least`` of them.
    ``estimate`` and ``standard_deviation`` describe the scored persons' means, and
    ``standard_error`` is the error of the estimate; with one person there is neither.
    ``measurement_error`` is the standard error of one person's mean, ``measurement_error_of_sum``
    that of the sum; ``why_no_error`` says why they are absent.
    """

    mean: FloatArray
    sum: FloatArray
    answered: IntArray
    items: int
    least: int
    estimate: float
    standard_deviation: float | None
    standard_error: float | None
    measurement_error: float | None
    measurement_error_of_sum: float | None
    why_no_error: str

    def summary(self) -> str:
        """The mean score, how persons differ, the error of one person's score, who has none."""
        spread = (
            f", standard deviation {decimals(self.standard_deviation)}"
            if self.standard_deviation is not None
            else ""
        )
        error = (
            f"The standard error of one person's score is {decimals(self.measurement_error)}."
            if self.measurement_error is not None
            else f"The error of one person's score is not known: {self.why_no_error}."
        )
        return f"Mean score {decimals(self.estimate)}{spread}. {error} {self._provenance()}"


def score_scale(
    answers: Numbers,
    *,
    rule: MissingRule = "half",
    weights: Numbers | None = None,
    lowest: Numbers | None = None,
    highest: Numbers | None = None,
    reliability: float | None = None,
) -> ScaleScores:
    """Scale scores of persons: the mean of the items answered, and the prorated sum.

    Formula: mean_i = sum_j w_j x_ij / sum_j w_j over the items that person i answered, so weights
    are renormalised; sum_i = mean_i × sum of all weights (mean × J without weights). Standard
    error of one person's mean: SD × sqrt(1 - reliability).

    ``answers``: persons × J items, keyed in one direction; ``weights``: J positive numbers.
    Missing answers: ``rule`` says how many answers a score needs: "half" (J / 2, rounded up),
    "all", "any" (one), a share above 0 and up to 1.0 (rounded up), or a whole number of items.
    Persons below it have no score (NaN) and are counted in ``dropped``. With ``lowest`` and
    ``highest``, answers outside the scale are refused.

    Raises PsychometricsError for a bad rule, weights, bounds or reliability, and
    UndefinedStatistic if nobody answered enough items.

    Reference: Fairclough & Cella (1996), Quality of Life Research 5, 321-329 (half rule); Graham
    (2009), Annual Review of Psychology 60, 549-576 (means of the items answered); Lord & Novick
    (1968), Statistical Theories of Mental Test Scores, ch. 3 (standard error of measurement).

    Examples:
        >>> scores = score_scale([[4, 5, np.nan, 3], [2, np.nan, np.nan, np.nan]])
        >>> scores.mean.tolist(), scores.sum.tolist()
        ([4.0, nan], [16.0, nan])
        >>> str(scores.dropped[0])
        '1 person dropped: fewer than 2 of 4 items answered'
    """
    table = _on_the_scale(answers, lowest, highest)
    weight = _weights(weights, table.shape[1])
    least = _least_answers(rule, table.shape[1])
    answered = (~np.isnan(table)).sum(axis=1)
    scored = answered >= least
    if not scored.any():
        raise UndefinedStatistic(
            f"nobody answered {least} of {table.shape[1]} items",
            where="answers",
            remedy="Choose a rule that needs fewer answers.",
        )
    mean = _weighted_means(table, weight, scored)
    return _scores(mean, answered, scored, weight, least, reliability)


def _on_the_scale(answers: Numbers, lowest: Numbers | None, highest: Numbers | None) -> FloatArray:
    if lowest is None and highest is None:
        return numeric_table(answers)
    if lowest is None or highest is None:
        raise PsychometricsError("give both the lowest and the highest answer", where="bounds")
    return require_within_bounds(answers, lowest, highest)


def _weights(weights: Numbers | None, items: int) -> FloatArray:
    if weights is None:
        return np.ones(items)
    weight = numeric_vector(weights, name="weights")
    require_same_length(np.empty(items), weight, "weights")
    if not (weight > 0).all():
        raise PsychometricsError(
            "expected positive numbers",
            where="weights",
            remedy="Leave out an item that should not count; reverse-key one that counts against.",
        )
    return weight


def _least_answers(rule: MissingRule, items: int) -> int:
    """How many of the items a score needs; shares are rounded up."""
    if isinstance(rule, str) and rule in ("half", "all", "any"):
        return {"half": math.ceil(items / 2), "all": items, "any": 1}[str(rule)]
    if isinstance(rule, Integral) and not isinstance(rule, bool) and 1 <= rule <= items:
        return int(rule)
    if isinstance(rule, float) and 0 < rule <= 1:
        return math.ceil(rule * items - _ROUNDING)  # .7 × 10 is 7.000000000000001 to a computer
    raise PsychometricsError(
        f"expected 'half', 'all', 'any', a share up to 1.0 or 1 to {items} items, got {rule!r}",
        where="rule",
    )


def _weighted_means(table: FloatArray, weight: FloatArray, scored: BoolArray) -> FloatArray:
    sums = np.where(np.isnan(table), 0.0, table) @ weight
    shares = np.where(np.isnan(table), 0.0, 1.0) @ weight
    mean = np.full(len(table), np.nan)
    np.divide(sums, shares, out=mean, where=scored)
    return mean


def _scores(
    mean: FloatArray,
    answered: IntArray,
    scored: BoolArray,
    weight: FloatArray,
    least: int,
    reliability: float | None,
) -> ScaleScores:
    n, items = int(scored.sum()), len(weight)
    spread = float(mean[scored].std(ddof=1)) if n > 1 else None
    error, why = _measurement_error(spread, reliability)
    too_few = Dropped(len(mean) - n, "persons", f"fewer than {least} of {items} items answered")
    return ScaleScores(
        n=n,
        dropped=(too_few,) if too_few.count else (),
        notes=_proration(mean, scored, answered == items),
        mean=read_only(mean),
        sum=read_only(mean * weight.sum()),
        answered=read_only(answered),
        items=items,
        least=least,
        estimate=float(mean[scored].mean()),
        standard_deviation=spread,
        standard_error=None if spread is None else spread / math.sqrt(n),
        measurement_error=error,
        measurement_error_of_sum=None if error is None else error * float(weight.sum()),
        why_no_error=why,
    )


def _measurement_error(spread: float | None, reliability: float | None) -> tuple[float | None, str]:
    if reliability is None:
        return None, "it needs the reliability of the scale"
    reliability = require_number(reliability, "reliability", at_least=0, at_most=1)
    if spread is None:
        return None, "one person's score shows no spread"
    return spread * math.sqrt(1 - reliability), ""


def _proration(mean: FloatArray, scored: BoolArray, complete: BoolArray) -> tuple[str, ...]:
    """Says for how many persons answers were filled by their own mean, and what that changes."""
    filled = int((scored & ~complete).sum())
    if not filled:
        return ()
    note = (
        f"Items left out by {counted(filled, 'persons')}: the mean of the other answers stands in "
        "for them."
    )
    if not complete.any():
        return (note, "Nobody answered every item.")
    alone, together = float(mean[complete].mean()), float(mean[scored].mean())
    return (
        note,
        f"The mean score is {decimals(together)} with them and {decimals(alone)} without them.",
    )
