"""Many tests at once: how large a share of the findings may be false."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    Numbers,
    numeric_vector,
    read_only,
)
from stature.core.psychometrics.results import Dropped, Result, counted

DiscoveryMethod = Literal["benjamini-hochberg", "benjamini-yekutieli"]


@dataclass(frozen=True, kw_only=True, eq=False)
class FalseDiscovery(Result):
    """Adjusted p values (one for each test, NaN where no p was given) and which are findings.

    ``n`` counts the tests with a p value; ``rate`` is the expected share of false findings that is
    accepted; ``rejected`` marks tests whose adjusted p is at most that rate.
    """

    adjusted: FloatArray
    rejected: BoolArray
    rate: float
    method: DiscoveryMethod

    def summary(self) -> str:
        """How many tests are findings, at which expected share of false ones."""
        found = int(self.rejected.sum())
        return (
            f"Findings: {found:,} of {counted(self.n, 'tests')}, if {self.rate:.0%} of "
            f"the findings may be false on average ({self.method}). {self._provenance()}"
        )


def false_discovery(
    p_values: Numbers, *, method: DiscoveryMethod = "benjamini-hochberg", rate: float = 0.05
) -> FalseDiscovery:
    """P values adjusted for their number, so that few of the findings are false.

    For the p values in order, p(1) <= ... <= p(m): adjusted p(i) = min over k >= i of
    min(1, c p(k) m / k), with c = 1 (Benjamini-Hochberg: independent or positively dependent
    tests) or c = 1 + 1/2 + ... + 1/m (Benjamini-Yekutieli: any dependence). ``p_values`` hold one
    number from 0 to 1 for each test; equal p values get equal adjusted ones. NaN marks a test that
    was not made: it stays NaN, is no finding and does not count in m.

    Raises PsychometricsError for a p value outside 0 to 1 or another method, and
    UndefinedStatistic if there is no p value.

    Reference: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300;
    Benjamini & Yekutieli (2001), Annals of Statistics 29, 1165-1188, theorem 1.3.

    Examples:
        >>> result = false_discovery([0.01, 0.02, 0.03, 0.5])
        >>> result.adjusted.round(3).tolist(), result.rejected.tolist()
        ([0.04, 0.04, 0.04, 0.5], [True, True, True, False])
    """
    p = numeric_vector(p_values, name="p_values", at_least=0, tiny=True)
    require_share(rate, "rate")
    known = p == p
    _require_probabilities(p[known])
    adjusted = np.full(len(p), np.nan)
    adjusted[known] = _step_up(p[known], _penalty(method, int(known.sum())))
    missing = int((~known).sum())
    return FalseDiscovery(
        n=int(known.sum()),
        unit="tests",
        dropped=(Dropped(missing, "tests", "no p value"),) if missing else (),
        adjusted=read_only(adjusted),
        rejected=read_only(np.where(known, adjusted, 1.0) <= rate),
        rate=rate,
        method=method,
    )


def _require_probabilities(p: FloatArray) -> None:
    if not len(p):
        raise UndefinedStatistic("there is no p value to adjust", where="p_values")
    if p.min() < 0 or p.max() > 1:
        outside = p[(p < 0) | (p > 1)][0]
        raise PsychometricsError(f"expected p values from 0 to 1, got {outside}", where="p_values")


def _penalty(method: str, m: int) -> float:
    if method == "benjamini-hochberg":
        return 1.0
    if method == "benjamini-yekutieli":
        return float((1 / np.arange(1, m + 1)).sum())
    raise PsychometricsError(
        f"expected 'benjamini-hochberg' or 'benjamini-yekutieli', got {method!r}", where="method"
    )


def _step_up(p: FloatArray, penalty: float) -> FloatArray:
    falling = np.argsort(p, kind="stable")[::-1]
    ranks = np.arange(len(p), 0, -1)
    stepped = np.minimum.accumulate(penalty * p[falling] * len(p) / ranks)
    adjusted = np.empty(len(p))
    adjusted[falling] = np.minimum(stepped, 1.0)
    return adjusted
