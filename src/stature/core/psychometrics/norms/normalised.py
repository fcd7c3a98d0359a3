"""Normalised scores: the place in the norm group, turned into the normal score of that place."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from scipy.special import ndtri

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.norms.normed import (
    NormComparison,
    NormedScores,
    Norms,
    compare_with_norms,
)
from stature.core.psychometrics.norms.standard_scales import ScaleName, ZScores, on_scale
from stature.core.psychometrics.norms.tied_interval import tied_share_interval, tied_share_sd

RankMethod = Literal["blom", "rankit", "tukey", "van-der-waerden"]
# (rank - c) / (n + 1 - 2 c)
_PLOTTING: dict[str, float] = {
    "blom": 3 / 8,
    "rankit": 1 / 2,
    "tukey": 1 / 3,
    "van-der-waerden": 0.0,
}


def normalised_scores(
    scores: Numbers,
    norms: Norms,
    *,
    scale: ScaleName = "z",
    ranks: RankMethod = "blom",
    level: float = 0.95,
) -> NormedScores:
    """Scores as if the norms were normal: the normal quantile of the score's place in the norms.

    z = quantile((r - c) / (n + 1 - 2 c)), r the mid-rank m + (k + 1) / 2 (m below, k equal), c
    3/8 (Blom), 1/2 (rankit, the mid-rank percentile), 1/3 (Tukey) or 0 (van der Waerden). A score
    beyond all norms takes the place of the last person, and the result says how many did. Limits
    are the normal quantiles of the Bayesian limits of the percentile (ties broken at random); the
    standard error is that of the share below over the normal density.

    ``scores`` one for each person; ``scale`` z, t, sten or stanine. A missing score stays missing
    and is counted; missing norm scores are left out.

    Raises UndefinedStatistic if every score is missing or fewer than two norm scores are known;
    PsychometricsError for an unknown scale or rank method.

    Reference: Blom (1958), Statistical Estimates and Transformed Beta-Variables; Solomon &
    Sawilowsky (2009), Journal of Modern Applied Statistical Methods 8, 448-462 (compares the four).

    Examples:
        >>> normalised_scores([1, 2, 3], [1, 2, 3]).estimate.round(4).tolist()
        [-0.8694, 0.0, 0.8694]
        >>> normalised_scores([3], [1, 2, 3], scale="t", ranks="rankit").estimate.round(2).tolist()
        [59.67]
    """
    if ranks not in _PLOTTING:
        raise PsychometricsError(
            f"expected one of {', '.join(_PLOTTING)}, got {ranks!r}", where="ranks"
        )
    read = compare_with_norms(scores, norms)
    return on_scale(normal_scores(read, _PLOTTING[ranks], level), scale, read)


def normal_scores(read: NormComparison, c: float = 3 / 8, level: float = 0.95) -> ZScores:
    """Normal scores of the known scores with their error, before they are put on a scale.

    Formula and missing scores as in ``normalised_scores``; ``c`` as there. Raises
    PsychometricsError for a level outside 0 to 1.

    Reference: Blom (1958), Statistical Estimates and Transformed Beta-Variables.

    Examples:
        >>> normal_scores(compare_with_norms([2], [1, 2, 3])).z.tolist()
        [0.0]
    """
    n = read.norms.n
    below, equal = read.norms.below_and_equal(read.scores[read.known])
    rank = np.clip(below + (equal + 1) / 2, 1, n)
    z = ndtri((rank - c) / (n + 1 - 2 * c))
    low, high = tied_share_interval(below, equal, n, level=level)
    error = tied_share_sd(below, equal, n) / (np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi))
    method = "normal quantiles of the Bayesian limits of the percentile"
    return ZScores(z, error, ndtri(low), ndtri(high), level, method, _beyond(below, equal, n))


def _beyond(below: FloatArray, equal: FloatArray, n: int) -> tuple[str, ...]:
    outside = int(((below + equal == 0) | (below == n)).sum())
    if not outside:
        return ()
    return (f"{outside:,} beyond every score of the norms: placed with the last person.",)
