"""Coders' labels as whole numbers: units × coders, with the categories they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import FloatArray, IntArray, numeric_vector
from stature.core.psychometrics.results import Dropped


@dataclass(frozen=True, eq=False)
class CodeTable:
    """Codes (units × coders) as positions in ``categories``; -1 where a coder gave none.

    ``in_order`` tells whether the order of the categories means something: they are numbers, or
    the caller gave them in their order.
    """

    codes: IntArray
    categories: npt.NDArray[Any]
    in_order: bool

    @property
    def given(self) -> IntArray:
        """Codes given to each unit."""
        given: IntArray = (self.codes >= 0).sum(axis=1)
        return given

    @property
    def counts(self) -> FloatArray:
        """How often each unit got each category (units × categories)."""
        units, width = len(self.codes), len(self.categories)
        unit, coder = np.nonzero(self.codes >= 0)
        cells = unit * width + self.codes[unit, coder]
        return np.bincount(cells, minlength=units * width).reshape(units, width).astype(np.float64)

    def require_order(self, purpose: str) -> None:
        """Raise PsychometricsError if the categories are words in no given order."""
        if not self.in_order:
            raise PsychometricsError(
                f"{purpose} need the order of the categories, and words have none",
                where="categories",
                remedy="Give categories=[...] from the lowest to the highest.",
            )

    def values(self, purpose: str) -> FloatArray:
        """The categories as numbers; else PsychometricsError."""
        if self.categories.dtype.kind not in "iuf":
            raise PsychometricsError(
                f"{purpose} needs codes that are numbers, got {self.categories[0]!r}",
                where="codes",
                remedy="Turn the codes into numbers, or choose another measurement.",
            )
        return numeric_vector(self.categories, name="codes")

    def with_at_least(self, least: int) -> tuple[CodeTable, tuple[Dropped, ...]]:
        """The units with so many codes, and how many units were dropped."""
        given = self.given
        if (given >= least).all():
            return self, ()
        short = int(((given > 0) & (given < least)).sum())
        reasons = ((int((given == 0).sum()), "no code"), (short, f"fewer than {least} codes"))
        dropped = tuple(Dropped(count, "units", why) for count, why in reasons if count)
        return CodeTable(self.codes[given >= least], self.categories, self.in_order), dropped

    def gap_notes(self) -> tuple[str, ...]:
        """A note if whole numbers skip a step, which then counts as one step and not as two."""
        if self.categories.dtype.kind not in "iu" or len(self.categories) < 2:
            return ()
        missing = int(self.categories[-1] - self.categories[0]) + 1 - len(self.categories)
        if missing <= 0:
            return ()
        return (
            "Some numbers between the lowest and the highest code never occur; steps count from "
            "one category to the next. To count them as well, give all categories.",
        )
