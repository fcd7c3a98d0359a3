"""How far observed scores lie from true scores, in points of the score."""

from __future__ import annotations

import math

from stature.core.psychometrics.arguments import require_number


def standard_error_of_measurement(sd: float, reliability: float) -> float:
    """Standard deviation of observed scores around one true score, in points of the score.

    Formula: s sqrt(1 - r), with s the standard deviation of the group (0 or more) and r the
    reliability (0 to 1).

    Raises PsychometricsError for a negative or missing sd and a reliability outside 0 to 1.

    Reference: Lord & Novick (1968), Statistical Theories of Mental Test Scores, ch. 3; Dudek
    (1979), Psychological Bulletin 86, 335-337.

    Examples:
        >>> round(standard_error_of_measurement(15, 0.91), 6)
        4.5
    """
    return _spread(sd) * math.sqrt(1 - _reliability(reliability))


def standard_error_of_estimation(sd: float, reliability: float) -> float:
    """Standard deviation of true scores around the estimate by Kelley, in points of the score.

    Formula: s sqrt(r (1 - r)), with s the standard deviation of the group and r the reliability.

    Raises PsychometricsError for a negative or missing sd and a reliability outside 0 to 1.

    Reference: Kelley (1947), Fundamentals of Statistics; Dudek (1979), Psychological Bulletin 86,
    335-337.

    Examples:
        >>> round(standard_error_of_estimation(10, 0.8), 6)
        4.0
    """
    r = _reliability(reliability)
    return _spread(sd) * math.sqrt(r * (1 - r))


def standard_error_of_difference(
    sd: float, reliability: float, second_reliability: float | None = None
) -> float:
    """Standard error of the difference between two observed scores with the same sd.

    Formula: s sqrt(2 - r1 - r2): the errors of measurement of both, squared and added. The two are
    two scales of one person, two persons, or two occasions; without ``second_reliability`` both
    have the same.

    Raises PsychometricsError for a negative or missing sd and a reliability outside 0 to 1.

    Reference: Anastasi & Urbina (1997), Psychological Testing, ch. 4; Gulliksen (1950), Theory of
    Mental Tests, ch. 4.

    Examples:
        >>> round(standard_error_of_difference(10, 0.84, 0.80), 6)
        6.0
    """
    second = reliability if second_reliability is None else second_reliability
    return math.hypot(
        standard_error_of_measurement(sd, reliability), standard_error_of_measurement(sd, second)
    )


def _reliability(reliability: float) -> float:
    return require_number(
        reliability,
        "reliability",
        at_least=0,
        at_most=1,
        remedy="With a negative reliability the score says nothing about the person.",
    )


def _spread(sd: float) -> float:
    return require_number(sd, "sd", at_least=0)
