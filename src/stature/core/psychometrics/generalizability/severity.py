"""How severe or lenient each rater of a panel is."""

from __future__ import annotations

import numpy as np

from stature.core.psychometrics.arrays import FloatArray


def rater_severity(ratings: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Each rater's mean less the panel's (raters × dimensions), and its standard errors.

    Formula: severity = mean of the rater - mean of all; standard error = √(E (1 - 1 / k) / n),
    one for each dimension, with the mean square E of candidate × rater, n candidates and k raters.
    ``ratings`` is a complete array of candidates × raters × dimensions, two or more of the first
    two. Below 0 is severe. The raters' severities sum to 0.

    Never fails on complete arrays of that size.

    Reference: Searle (1971), Linear Models, ch. 7 (contrasts in the two-way layout).

    Examples:
        >>> marks = np.array([[4.0, 3.0], [2.0, 1.0], [5.0, 5.0]])
        >>> severity, error = rater_severity(marks[:, :, None])
        >>> severity[:, 0].round(3).tolist(), error.round(3).tolist()
        ([0.333, -0.333], [0.167])
    """
    n, raters, _ = ratings.shape
    means = ratings.mean(axis=0)
    residual = ratings - ratings.mean(axis=1, keepdims=True) - means + means.mean(axis=0)
    error = (residual**2).sum(axis=(0, 1)) / ((n - 1) * (raters - 1))
    return means - means.mean(axis=0), np.sqrt(error * (1 - 1 / raters) / n)
