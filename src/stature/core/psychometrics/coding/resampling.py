"""The error of an agreement coefficient by resampling units, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.bootstrap import OfMeans, bootstrap_means
from stature.core.psychometrics.results import Interval

_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class FoundError:
    """A standard error and an interval, or the reason why there is neither."""

    standard_error: float | None = None
    interval: Interval | None = None
    why_no_error: str = ""


def error_by_resampling(
    statistic: OfMeans, columns: FloatArray, *, level: float, replicates: int, seed: int
) -> FoundError:
    """BCa interval and standard error of a statistic of the means of units' columns.

    Where resampling can show no error, the reason is given in place of an interval of no width.

    Raises PsychometricsError for fewer than two replicates.

    Reference: Zapf et al. (2016), BMC Medical Research Methodology 16:93 (resample units).

    Examples:
        >>> import numpy as np
        >>> error_by_resampling(
        ...     lambda means: means[:, 0], np.ones((9, 1)), level=0.95, replicates=99, seed=1
        ... ).why_no_error
        'all resamples agree, so resampling shows no error'
    """
    if len(columns) < 2:
        return FoundError(why_no_error="one unit cannot be resampled")
    try:
        drawn = bootstrap_means(statistic, columns, replicates=replicates, seed=seed)
    except UndefinedStatistic as error:
        return FoundError(why_no_error=f"resamples vary too little ({error.what})")
    spread = float(drawn.standard_error[0])
    if spread < _TINY:
        return FoundError(why_no_error="all resamples agree, so resampling shows no error")
    return FoundError(spread, drawn.interval(level=level))
