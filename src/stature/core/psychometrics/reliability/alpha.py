"""Cronbach's alpha: how far the items of a scale say the same, with its error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table
from stature.core.psychometrics.moments import Missing
from stature.core.psychometrics.reliability.alpha_sample import AlphaSample, alpha_sample
from stature.core.psychometrics.reliability.covariance import covariance_table, total_variance
from stature.core.psychometrics.reliability.intervals import feldt_interval, normal_interval
from stature.core.psychometrics.results import Interval, Statistic, counted, decimals

AlphaInterval = Literal["distribution-free", "feldt", "bootstrap"]
_INTERVALS = ("distribution-free", "feldt", "bootstrap")
_ENOUGH_PERSONS = 100


@dataclass(frozen=True, kw_only=True, eq=False)
class CronbachAlpha(Statistic):
    """Cronbach's alpha of the sum or mean of the items.

    ``standardized`` is alpha of the items scaled to the same variance and ``mean_correlation``
    their mean correlation; both are None if an item does not vary. ``items`` counts the items.
    """

    items: int
    standardized: float | None
    mean_correlation: float | None

    def summary(self) -> str:
        """Alpha with its error, and how the items hang together."""
        together = counted(self.items, "items")
        if self.mean_correlation is not None:
            together += f", mean correlation {decimals(self.mean_correlation)}"
        return f"{super().summary()} {together}."


def cronbach_alpha(
    answers: Numbers,
    *,
    missing: Missing = "listwise",
    interval: AlphaInterval = "distribution-free",
    level: float = 0.95,
    seed: int = 1,
    replicates: int = 2_000,
) -> CronbachAlpha:
    """Cronbach's alpha of a scale, from answers (persons × items, NaN where missing).

    Formula: p/(p-1) (1 - sum of item variances / variance of the sum), for p items; at most 1,
    and below zero when the items go against each other. The items must point the same way:
    reverse them first.

    Missing: listwise keeps persons with every answer; pairwise takes each covariance from the
    persons with both answers, which assumes that answers are missing at random.

    Error: the standard error comes from the influence of each person on alpha and assumes no
    distribution; pairwise, each person counts in the covariances to which the person adds. The
    distribution-free interval is estimate ± z × standard error, cut off at 1. The interval of
    Feldt is exact if items are normal with equal variances and covariances; pairwise, n is the
    number of persons with any answer. The bootstrap (BCa, listwise) brings its own standard error.

    Raises UndefinedStatistic for one item, fewer than three persons, or a sum that does not vary;
    PsychometricsError for an unknown option.

    Reference: Cronbach (1951), Psychometrika 16, eq. 2; Feldt, Woodruff & Salih (1987), Applied
    Psychological Measurement 11, 93-103; Maydeu-Olivares, Coffman & Hartmann (2007),
    Psychological Methods 12, 157-176; pairwise: van Praag, Dijkstra & van Velzen (1985),
    Psychometrika 50, 25-36.

    Examples:
        >>> answers = [[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 4, 4]]
        >>> alpha = cronbach_alpha(answers, interval="feldt")
        >>> round(alpha.estimate, 4), round(alpha.interval.low, 4)
        (0.9216, 0.6037)
    """
    require_share(level, "level")
    if interval not in _INTERVALS:
        raise PsychometricsError(
            f"expected one of {', '.join(_INTERVALS)}, got {interval!r}", where="interval"
        )
    sample = alpha_sample(numeric_table(answers), missing)
    estimate = alpha_of_covariance(sample.covariance)
    error, bounds = _error(sample, estimate, interval, level, seed, replicates)
    mean_correlation = _mean_correlation(sample.covariance)
    items = len(sample.covariance)
    return CronbachAlpha(
        name="Cronbach's alpha",
        estimate=estimate,
        standard_error=error,
        interval=bounds,
        n=sample.n,
        dropped=sample.dropped,
        notes=tuple(_notes(estimate, mean_correlation, sample.n, interval)),
        items=items,
        standardized=None
        if mean_correlation is None
        else items * mean_correlation / (1 + (items - 1) * mean_correlation),
        mean_correlation=mean_correlation,
    )


def alpha_of_covariance(covariance: Numbers) -> float:
    """Cronbach's alpha from covariances (items × items); from correlations, standardized alpha.

    Formula: p/(p-1) (1 - trace / sum of all entries). The error needs the answers: see
    ``cronbach_alpha``.

    Raises PsychometricsError for a table that is not square and symmetric or has fewer than two
    items, and UndefinedStatistic if the sum of the items does not vary.

    Reference: Cronbach (1951), Psychometrika 16, eq. 2.

    Examples:
        >>> round(alpha_of_covariance([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]), 6)
        0.75
    """
    table = covariance_table(covariance)
    p = len(table)
    return p / (p - 1) * (1 - float(np.trace(table)) / total_variance(table))


def _error(
    sample: AlphaSample, alpha: float, kind: str, level: float, seed: int, replicates: int
) -> tuple[float, Interval]:
    if kind == "bootstrap":
        drawn = sample.bootstrap(replicates, seed)
        return float(drawn.standard_error[0]), drawn.interval(level=level)
    error = sample.standard_error()
    if kind == "feldt":
        items = len(sample.covariance)
        return error, feldt_interval(alpha, n=sample.n, items=items, level=level)
    return error, normal_interval(alpha, error, level=level, method="distribution-free")


def _mean_correlation(covariance: FloatArray) -> float | None:
    spread = np.sqrt(np.diag(covariance))
    if not spread.all():
        return None
    p = len(spread)
    total = float((covariance / np.outer(spread, spread)).sum())
    return (total - p) / (p * (p - 1))


def _notes(alpha: float, mean_correlation: float | None, n: int, interval: str) -> list[str]:
    notes = []
    if alpha < 0:
        notes.append(
            "Alpha is below zero: on average the items go against each other. "
            "Check that items worded the other way are reversed."
        )
    if alpha > 1:
        notes.append("Alpha is above 1: too few persons answered the same items. Use listwise.")
    if mean_correlation is None:
        notes.append("An item has the same answer from everyone and adds nothing.")
    if interval == "distribution-free" and n < _ENOUGH_PERSONS:
        notes.append(f"With fewer than {_ENOUGH_PERSONS} persons the interval is rough.")
    return notes
