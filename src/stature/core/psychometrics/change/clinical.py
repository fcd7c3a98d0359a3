"""Clinically significant change: reliable, and across the line between two populations."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_share, require_whole
from stature.core.psychometrics.change.individual_change import ChangeVerdict, ReliableChange
from stature.core.psychometrics.change.known_values import finite, positive_sd
from stature.core.psychometrics.results import Interval, Result, Statistic, StatisticOfSummary

Criterion = Literal["a", "b", "c"]
_SD_FROM_MEAN = 2


@dataclass(frozen=True, slots=True)
class Population:
    """A population by its mean and SD; ``n`` people behind them, or None if taken as known."""

    mean: float
    sd: float
    n: int | None = None

    def __post_init__(self) -> None:
        finite(self.mean, "mean")
        positive_sd(self.sd, "sd")
        if self.n is not None:
            require_whole(self.n, "n", at_least=2)


class ClinicalVerdict(StrEnum):
    """Jacobson and Truax's four outcomes; a missing score leaves it unknown."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSENED = "worsened"
    UNKNOWN = "unknown"


def clinical_cut_off(
    criterion: Criterion,
    *,
    below_par: Population | None = None,
    functional: Population | None = None,
    level: float = 0.95,
) -> StatisticOfSummary:
    """The line that a score must cross to count as one of the functional population.

    a: two SD from the mean of the below-par population, towards the functional one (upwards if
    none is given). b: two SD from the functional mean, towards the other (downwards if none). c:
    (S0 M1 + S1 M0) / (S0 + S1), which lies as many SDs from each mean. With n given, the standard
    error is by the delta method, var(M) = S^2/n and var(S) = S^2 / (2 (n - 1)).

    In raw units; any range. Takes summaries, so nothing can be missing.

    Raises PsychometricsError for another criterion, or one whose population is not given.

    Reference: Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19,
    p. 13; Jacobson, Follette & Revenstorf (1984), Behavior Therapy 15, 336-352.

    Examples:
        >>> low, high = Population(40, 7.5), Population(60, 7.5)
        >>> [clinical_cut_off(c, below_par=low, functional=high).estimate for c in "abc"]
        [55.0, 45.0, 50.0]
    """
    z = float(ndtri((1 + require_share(level, "level")) / 2))
    value, variance = _line(criterion, below_par, functional)
    people = [group.n or 0 for group in (below_par, functional) if group is not None]
    error = None if variance is None else math.sqrt(variance)
    limits = None if error is None else (value - z * error, value + z * error)
    return StatisticOfSummary(
        n=sum(people) or None,
        name=f"Cut-off {criterion}",
        estimate=value,
        standard_error=error,
        interval=None if limits is None else Interval(*limits, level, "delta method"),
        why_no_error="" if error else "the means and SDs are taken as known",
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class ClinicalChange(Result):
    """A ClinicalVerdict for each person, from a reliable change and a cut-off."""

    verdicts: npt.NDArray[Any]
    change: ReliableChange
    cut_off: float

    def count(self, verdict: ClinicalVerdict) -> int:
        """People with this verdict."""
        return int((self.verdicts == verdict).sum())

    def summary(self) -> str:
        """How many recovered, improved, stayed and worsened."""
        counts = ", ".join(
            f"{self.count(verdict):,} {verdict}"
            for verdict in ClinicalVerdict
            if verdict is not ClinicalVerdict.UNKNOWN
        )
        return f"{counts} ({self.change.method}). {self._provenance()}"


def clinically_significant_change(
    change: ReliableChange, cut_off: float | Statistic
) -> ClinicalChange:
    """Recovered, improved, unchanged or worsened, for each person.

    Recovered: reliably improved, and from the wrong side of the cut-off (or the line itself) to
    beyond it. Improved or worsened: reliably, without recovery. A missing score leaves the verdict
    unknown and is counted.

    Raises PsychometricsError for a cut-off that is not a number.

    Reference: Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19;
    Lambert & Ogles (2009), Psychotherapy Research 19, 493-501 (start on the wrong side).

    Examples:
        >>> from stature.core.psychometrics.change.change_index import reliable_change_index
        >>> change = reliable_change_index([32.5, 40], [47.5, 56], sd=7.5, reliability=0.8)
        >>> [str(verdict) for verdict in clinically_significant_change(change, 50).verdicts]
        ['improved', 'recovered']
    """
    line = cut_off.estimate if isinstance(cut_off, Statistic) else finite(cut_off, "cut_off")
    sign = 1 if change.higher_is_better else -1
    crossed = (sign * change.before <= sign * line) & (sign * change.after > sign * line)
    reliable = change.verdicts
    verdicts = np.full(len(reliable), ClinicalVerdict.UNCHANGED, dtype=object)
    verdicts[reliable == ChangeVerdict.IMPROVED] = ClinicalVerdict.IMPROVED
    verdicts[(reliable == ChangeVerdict.IMPROVED) & crossed] = ClinicalVerdict.RECOVERED
    verdicts[reliable == ChangeVerdict.WORSENED] = ClinicalVerdict.WORSENED
    verdicts[reliable == ChangeVerdict.UNKNOWN] = ClinicalVerdict.UNKNOWN
    verdicts.setflags(write=False)
    return ClinicalChange(
        n=change.n,
        dropped=change.dropped,
        notes=change.notes,
        verdicts=verdicts,
        change=change,
        cut_off=line,
    )


def _line(
    criterion: Criterion, below_par: Population | None, functional: Population | None
) -> tuple[float, float | None]:
    """The cut-off and its variance; no variance if a population is taken as known."""
    if criterion == "a" and below_par is not None:
        upwards = functional is None or functional.mean >= below_par.mean
        return _two_sd_from(below_par, 1 if upwards else -1)
    if criterion == "b" and functional is not None:
        upwards = below_par is not None and below_par.mean > functional.mean
        return _two_sd_from(functional, 1 if upwards else -1)
    if criterion == "c" and below_par is not None and functional is not None:
        return _between(below_par, functional)
    raise PsychometricsError(
        f"cut-off {criterion!r} needs its population",
        where="criterion",
        remedy="a: below_par; b: functional; c: both.",
    )


def _two_sd_from(group: Population, sign: int) -> tuple[float, float | None]:
    value = group.mean + sign * _SD_FROM_MEAN * group.sd
    if group.n is None:
        return value, None
    of_sd = _SD_FROM_MEAN**2 / (2 * (group.n - 1))
    return value, group.sd**2 * (1 / group.n + of_sd)


def _between(one: Population, other: Population) -> tuple[float, float | None]:
    total = one.sd + other.sd
    value = (one.sd * other.mean + other.sd * one.mean) / total
    if one.n is None or other.n is None:
        return value, None
    variance = 0.0
    for group, n, weight in ((one, one.n, other.sd), (other, other.n, one.sd)):
        of_sd = (other.mean - one.mean) * weight / total**2  # derivative by this group's SD
        variance += group.sd**2 * ((weight / total) ** 2 / n + of_sd**2 / (2 * (n - 1)))
    return value, variance
