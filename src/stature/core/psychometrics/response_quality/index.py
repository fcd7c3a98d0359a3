"""One number for each person, with the persons who have none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.results import Dropped, Result, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class PersonIndex(Result):
    """An index of response quality: ``values`` holds one number for each person.

    NaN marks a person for whom the index does not exist; ``dropped`` counts them and says why.
    ``n`` counts the others. ``estimate`` is their mean and ``standard_error`` its error.
    """

    name: str
    values: FloatArray
    why_no_error: str = "one person's index rests on one questionnaire and shows no error"

    @classmethod
    def of(cls, name: str, values: FloatArray, why_none: str, **more: Any) -> Self:
        """The index of these values; UndefinedStatistic if no person has one."""
        known = ~np.isnan(values)
        if not known.any():
            raise UndefinedStatistic(f"{name} has no value for any person: {why_none}")
        without = Dropped(int((~known).sum()), "persons", why_none)
        return cls(
            n=int(known.sum()),
            dropped=(without,) if without.count else (),
            name=name,
            values=read_only(values),
            **more,
        )

    @property
    def estimate(self) -> float:
        """The mean of the persons who have a value."""
        return float(np.nanmean(self.values))

    @property
    def standard_error(self) -> float | None:
        """The standard error of that mean; None for a single person."""
        return None if self.n < 2 else float(np.nanstd(self.values, ddof=1)) / math.sqrt(self.n)

    def summary(self) -> str:
        """The index in the middle and at both ends of the persons."""
        low, middle, high = np.nanquantile(self.values, [0, 0.5, 1])
        return (
            f"{self.name}: median {decimals(float(middle))}, from {decimals(float(low))} to "
            f"{decimals(float(high))}. {self._provenance()}"
        )
