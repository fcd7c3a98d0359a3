"""What more items or more raters do to reliability: the formula of Spearman and Brown."""

from __future__ import annotations

import math

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_number, require_share

_ROUNDING = 1e-9


def spearman_brown(reliability: float, factor: float) -> float:
    """Reliability of a measure ``factor`` times as long, such as the mean of that many raters.

    Formula: k r / (1 + (k - 1) r), for reliability r (-1 to 1) and factor k above 0. For the
    error, put in both ends of the interval of r: the formula keeps their order.

    Raises PsychometricsError for a reliability outside -1 to 1 or a factor not above 0, and
    UndefinedStatistic if 1 + (k - 1) r is not above 0.

    Reference: Spearman (1910), British Journal of Psychology 3, 271-295; Brown (1910), ibid.,
    296-322.

    Examples:
        >>> round(spearman_brown(0.6, 2), 6)  # two halves
        0.75
    """
    reliability = require_number(reliability, "reliability", at_least=-1, at_most=1)
    factor = require_number(factor, "factor", above=0)
    below = 1 + (factor - 1) * reliability
    if below <= _ROUNDING:
        raise UndefinedStatistic(
            f"a reliability of {reliability} has no value at {factor} times the length",
            where="reliability",
        )
    return factor * reliability / below


def spearman_brown_length(reliability: float, target: float) -> float:
    """How many times as long a measure must be to reach a target reliability.

    Formula: t (1 - r) / (r (1 - t)), for reliability r and target t, both between 0 and 1.

    Raises PsychometricsError for a reliability or target not between 0 and 1: with no reliability
    at all, no length will do.

    Reference: Lord & Novick (1968), Statistical Theories of Mental Test Scores, ch. 5.

    Examples:
        >>> round(spearman_brown_length(0.5, 0.75), 6)
        3.0
    """
    reliability = require_share(reliability, "reliability")
    target = require_share(target, "target")
    return target * (1 - reliability) / (reliability * (1 - target))


def raters_needed(reliability_of_one: float, target: float = 0.70) -> int:
    """How many raters it takes until the reliability of their mean reaches a target.

    Formula: the length by Spearman and Brown, rounded up. ``reliability_of_one`` is that of one
    rater, such as ICC(1), between 0 and 1. For the range, ask again with both ends of its interval.

    Raises PsychometricsError for a reliability or target not between 0 and 1.

    Reference: Bliese (2000), in Klein & Kozlowski, Multilevel Theory, Research, and Methods in
    Organizations, 349-381; Spearman (1910), British Journal of Psychology 3, 271-295.

    Examples:
        >>> raters_needed(0.30)  # one rater reaches .30; six reach .72
        6
    """
    require_share(reliability_of_one, "reliability_of_one")
    return max(1, math.ceil(spearman_brown_length(reliability_of_one, target) - _ROUNDING))
