"""Reading two samples: missing values are left out of each group and counted."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_entries, require_number, require_whole
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_vector
from stature.core.psychometrics.results import Dropped


@dataclass(frozen=True, eq=False)
class TwoSamples:
    """The known values of two groups, and how many were missing."""

    first: FloatArray
    second: FloatArray
    dropped: tuple[Dropped, ...]

    @property
    def sizes(self) -> tuple[int, int]:
        """Persons in the first and in the second group."""
        return len(self.first), len(self.second)


def two_samples(first: Numbers, second: Numbers, *, at_least: int) -> TwoSamples:
    """The known values of each group; UndefinedStatistic if fewer than ``at_least`` are left."""
    kept_first, missing_first = known_values(first, "first", at_least)
    kept_second, missing_second = known_values(second, "second", at_least)
    missing = missing_first + missing_second
    dropped = (Dropped(missing, "persons", "the value is missing"),) if missing else ()
    return TwoSamples(kept_first, kept_second, dropped)


def known_values(values: Numbers, name: str, at_least: int) -> tuple[FloatArray, int]:
    """The values that are not NaN, and the count of those that are."""
    vector = numeric_vector(values, name=name, at_least=0)
    known = vector[vector == vector]
    if len(known) < at_least:
        raise UndefinedStatistic(
            f"needs at least {at_least} known values, got {len(known)}",
            where=name,
            remedy="Compare larger groups.",
        )
    return known, len(vector) - len(known)


def require_counts(successes: int, n: int, names: tuple[str, str]) -> tuple[int, int]:
    """Successes and trials as whole numbers with 0 <= successes <= n and n >= 1."""
    total = require_whole(n, names[1], at_least=1)
    part = require_whole(successes, names[0], at_least=0)
    if part > total:
        raise PsychometricsError(
            f"expected at most {names[1]} = {total}, got {part}", where=names[0]
        )
    return part, total


def require_bounds(bounds: float | tuple[float, float]) -> tuple[float, float]:
    """Bounds as (low, high) with low < high; one positive number b stands for (-b, b)."""
    ends = [bounds] if isinstance(bounds, Real) else require_entries(bounds, "bounds")  # type: ignore[arg-type]
    numbers = [require_number(end, "bounds") for end in ends]
    low, high = (-numbers[0], numbers[0]) if len(numbers) == 1 else (*numbers, 0.0, 0.0)[:2]
    if len(numbers) > 2 or not low < high:
        raise PsychometricsError(
            f"expected one positive number or (low, high), got {bounds}", where="bounds"
        )
    return low, high


def require_alpha(alpha: float) -> float:
    """The error rate of one one-sided test, above 0 and below .5."""
    return require_number(alpha, "alpha", above=0, below=0.5)
