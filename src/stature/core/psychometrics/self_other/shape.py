"""The shape of a surface of second order, from its coefficients: slopes, axes, summit."""

from __future__ import annotations

import numpy as np

from stature.core.psychometrics.arrays import FloatArray

# Rows: a1 to a5. Columns: b0 to b5 of Z = b0 + b1 X + b2 Y + b3 X² + b4 XY + b5 Y².
LINES = np.array(
    [
        [0, 1, 1, 0, 0, 0],  # a1: slope where self = others
        [0, 0, 0, 1, 1, 1],  # a2: curvature where self = others
        [0, 1, -1, 0, 0, 0],  # a3: slope where self = -others
        [0, 0, 0, 1, -1, 1],  # a4: curvature where self = -others
        [0, 0, 0, 1, 0, -1],  # a5: 0 if an axis runs parallel to the line of agreement
    ],
    dtype=np.float64,
)


def stationary_points(b: FloatArray) -> FloatArray:
    """Where surfaces (B × 6 coefficients b0 to b5) are level: x and y (B × 2); NaN if nowhere.

    x0 = (b2 b4 - 2 b1 b5) / (4 b3 b5 - b4²), y0 = (b1 b4 - 2 b2 b3) / (4 b3 b5 - b4²), in units of
    the ratings. Never fails.

    Reference: Edwards & Parry (1993), Academy of Management Journal 36, 1577-1613.

    Examples:
        >>> stationary_points(np.array([[9.0, 2, 4, -1, 0, -1]])).tolist()
        [[1.0, 2.0]]
    """
    _, b1, b2, b3, b4, b5 = b.T
    bend = 4 * b3 * b5 - b4**2
    bend = np.where(np.abs(bend) > 1e-12 * (np.abs(b3 * b5) + b4**2), bend, np.nan)
    return np.column_stack([b2 * b4 - 2 * b1 * b5, b1 * b4 - 2 * b2 * b3]) / bend[:, None]


def principal_axes(b: FloatArray) -> FloatArray:
    """Principal axes of surfaces (B × 6): p10, p11, p20, p21 (B × 4); NaN where there are none.

    p11 = (b5 - b3 + sqrt((b3 - b5)² + b4²)) / b4; p21 = -1 / p11; intercepts y0 - slope x0. Along
    the first axis the surface bends upwards most (or downwards least), along the second the
    reverse. An axis parallel to others' ratings has no slope and is NaN. Never fails.

    Reference: Edwards & Parry (1993), Academy of Management Journal 36, 1577-1613.

    Examples:
        >>> principal_axes(np.array([[0.0, 0, 0, -1, 2, -1.5]])).round(3).tolist()
        [[0.0, 0.781, 0.0, -1.281]]
    """
    _, _, _, b3, b4, b5 = b.T
    difference, length = b5 - b3, np.hypot(b3 - b5, b4)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Two ways to write one number; each loses no digits where it is used.
        first = np.where(difference > 0, (difference + length) / b4, b4 / (length - difference))
        second = -1 / first
    x0, y0 = stationary_points(b).T
    slopes = [np.where(np.isfinite(slope), slope, np.nan) for slope in (first, second)]
    axes = [column for slope in slopes for column in (y0 - slope * x0, slope)]
    return np.column_stack(axes) + 0.0  # no minus before zero


def lateral_shifts(b: FloatArray) -> FloatArray:
    """How far the summit over self = -others lies from agreement (B × 6 to B); NaN without curve.

    (b2 - b1) / (2 (b3 - b4 + b5)) = -a3 / (2 a4), in units of the ratings; above 0 the turning
    point lies where self-ratings are the higher ones. Never fails.

    Reference: Cohen, Nahum-Shani & Doveh (2010), Multivariate Behavioral Research 45, 828-861.

    Examples:
        >>> lateral_shifts(np.array([[0.0, 1, 0, -1, 2, -1]])).tolist()
        [0.125]
    """
    _, _, a3, a4, _ = (b @ LINES.T).T
    return np.asarray(-a3 / (2 * np.where(a4 == 0, np.nan, a4)))
