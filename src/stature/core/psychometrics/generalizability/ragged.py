"""Reliability of ratings when ratees have different, partly shared raters: ICC(q,k)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_same_length
from stature.core.psychometrics.arrays import (
    FloatArray,
    IntArray,
    Numbers,
    numeric_vector,
    read_only,
)
from stature.core.psychometrics.generalizability.components import VarianceComponents, zero_notes
from stature.core.psychometrics.generalizability.crossed import CrossedScores
from stature.core.psychometrics.generalizability.overlap import non_overlap
from stature.core.psychometrics.generalizability.reml import maximise
from stature.core.psychometrics.group_labels import Groups, group_codes
from stature.core.psychometrics.results import Dropped, Statistic, decimals

Labels = Sequence[Any] | npt.NDArray[Any]
_NAMES = ("ratee", "rater", "residual")


@dataclass(frozen=True, kw_only=True, eq=False)
class RaggedReliability(Statistic):
    """ICC(q,k), the reliability of ratees' means, with ICC(q,1) as ``single``.

    ``q`` tells how much raters' severity counts as error: 0 when all ratees have the same raters,
    1 / k when no two share one. ``raters_per_ratee`` is k, the harmonic mean. ``n`` counts scores.
    """

    single: Statistic
    q: float
    raters_per_ratee: float
    ratees: int
    raters: int
    components: VarianceComponents

    def summary(self) -> str:
        """Reliability of the mean and of one rater, the design, and what scores differ by."""
        return (
            f"The mean of {decimals(self.raters_per_ratee, 1)} raters has a reliability of "
            f"{decimals(self.estimate)}{self._error()}. "
            f"One rater has {decimals(self.single.estimate)}. "
            f"There are {self.ratees:,} ratees and {self.raters:,} raters; q = {decimals(self.q)}. "
            f"{self._provenance()}"
        )


def icc_qk(
    scores: Numbers, ratees: Labels, raters: Labels, *, level: float = 0.95
) -> RaggedReliability:
    """ICC(q,k) and ICC(q,1): reliability of raters' scores when not every rater rates everyone.

    Formula: ICC(q,k) = T / (T + q R + E / k), with the variances T of ratees, R of raters and E
    of the residual (ratee × rater and error) by REML; k is the harmonic mean of raters per ratee;
    q = 1 / k - Σ c / (kᵢ kⱼ) / (n (n - 1)) over pairs of ratees i ≠ j that share c raters.
    ICC(q,1) = T / (T + k q R + E) is what Spearman and Brown's formula steps up to ICC(q,k).

    ``scores``, ``ratees`` and ``raters`` have one entry for each score. Scores that are missing,
    or lack a ratee or a rater, are dropped. If every rater has one ratee, severity cannot be told
    from error: R is left out, and ICC(q,k) is the one-way ICC(1,k). The standard error comes from
    the expected information by the delta method, the interval from the same on the log of true
    over error. Range 0 to 1. Time grows with the scores and with the cube of the smaller side.

    Raises PsychometricsError for a rater with two scores for one ratee and for more than 4,000
    ratees and raters, and UndefinedStatistic for fewer than two ratees, if no ratee has two
    raters, or if the scores do not vary.

    Reference: Putka, Le, McCloy & Diaz (2008), Journal of Applied Psychology 93, 959-981;
    ten Hove, Jorgensen & van der Ark (2024), Psychological Methods 29, 967-979.

    Examples:
        >>> scores = [4, 5, 2, 3, 4, 4, 1, 2, 5, 4]
        >>> ratees = ["A", "A", "B", "B", "C", "C", "D", "D", "E", "E"]
        >>> raters = [1, 2, 2, 3, 3, 1, 1, 2, 2, 3]
        >>> result = icc_qk(scores, ratees, raters)
        >>> round(result.estimate, 3), round(result.q, 3), result.raters_per_ratee
        (0.889, 0.2, 2.0)
    """
    values, who, by, dropped = _usable(scores, ratees, raters)
    met = np.bincount(who.codes)
    k = len(met) / float((1 / met).sum())
    q = non_overlap(who.codes, by.codes)
    components = _components(values, who.codes, by.codes)
    mean = components.coefficient(
        "ICC(q,k)", true={"ratee": 1}, error={"rater": q, "residual": 1 / k}, level=level
    )
    single = components.coefficient(
        "ICC(q,1)", true={"ratee": 1}, error={"rater": k * q, "residual": 1}, level=level
    )
    return RaggedReliability(
        name=mean.name,
        estimate=mean.estimate,
        standard_error=mean.standard_error,
        interval=mean.interval,
        why_no_error=mean.why_no_error,
        n=len(values),
        unit="scores",
        dropped=dropped,
        notes=components.notes,
        single=single,
        q=q,
        raters_per_ratee=k,
        ratees=len(who.labels),
        raters=len(by.labels),
        components=components,
    )


def _usable(
    scores: Numbers, ratees: Labels, raters: Labels
) -> tuple[FloatArray, Groups, Groups, tuple[Dropped, ...]]:
    values = numeric_vector(scores, name="scores")
    who, by = group_codes(ratees, name="ratees"), group_codes(raters, name="raters")
    require_same_length(values, who.codes, "ratees")
    require_same_length(values, by.codes, "raters")
    kept = ~np.isnan(values) & who.known & by.known
    if not kept.any():
        raise UndefinedStatistic("no score has a ratee and a rater", where="scores")
    who, by = group_codes(who.codes[kept]), group_codes(by.codes[kept])
    _require_one_score_each(who, by)
    count = int((~kept).sum())
    dropped = (Dropped(count, "scores", "no value, no ratee or no rater"),) if count else ()
    return values[kept], who, by, dropped


def _require_one_score_each(who: Groups, by: Groups) -> None:
    pairs = np.sort(who.codes * len(by.labels) + by.codes)
    if (np.diff(pairs) == 0).any():
        raise PsychometricsError(
            "a rater has two scores for one ratee",
            where="raters",
            remedy="Average them first, or score each dimension on its own.",
        )


def _components(values: FloatArray, ratees: IntArray, raters: IntArray) -> VarianceComponents:
    if values.min() == values.max():
        raise UndefinedStatistic("all scores are alike", where="scores")
    if np.bincount(ratees).max() < 2:
        raise UndefinedStatistic("no ratee has two raters", where="ratees")
    nested = bool(np.bincount(raters).max() < 2)
    data = CrossedScores.of(values, ratees, np.zeros_like(raters) if nested else raters)
    estimated = np.array([True, not nested, True])
    fit = maximise(
        data.slope,
        np.where(estimated, values.var() / estimated.sum(), 0.0),
        positive=np.array([False, False, True]),
        estimated=estimated,
    )
    names = tuple(np.array(_NAMES)[estimated].tolist())
    estimates = fit.components[estimated]
    alone = "Every rater has one ratee, so the raters' severity counts as residual."
    return VarianceComponents(
        n=len(values),
        unit="scores",
        names=names,
        estimates=read_only(estimates),
        covariance=read_only(fit.covariance[np.ix_(estimated, estimated)]),
        log_likelihood=fit.log_likelihood,
        iterations=fit.iterations,
        gradient=fit.gradient,
        converged=True,
        notes=((alone,) if nested else ()) + zero_notes(names, estimates),
    )
