"""From an observed score to the range in which the true score lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_number, require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_vector, read_only
from stature.core.psychometrics.reliability.measurement_error import (
    standard_error_of_estimation,
    standard_error_of_measurement,
)
from stature.core.psychometrics.results import Dropped, Result, decimals

Band = Literal["kelley", "sem"]


@dataclass(frozen=True, kw_only=True, eq=False)
class TrueScoreBand(Result):
    """For each person the range of the true score: ``low`` and ``high`` around ``estimate``.

    ``standard_error`` is the same for everyone, in points of the score. A person without a score
    has NaN in all three arrays and is counted in ``dropped``.
    """

    estimate: FloatArray
    low: FloatArray
    high: FloatArray
    standard_error: float
    level: float
    method: Band
    reliability: float

    def summary(self) -> str:
        """How wide the bands are, and around what."""
        centre = "the observed score"
        if self.method == "kelley":
            centre = "the score drawn towards the mean of the group"
        reach = float(np.nanmax(self.high - self.low)) / 2
        return (
            f"{self.level:.0%} bands of ± {decimals(reach, 2)} points around {centre} "
            f"(reliability {decimals(self.reliability)}). {self._provenance()}"
        )


def true_score_band(
    scores: Numbers,
    *,
    reliability: float,
    sd: float,
    mean: float | None = None,
    method: Band = "kelley",
    level: float = 0.95,
) -> TrueScoreBand:
    """A range for the true score of each person, from one score each (NaN where missing).

    Formula: "kelley": mean + r (score - mean) ± z s sqrt(r (1 - r)), the range that holds the
    true scores of people with this score; "sem": score ± z s sqrt(1 - r), the range that holds
    the true score in this share of repeated measurements. ``reliability`` (0 to 1), ``sd`` and
    ``mean`` belong to the group of comparison; "sem" needs no mean. Units are those of the score.

    Missing: a person without a score gets no band and is counted in ``dropped``.

    Raises UndefinedStatistic if nobody has a score; PsychometricsError for a reliability outside
    0 to 1, a negative sd, "kelley" without a mean, and an unknown method.

    Reference: Kelley (1947), Fundamentals of Statistics, p. 409 (quoted from later texts); Lord &
    Novick (1968), Statistical Theories of Mental Test Scores, ch. 3; Dudek (1979), Psychological
    Bulletin 86, 335-337.

    Examples:
        >>> band = true_score_band([70], reliability=0.8, sd=10, mean=50)
        >>> band.estimate.tolist(), band.low.round(2).tolist(), band.high.round(2).tolist()
        ([66.0], [58.16], [73.84])
    """
    observed = numeric_vector(scores, name="scores")
    present = int((~np.isnan(observed)).sum())
    if not present:
        raise UndefinedStatistic("nobody has a score", where="scores")
    estimate, error = _centre_and_error(observed, reliability, sd, mean, method)
    reach = float(ndtri((1 + require_share(level, "level")) / 2)) * error
    without = len(observed) - present
    return TrueScoreBand(
        n=present,
        dropped=(Dropped(without, "persons", "no score"),) if without else (),
        estimate=read_only(estimate),
        low=read_only(estimate - reach),
        high=read_only(estimate + reach),
        standard_error=error,
        level=level,
        method=method,
        reliability=float(reliability),
    )


def _centre_and_error(
    observed: FloatArray, reliability: float, sd: float, mean: float | None, method: Band
) -> tuple[FloatArray, float]:
    if method == "sem":
        return observed.copy(), standard_error_of_measurement(sd, reliability)
    if method != "kelley":
        raise PsychometricsError(f"expected 'kelley' or 'sem', got {method!r}", where="method")
    error = standard_error_of_estimation(sd, reliability)
    if mean is None:
        raise PsychometricsError(
            "the band by Kelley needs the mean of the group of comparison",
            where="mean",
            remedy="Give the mean, or use method='sem'.",
        )
    centre = require_number(mean, "mean", remedy="Give the mean, or use method='sem'.")
    return centre + reliability * (observed - centre), error
