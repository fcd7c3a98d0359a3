"""One argument at a time, from outside: what is not what it should be is refused by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError

LARGEST = 1e50  # its sixth power is still a number, and so is that of the smallest
MOST_COUNTED = 10**12
_LONGEST = 60


def require_share(value: float, name: str) -> float:
    """A number above 0 and below 1, such as a confidence level; else PsychometricsError."""
    return require_number(value, name, above=0, below=1)


def require_number(
    value: float,
    name: str,
    *,
    above: float | None = None,
    at_least: float | None = None,
    below: float | None = None,
    at_most: float | None = None,
    remedy: str = "",
) -> float:
    """One number within its bounds, neither missing nor infinite; else PsychometricsError."""
    try:
        number = np.nan if isinstance(value, bool) else as_number(value)
    except (TypeError, ArithmeticError, ValueError):
        number = np.nan
    within = (
        abs(number) <= LARGEST,
        above is None or number > above,
        at_least is None or number >= at_least,
        below is None or number < below,
        at_most is None or number <= at_most,
    )
    if not all(within):
        bounds = _bounds_in_words(above, at_least, below, at_most)
        raise PsychometricsError(
            f"expected a number{bounds}, got {_short(value)}", where=name, remedy=remedy
        )
    return number


def require_whole(value: int, name: str, *, at_least: int, at_most: int = MOST_COUNTED) -> int:
    """A whole number of at least ``at_least``, and not beyond all counting; else an error.

    Raises PsychometricsError for anything else.
    """
    whole = isinstance(value, Integral) or (isinstance(value, Real) and float(value).is_integer())
    if not whole or isinstance(value, bool) or value < at_least:
        raise PsychometricsError(
            f"expected a whole number of at least {at_least}, got {_short(value)}", where=name
        )
    if value > at_most:
        raise PsychometricsError(
            f"a count of {_short(value)} is too large to reckon with",
            where=name,
            remedy=f"Give a number up to {at_most:,}.",
        )
    return int(value)


def require_seed(seed: int) -> int:
    """The seed of random numbers, a whole number from 0 on; else PsychometricsError."""
    if not isinstance(seed, Integral) or isinstance(seed, bool) or seed < 0:
        raise PsychometricsError(
            f"expected a whole number of at least 0, got {_short(seed)}",
            where="seed",
            remedy="The same seed gives the same result again; any such number will do.",
        )
    return int(seed)


def require_flag(value: bool, name: str) -> bool:
    """True or False, also NumPy's; else PsychometricsError."""
    if not isinstance(value, bool | np.bool_):
        raise PsychometricsError(f"expected True or False, got {_short(value)}", where=name)
    return bool(value)


def require_entries(values: Iterable[Any], name: str) -> list[Any]:
    """The entries of a list, tuple, array or the like; else PsychometricsError."""
    try:
        return list(values)
    except TypeError as error:
        raise PsychometricsError(
            f"expected a list, got {_short(values)}",
            where=name,
            remedy="Give one entry after the other, in a list.",
        ) from error


def require_mapping(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Names with their values; else PsychometricsError."""
    if not isinstance(values, Mapping):
        raise PsychometricsError(
            f"expected names with their values, got {_short(values)}",
            where=name,
            remedy="Give a dictionary.",
        )
    return dict(values)


def require_same_length(first: Sequence[Any] | npt.NDArray[Any], second: Any, name: str) -> None:
    """Raise PsychometricsError unless both have one entry for each unit."""
    if len(first) != len(second):
        raise PsychometricsError(f"expected {len(first)} entries, got {len(second)}", where=name)


def is_given(value: object) -> bool:
    """Whether there is a value: None, NaN and the missing values of other libraries are none."""
    try:
        return value is not None and bool(value == value)
    except TypeError:  # a missing value of pandas is neither equal to itself nor unequal
        return False


def as_number(value: object) -> float:
    """A number of any type, also NumPy's and Decimal. Raises TypeError for anything else."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, Real | Decimal):
        return float(value)
    raise TypeError(type(value))


def _bounds_in_words(
    above: float | None, at_least: float | None, below: float | None, at_most: float | None
) -> str:
    if above is not None and below is not None:
        return f" between {above:g} and {below:g}"
    if at_least is not None and at_most is not None:
        return f" from {at_least:g} to {at_most:g}"
    bounds = {"above": above, "of at least": at_least, "below": below, "of at most": at_most}
    named = [f"{words} {bound:g}" for words, bound in bounds.items() if bound is not None]
    return f" {' and '.join(named)}" if named else ""


def _short(value: object) -> str:
    text = " ".join((repr(value) if isinstance(value, str) else str(value)).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
