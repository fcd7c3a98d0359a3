"""Standard scores from the mean and SD of a norm group, with the error of the norms themselves."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtri

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_number, require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.noncentral_t import noncentrality_limits
from stature.core.psychometrics.norms.normed import (
    NormComparison,
    NormedScores,
    Norms,
    compare_with_norms,
)
from stature.core.psychometrics.norms.standard_scales import ZScores, on_scale


def z_scores(
    scores: Numbers, norms: Norms, *, level: float = 0.95, measurement_error: float | None = None
) -> NormedScores:
    """How many standard deviations each score is from the mean of the norms.

    z = (score - mean) / SD, SD with n - 1. Error of the norms: sqrt(1/n + z^2 / (2 (n - 1))),
    limits from the noncentral t distribution of z sqrt(n) (exact if the norms are normal). With
    ``measurement_error``, the score's own standard error of measurement in raw units, its square
    over SD^2 is added and the limits are normal.

    ``scores`` one for each person; ``norms`` a NormGroup or the scores of one. A missing score has
    no z score and is counted; missing norm scores are left out.

    Raises UndefinedStatistic if the norms do not vary, every score is missing or fewer than two
    norm scores are known; PsychometricsError for a negative measurement error or a level outside
    0 to 1.

    Reference: Crawford & Garthwaite (2002), Neuropsychologia 40, 1196-1208 (limits); Angoff
    (1971), in Thorndike (ed.), Educational Measurement, 508-600.

    Examples:
        >>> z = z_scores([7], [3, 4, 5, 6, 7])
        >>> z.estimate.round(4).tolist(), z.low.round(3).tolist(), z.high.round(3).tolist()
        ([1.2649], [0.013], [2.447])
    """
    read = compare_with_norms(scores, norms)
    return on_scale(standardised(read, level, measurement_error), "z", read)


def t_scores(
    scores: Numbers, norms: Norms, *, level: float = 0.95, measurement_error: float | None = None
) -> NormedScores:
    """T scores: 50 + 10 z, with error and limits as in ``z_scores``.

    ``scores`` one for each person; no fixed range. A missing score has no T score and is counted.

    Raises what ``z_scores`` raises.

    Reference: McCall (1922), How to Measure in Education; Angoff (1971), in Thorndike (ed.),
    Educational Measurement, 508-600 (linear T scores).

    Examples:
        >>> t_scores([7, 5], [3, 4, 5, 6, 7]).estimate.round(2).tolist()
        [62.65, 50.0]
    """
    read = compare_with_norms(scores, norms)
    return on_scale(standardised(read, level, measurement_error), "t", read)


def stens(
    scores: Numbers, norms: Norms, *, level: float = 0.95, measurement_error: float | None = None
) -> NormedScores:
    """Stens: 5.5 + 2 z exactly, and ``whole`` from 1 to 10, with error and limits as for z.

    A half goes up: sten 6 begins at the mean itself. The exact sten is not cut off at 1 and 10. A
    missing score has no sten and is counted.

    Raises what ``z_scores`` raises.

    Reference: Canfield (1951), Educational and Psychological Measurement 11, 295-297.

    Examples:
        >>> result = stens([7, 5, 90], [3, 4, 5, 6, 7])
        >>> result.estimate.round(2).tolist(), result.whole.tolist()
        ([8.03, 5.5, 113.02], [8.0, 6.0, 10.0])
    """
    read = compare_with_norms(scores, norms)
    return on_scale(standardised(read, level, measurement_error), "sten", read)


def stanines(
    scores: Numbers, norms: Norms, *, level: float = 0.95, measurement_error: float | None = None
) -> NormedScores:
    """Stanines: 5 + 2 z exactly, and ``whole`` from 1 to 9, with error and limits as for z.

    A half goes up: stanine 5 begins at z = -.25. The exact stanine is not cut off at 1 and 9. A
    missing score has no stanine and is counted.

    Raises what ``z_scores`` raises.

    Reference: Angoff (1971), in Thorndike (ed.), Educational Measurement, 508-600; Kaiser (1958),
    Psychological Reports 4, 88.

    Examples:
        >>> stanines([7, 5, 90], [3, 4, 5, 6, 7]).whole.tolist()
        [8.0, 5.0, 9.0]
    """
    read = compare_with_norms(scores, norms)
    return on_scale(standardised(read, level, measurement_error), "stanine", read)


def standardised(
    read: NormComparison, level: float = 0.95, measurement_error: float | None = None
) -> ZScores:
    """z scores of the known scores with their error, before they are put on a scale.

    Formula, missing scores and limits as in ``z_scores``. Raises UndefinedStatistic if the norms
    do not vary, PsychometricsError for a negative measurement error.

    Reference: Crawford & Garthwaite (2002), Neuropsychologia 40, 1196-1208.

    Examples:
        >>> standardised(compare_with_norms([5], [3, 4, 5, 6, 7])).z.tolist()
        [0.0]
    """
    require_share(level, "level")
    norms = read.norms
    if norms.sd == 0:
        raise UndefinedStatistic(
            "everyone in the norm group has the same score",
            where="norms",
            remedy="Use percentile ranks, or norms that vary.",
        )
    z = (read.scores[read.known] - norms.mean) / norms.sd
    of_norms = np.sqrt(1 / norms.n + z**2 / (2 * (norms.n - 1)))
    if measurement_error is not None:
        error = require_number(measurement_error, "measurement_error", at_least=0)
        return _with_measurement_error(z, of_norms, error / norms.sd, level)
    low, high = noncentrality_limits(z * math.sqrt(norms.n), norms.n - 1, level=level)
    root = math.sqrt(norms.n)
    method = "noncentral t, error of the norms alone"
    return ZScores(z, of_norms, low / root, high / root, level, method)


def _with_measurement_error(
    z: FloatArray, of_norms: FloatArray, of_score: float, level: float
) -> ZScores:
    error = np.sqrt(of_norms**2 + of_score**2)
    half = float(ndtri((1 + level) / 2)) * error
    method = "normal, error of the norms and of measurement"
    return ZScores(z, error, z - half, z + half, level, method)
