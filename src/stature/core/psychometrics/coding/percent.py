"""Plain agreement of coders, without any correction for chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.coding.chance_corrected import pair_agreement
from stature.core.psychometrics.coding.codes import read_codes
from stature.core.psychometrics.results import Interval, Statistic
from stature.core.psychometrics.shares import share_interval

_TINY = 1e-15


@dataclass(frozen=True, kw_only=True, eq=False)
class PercentAgreement(Statistic):
    """The share of agreeing pairs of coders (0 to 1).

    ``unanimous`` is the share of units on which all coders agree; ``by_unit`` the share of
    agreeing pairs for each unit that was kept.
    """

    unanimous: float
    by_unit: FloatArray

    def summary(self) -> str:
        """The estimate, its error, and how often all agree."""
        return f"{super().summary()} On {self.unanimous:.0%} of the units all coders agree."


def percent_agreement(
    codes: npt.ArrayLike, *, categories: Sequence[Any] | None = None, level: float = 0.95
) -> PercentAgreement:
    """How often two coders agree, as a share from 0 to 1, from codes (units × coders).

    The mean over units of the share of agreeing pairs. It is not corrected for chance: report it
    beside a kappa, not in its place. Wilson's interval counts units, or as many as would give the
    same error if each unit were agreed or not.

    Missing codes are left out; units with fewer than two codes are dropped and reported.

    Raises PsychometricsError for codes that cannot be read, UndefinedStatistic if no unit has two
    codes.

    Reference: Fleiss (1971), Psychological Bulletin 76, 378-382, eq. 3-4; interval Wilson (1927),
    effective n Dean & Pagano (2015), Journal of Survey Statistics and Methodology 3, 484-503.

    Examples:
        >>> agreement = percent_agreement([["a", "a", "a"], ["a", "b", "b"]])
        >>> round(agreement.estimate, 4), agreement.unanimous
        (0.6667, 0.5)
    """
    require_share(level, "level")
    table, dropped = read_codes(codes, categories=categories).with_at_least(2)
    if not len(table.codes):
        raise UndefinedStatistic("no unit has two codes, so nothing can agree", where="codes")
    by_unit = pair_agreement(table.counts, np.eye(len(table.categories)))
    n, share, variance = len(by_unit), float(by_unit.mean()), float(by_unit.var())
    return PercentAgreement(
        name="Agreement of two coders",
        n=n,
        unit="units",
        dropped=dropped,
        estimate=share,
        standard_error=float(np.sqrt(variance / (n - 1))) if n > 1 else None,
        interval=_wilson(share, variance, n, level),
        unanimous=float((by_unit == 1).mean()),
        by_unit=read_only(by_unit),
    )


def _wilson(share: float, variance: float, n: int, level: float) -> Interval:
    """Wilson's interval; units that agree in part tell more than units that agree or do not."""
    units = n * share * (1 - share) / variance if variance > _TINY else n
    low, high = share_interval(share, units, level=level)
    return Interval(float(low), float(high), level, "Wilson")
