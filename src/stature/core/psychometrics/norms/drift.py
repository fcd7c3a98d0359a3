"""Drift: whether a later norm group still scores like an earlier one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import gammaln, kolmogorov, ndtri

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_number, require_share
from stature.core.psychometrics.norms.frequencies import Frequencies
from stature.core.psychometrics.norms.group import NormGroup
from stature.core.psychometrics.norms.normed import Norms
from stature.core.psychometrics.results import Interval, Result, Statistic, decimals, p_text


class DriftVerdict(StrEnum):
    """What the interval of the mean's drift says beside the drift that would matter."""

    STABLE = "stable"
    DRIFTED = "drifted"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, kw_only=True, eq=False)
class NormDrift(Result):
    """Later norms against earlier ones.

    ``mean_drift`` is Hedges' g, later minus earlier; ``sd_ratio`` is later over earlier;
    ``distance`` is the largest gap between the two cumulated distributions (0 to 1), with
    Kolmogorov's large-sample probability ``distance_p``. ``noteworthy`` is the drift that matters.
    """

    mean_drift: Statistic
    sd_ratio: Statistic
    distance: float
    distance_p: float
    noteworthy: float
    unit: str = "people in both groups"

    @property
    def verdict(self) -> DriftVerdict:
        """Stable if the interval lies within the noteworthy drift, drifted if wholly beyond 0."""
        interval = self.mean_drift.interval
        assert interval is not None
        if -self.noteworthy < interval.low and interval.high < self.noteworthy:
            return DriftVerdict.STABLE
        if 0 not in interval and abs(self.mean_drift.estimate) >= self.noteworthy:
            return DriftVerdict.DRIFTED
        return DriftVerdict.UNCERTAIN

    def summary(self) -> str:
        """Whether the norms drifted, by how much, and how sure that is."""
        words = {
            DriftVerdict.STABLE: "The norms are stable.",
            DriftVerdict.DRIFTED: "The norms have drifted: replace the earlier ones.",
            DriftVerdict.UNCERTAIN: "Too little is known to say whether the norms drifted.",
        }
        return " ".join(
            [
                words[self.verdict],
                f"Mean: {decimals(self.mean_drift.estimate, 2)} standard deviations",
                f"({self.mean_drift.interval}).",
                f"SD ratio: {decimals(self.sd_ratio.estimate, 2)} ({self.sd_ratio.interval}).",
                f"Largest gap between the distributions: {decimals(100 * self.distance, 1)} "
                f"percentile points ({p_text(self.distance_p)}).",
                self._provenance(),
            ]
        )


def norm_drift(
    earlier: Norms, later: Norms, *, level: float = 0.95, noteworthy: float = 0.2
) -> NormDrift:
    """How far later norms have moved from earlier ones, in mean, spread and shape.

    Mean: g = J (M2 - M1) / S, S the pooled SD, J = Gamma(f/2) / (sqrt(f/2) Gamma((f - 1)/2)),
    f = n1 + n2 - 2, SE sqrt(1/n1 + 1/n2 + g^2 / (2 f)), normal limits. Spread: S2 / S1, with
    var(ln S_i) = (kurtosis_i - (n_i - 3)/n_i) / (4 (n_i - 1)), so that skewed norms are not taken
    for drift. Shape: Kolmogorov-Smirnov D; its p is too high for scores with few values.

    ``earlier`` and ``later`` are NormGroups or scores, of different people. Missing scores are
    left out and counted. ``noteworthy`` is in standard deviations.

    Raises UndefinedStatistic if a group has fewer than two scores or does not vary;
    PsychometricsError for a level outside 0 to 1 and a ``noteworthy`` of 0 or less.

    Reference: Hedges (1981), Journal of Educational Statistics 6, 107-128 (g); Bonett (2006),
    Computational Statistics & Data Analysis 50, 775-782 (SD); Smirnov (1948), Annals of
    Mathematical Statistics 19, 279-281.

    Examples:
        >>> drift = norm_drift([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])
        >>> round(drift.mean_drift.estimate, 4), drift.sd_ratio.estimate, round(drift.distance, 2)
        (0.5709, 1.0, 0.2)
    """
    z = float(ndtri((1 + require_share(level, "level")) / 2))
    noteworthy = require_number(noteworthy, "noteworthy", above=0)
    first, second = _varying(earlier, "earlier"), _varying(later, "later")
    distance = _largest_gap(first, second)
    effective = math.sqrt(first.n * second.n / (first.n + second.n))
    return NormDrift(
        n=first.n + second.n,
        dropped=(*first.dropped, *second.dropped),
        notes=_notes(earlier, later),
        mean_drift=_mean_drift(first, second, level, z),
        sd_ratio=_sd_ratio(first, second, level, z),
        distance=distance,
        distance_p=float(kolmogorov(effective * distance)),
        noteworthy=noteworthy,
    )


def _varying(norms: Norms, name: str) -> Frequencies:
    if isinstance(norms, NormGroup):
        norms = norms.frequencies
    table = norms if isinstance(norms, Frequencies) else Frequencies.of(norms, name=name)
    if table.sd == 0:
        raise UndefinedStatistic("everyone in the group has the same score", where=name)
    return table


def _notes(earlier: Norms, later: Norms) -> tuple[str, ...]:
    groups = [group for group in (earlier, later) if isinstance(group, NormGroup)]
    notes = [note for group in groups for note in group.notes]
    if len({(group.instrument, group.instrument_version) for group in groups}) > 1:
        notes.append("The instruments differ: drift may come from changed questions.")
    return tuple(notes)


def _mean_drift(first: Frequencies, second: Frequencies, level: float, z: float) -> Statistic:
    df = first.n + second.n - 2
    pooled = math.sqrt(((first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2) / df)
    unbiased = math.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / math.sqrt(df / 2)
    g = unbiased * (second.mean - first.mean) / pooled
    error = math.sqrt(1 / first.n + 1 / second.n + g * g / (2 * df))
    return Statistic(
        n=first.n + second.n,
        name="Drift of the mean (g)",
        estimate=g,
        standard_error=error,
        interval=Interval(g - z * error, g + z * error, level, "normal"),
    )


def _sd_ratio(first: Frequencies, second: Frequencies, level: float, z: float) -> Statistic:
    ratio = second.sd / first.sd
    error = math.sqrt(_variance_of_log_sd(first) + _variance_of_log_sd(second))
    return Statistic(
        n=first.n + second.n,
        name="Ratio of the standard deviations",
        estimate=ratio,
        standard_error=ratio * error,
        interval=Interval(
            ratio * math.exp(-z * error), ratio * math.exp(z * error), level, "normal for the log"
        ),
    )


def _variance_of_log_sd(table: Frequencies) -> float:
    return (table.kurtosis - (table.n - 3) / table.n) / (4 * (table.n - 1))


def _largest_gap(first: Frequencies, second: Frequencies) -> float:
    """The distributions differ most at one of the scores themselves."""
    places = np.union1d(first.values, second.values)
    shares = [np.add(*table.below_and_equal(places)) / table.n for table in (first, second)]
    return float(np.abs(shares[0] - shares[1]).max())
