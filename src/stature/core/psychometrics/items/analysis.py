"""Item analysis: how hard each item is, how it is answered, how it goes with the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.special import ndtri

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    Numbers,
    numeric_table,
    read_only,
)
from stature.core.psychometrics.items.covariances import (
    alpha_if_deleted,
    corrected_item_total_correlations,
    item_rest_correlations,
    item_total_correlations,
)
from stature.core.psychometrics.items.figures import ItemAnalysis
from stature.core.psychometrics.items.options import MOST_OPTIONS, OptionCounts, option_counts
from stature.core.psychometrics.moments import Missing, Moments, complete_rows, item_moments
from stature.core.psychometrics.results import listed
from stature.core.psychometrics.scales import require_within_bounds, scale_bounds

_ROUNDING = 1e-12


def item_analysis(
    answers: Numbers,
    *,
    missing: Missing = "pairwise",
    lowest: Numbers | None = None,
    highest: Numbers | None = None,
    level: float = 0.95,
) -> ItemAnalysis:
    """Item analysis: difficulty, spread, correlation with the other items, alpha without the item.

    Formulas: difficulty = (mean - lowest) / (highest - lowest); skew = sum (x - mean)³ / (n SD³);
    item-rest correlation, alpha if deleted and the rest from the covariance matrix, see
    items.covariances. Interval of the item-rest correlation: tanh(atanh r ± z / sqrt(n - 3)).

    ``answers``: persons × J items (two at least), keyed in one direction. Bounds are one number
    each, or one for each item. Missing answers: "pairwise" takes for each item the persons who
    answered it, for each covariance those who answered both, and for the interval the least n of
    the item's covariances; "listwise" takes the persons with every answer.

    Raises PsychometricsError for fewer than two items and for answers outside the bounds, and
    UndefinedStatistic if no item varies, too few persons are left, or pairwise covariances
    contradict each other.

    Reference: Nunnally & Bernstein (1994), Psychometric Theory, ch. 8; psych::alpha in R, whose
    ``raw.r``, ``std.r``, ``r.cor``, ``r.drop`` and ``alpha.drop`` these are; Fisher (1921) for the
    interval; Joanes & Gill (1998), The Statistician 47, 183-189, b1 (skew).

    Examples:
        >>> items = item_analysis([[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 5, 5]])
        >>> items.item_rest.round(3).tolist()
        [0.976, 0.911, 0.89]
        >>> items.alpha_if_deleted.round(3).tolist()
        [0.905, 0.96, 0.967]
    """
    require_share(level, "level")
    table = _on_the_scale(answers, lowest, highest)
    found = item_moments(table, missing=missing)
    if missing == "listwise":
        table, _ = complete_rows(table)
    covariance, varies = _without_constants(table, found)
    alpha = _alpha(covariance)
    item_rest = item_rest_correlations(covariance)
    low, high = _fisher_interval(item_rest, found.pairs.min(axis=1), level)
    corrected = _of_varying(corrected_item_total_correlations, covariance, varies)
    deleted = alpha_if_deleted(covariance)
    return ItemAnalysis(
        n=found.n,
        dropped=found.dropped,
        notes=_notes(varies, item_rest, corrected, deleted),
        **_distribution(table, covariance, found),
        **_extremes(table, found, lowest, highest),
        item_total=read_only(_correlations_with_mean(table, varies)),
        item_total_standardised=_of_varying(item_total_correlations, covariance, varies),
        item_total_corrected=corrected,
        item_rest=read_only(item_rest),
        item_rest_low=read_only(low),
        item_rest_high=read_only(high),
        level=level,
        alpha=alpha,
        alpha_if_deleted=read_only(deleted),
        options=_options(table, lowest, highest, level),
        missing=missing,
    )


def _on_the_scale(answers: Numbers, lowest: Numbers | None, highest: Numbers | None) -> FloatArray:
    table = numeric_table(answers, at_least=(2, 2))
    if lowest is None and highest is None:
        return table
    if lowest is None or highest is None:
        raise PsychometricsError("give both the lowest and the highest answer", where="bounds")
    return require_within_bounds(table, lowest, highest)


def _without_constants(table: FloatArray, found: Moments) -> tuple[FloatArray, BoolArray]:
    """Covariances with exact zeros for items that do not vary, and which items do vary."""
    varies = np.nanmin(table, axis=0) < np.nanmax(table, axis=0)
    if not varies.any():
        raise UndefinedStatistic(
            "no item varies", where="answers", remedy="Everybody gave the same answers."
        )
    return np.where(np.outer(varies, varies), found.covariance, 0.0), varies


def _distribution(table: FloatArray, covariance: FloatArray, found: Moments) -> dict[str, Any]:
    """How many answered each item, their mean with its error, and how they differ."""
    answered = (~np.isnan(table)).sum(axis=0)
    deviation = np.sqrt(np.diag(covariance))
    cubes = np.nansum((table - found.mean) ** 3, axis=0) / answered
    skew = np.full(len(deviation), np.nan)
    np.divide(cubes, deviation**3, out=skew, where=deviation > 0)
    return {
        "answered": read_only(answered),
        "mean": found.mean,
        "standard_error": read_only(deviation / np.sqrt(answered)),
        "standard_deviation": read_only(deviation),
        "skew": read_only(skew),
    }


def _extremes(
    table: FloatArray, found: Moments, lowest: Numbers | None, highest: Numbers | None
) -> dict[str, Any]:
    """The mean as a share of the item's range, and the shares at both ends of it."""
    if lowest is None or highest is None:
        return {"difficulty": None, "floor": None, "ceiling": None}
    low, high = scale_bounds(lowest, highest, table.shape[1])
    answered = (~np.isnan(table)).sum(axis=0)
    return {
        "difficulty": read_only((found.mean - low) / (high - low)),
        "floor": read_only((table == low).sum(axis=0) / answered),
        "ceiling": read_only((table == high).sum(axis=0) / answered),
    }


def _options(
    table: FloatArray, lowest: Numbers | None, highest: Numbers | None, level: float
) -> OptionCounts | None:
    """Counts of the whole numbers between the bounds, or of the answers found; few enough."""
    found = np.unique(table[~np.isnan(table)])
    whole = bool((found == np.floor(found)).all())
    if whole and lowest is not None and highest is not None:
        offered = np.arange(np.ceil(np.min(lowest)), np.max(highest) + 1)
        found = offered if len(offered) <= MOST_OPTIONS else found
    return None if len(found) > MOST_OPTIONS else option_counts(table, options=found, level=level)


def _correlations_with_mean(table: FloatArray, varies: BoolArray) -> FloatArray:
    """Of each item with the mean of all items a person answered, over the item's own persons."""
    present = ~np.isnan(table)
    answers = np.where(present, table - np.nanmean(table), 0.0)  # r is the same, rounding less
    mean = answers.sum(axis=1) / np.maximum(present.sum(axis=1), 1)
    n = present.sum(axis=0)
    means = np.where(present, mean[:, None], 0.0)
    means = np.where(present, means - means.sum(axis=0) / n, 0.0)
    answers = np.where(present, answers - answers.sum(axis=0) / n, 0.0)
    spread = np.sqrt((answers**2).sum(axis=0) * (means**2).sum(axis=0))
    correlation = np.full(len(n), np.nan)
    tiny = _ROUNDING * float((answers**2).sum())
    defined = varies & ((means**2).sum(axis=0) > tiny)
    np.divide((answers * means).sum(axis=0), spread, out=correlation, where=defined)
    return correlation


def _of_varying(
    statistic: Callable[[FloatArray], FloatArray], covariance: FloatArray, varies: BoolArray
) -> FloatArray:
    """A statistic of the correlations of the items that vary; NaN for the others."""
    kept = covariance[np.ix_(varies, varies)]
    deviation = np.sqrt(np.diag(kept))
    correlation = kept / np.outer(deviation, deviation)
    np.fill_diagonal(correlation, 1.0)
    values = np.full(len(varies), np.nan)
    values[varies] = statistic(correlation)
    return read_only(values)


def _fisher_interval(
    correlation: FloatArray, n: FloatArray, level: float
) -> tuple[FloatArray, FloatArray]:
    """With three persons or fewer, nothing is known: the interval is -1 to 1."""
    z = float(ndtri((1 + level) / 2))
    half = np.full(len(n), np.inf)
    np.divide(z, np.sqrt(np.maximum(n - 3, 0)), out=half, where=n > 3)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.arctanh(correlation)
        low, high = np.tanh(centre - half), np.tanh(centre + half)
    perfect = np.isinf(centre)  # the error of a perfect correlation is 0 at any n
    return np.where(perfect, correlation, low), np.where(perfect, correlation, high)


def _numbered(items: BoolArray) -> str:
    """Items by number, counted from 1."""
    places = np.flatnonzero(items) + 1
    return f"item{'s' * (len(places) > 1)} {listed(places.tolist())}"


def _alpha(covariance: FloatArray) -> float:
    items, total = len(covariance), float(covariance.sum())
    if total <= _ROUNDING * float(np.trace(covariance)):
        raise UndefinedStatistic(
            "the sum of the items does not vary",
            where="answers",
            remedy="Check which items wait to be reverse-keyed.",
        )
    return items / (items - 1) * (1 - float(np.trace(covariance)) / total)


def _notes(
    varies: BoolArray, item_rest: FloatArray, corrected: FloatArray, deleted: FloatArray
) -> tuple[str, ...]:
    alone, uncommon, undefined = (
        int(np.isnan(values).sum()) for values in (item_rest, corrected, deleted)
    )
    notes = []
    if not varies.all():
        notes.append(f"No correlation for {_numbered(~varies)}: everybody gave the same answer.")
    lonely = varies & np.isnan(item_rest)
    if lonely.any():
        notes.append(
            f"No correlation for {_numbered(lonely)}: the answers to the others, taken together, "
            "do not vary."
        )
    if uncommon > alone:
        notes.append("The items have nothing in common: check which wait to be reverse-keyed.")
    if len(deleted) == 2:
        notes.append("Alpha without an item needs three items.")
    elif undefined:
        notes.append(f"Alpha is not defined without {undefined} of the items.")
    return tuple(notes)
