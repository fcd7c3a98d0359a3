"""Means, spreads and correlation of the same people's scores on two occasions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.change.pairs import read_pairs
from stature.core.psychometrics.results import Dropped


@dataclass(frozen=True, slots=True)
class PairedMoments:
    """What group change rests on; standard deviations have n - 1. ``r`` is 0 without spread."""

    n: int
    dropped: tuple[Dropped, ...]
    before_mean: float
    after_mean: float
    before_sd: float
    after_sd: float
    change_sd: float
    r: float

    @property
    def change(self) -> float:
        """Mean change, after less before."""
        return self.after_mean - self.before_mean


def paired_moments(before: Numbers, after: Numbers) -> PairedMoments:
    """Means, SDs and correlation of the people with both scores; the others are counted.

    Raises UndefinedStatistic for fewer than two people with both scores, PsychometricsError for
    different lengths.

    Reference: Pearson (1896), Philosophical Transactions A 187, 253-318 (the product moment).

    Examples:
        >>> pair = paired_moments([1, 2, 3, 4], [2, 2, 5, 5])
        >>> pair.change, round(pair.r, 4)
        (1.0, 0.8944)
    """
    pairs = read_pairs(before, after, at_least=2)
    first, second = pairs.before[pairs.complete], pairs.after[pairs.complete]
    largest = float(np.abs([first, second]).max())
    sds = _sd(first, largest), _sd(second, largest)
    covariance = float((first - first.mean()) @ (second - second.mean())) / (len(first) - 1)
    r = covariance / math.prod(sds) if all(sds) else 0.0
    return PairedMoments(
        n=len(first),
        dropped=pairs.dropped,
        before_mean=float(first.mean()),
        after_mean=float(second.mean()),
        before_sd=sds[0],
        after_sd=sds[1],
        change_sd=_sd(second - first, largest),
        r=min(max(r, -1.0), 1.0),
    )


def _sd(values: FloatArray, largest: float) -> float:
    """Exactly 0 if the values differ only by what subtracting numbers so large leaves over."""
    noise = 8 * np.finfo(np.float64).eps * largest
    return 0.0 if values.max() - values.min() <= noise else float(values.std(ddof=1))
