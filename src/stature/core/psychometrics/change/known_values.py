"""Checks of the numbers that an index of change is told: means, spreads, reliabilities."""

from __future__ import annotations

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_number


def finite(value: float, name: str) -> float:
    """A number that is neither missing nor infinite.

    Raises PsychometricsError for anything else.

    Reference: none, a check.

    Examples:
        >>> finite(3, "mean")
        3.0
    """
    return require_number(value, name)


def positive_sd(value: float, name: str) -> float:
    """A standard deviation above 0.

    Raises UndefinedStatistic for 0, PsychometricsError for a negative, missing or infinite value.

    Reference: none, a check.

    Examples:
        >>> positive_sd(7.5, "sd")
        7.5
    """
    if finite(value, name) == 0:
        raise UndefinedStatistic("scores that do not vary show no change", where=name)
    return require_number(value, name, above=0)


def imperfect(value: float, name: str, *, from_zero: bool = False) -> float:
    """A reliability or a retest correlation: above 0 (or from 0 on) and below 1.

    Raises UndefinedStatistic for 1, which leaves no error, and for values down to -1, which leave
    nothing else; PsychometricsError for what no correlation can be.

    Reference: none, a check.

    Examples:
        >>> imperfect(0.8, "reliability")
        0.8
    """
    if abs(finite(value, name)) > 1:
        raise PsychometricsError(f"expected a number from 0 to 1, got {value}", where=name)
    if value == 1:
        raise UndefinedStatistic(
            "without error of measurement every change would be certain",
            where=name,
            remedy="Give the value as estimated, below 1.",
        )
    if value < 0 or (value == 0 and not from_zero):
        raise UndefinedStatistic(
            f"at {value} scores hold nothing but error, so no change can be told", where=name
        )
    return float(value)
