"""Consistency: whether a person answers alike where most people do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_number, require_same_length, require_share
from stature.core.psychometrics.arrays import (
    FloatArray,
    IntArray,
    Numbers,
    numeric_table,
    read_only,
)
from stature.core.psychometrics.group_labels import group_codes
from stature.core.psychometrics.response_quality.index import PersonIndex
from stature.core.psychometrics.results import decimals

_LEAST_PAIRS = 3
_ROUNDING = 1e-12
_NO_CORRELATION = f"fewer than {_LEAST_PAIRS} pairs answered, or no variation among them"


@dataclass(frozen=True, kw_only=True, eq=False)
class PairConsistency(PersonIndex):
    """Correlations within persons over ``pairs`` of items (pairs × 2, counted from 0).

    ``pairs_answered`` counts the pairs that each person answered.
    """

    pairs: IntArray
    pairs_answered: IntArray


def even_odd_consistency(answers: Numbers, scales: Sequence[Any] | npt.NDArray[Any]) -> PersonIndex:
    """Even-odd consistency of each person: how well the halves of the scales agree.

    Formula: each scale gives two means, of its items in odd and in even places; r is the
    correlation of the two over the scales, within the person; stepped up by Spearman-Brown,
    2r / (1 + r), and no lower than -1. Range -1 to 1; high is consistent (careless::evenodd in R
    returns the negative since version 1.2).

    ``answers``: persons × items, keyed in one direction within scales; ``scales``: the scale of
    each item (labels; three scales at least with two items each). Missing answers: means of the
    items answered; a scale with an empty half is left out for that person. Persons with fewer
    than three scales, or whose halves do not vary, have no value (NaN).

    Raises PsychometricsError for another number of labels than of items and for fewer than three
    scales of two items, and UndefinedStatistic if no person has a value.

    Reference: Johnson (2005), Journal of Research in Personality 39, 103-129; Meade & Craig
    (2012), Psychological Methods 17, 437-455.

    Examples:
        >>> halves = even_odd_consistency([[1, 2, 3, 3, 5, 4]], ["a", "a", "b", "b", "c", "c"])
        >>> halves.values.tolist()
        [1.0]
    """
    table = numeric_table(answers)
    odd, even = _halves(table, scales)
    correlation = _row_correlations(odd, even)
    with np.errstate(divide="ignore"):
        stepped_up = 2 * correlation / (1 + correlation)
    return PersonIndex.of(
        "even-odd consistency",
        np.maximum(stepped_up, -1),
        f"fewer than {_LEAST_PAIRS} scales answered, or no variation among them",
    )


def psychometric_synonyms(answers: Numbers, *, above: float = 0.6) -> PairConsistency:
    """Consistency of each person over pairs of items that most people answer alike.

    Formula: the pairs are those with r > ``above`` over all persons; the index is the correlation
    within the person between the earlier and the later items of the pairs. Range -1 to 1; low
    is inconsistent. ``answers``: persons × items. Missing answers: correlations of items over
    the persons who answered both; pairs that a person did not answer are left out. Persons with
    fewer than three pairs, or whose answers to them do not vary, have no value (NaN;
    careless::psychsyn in R then shuffles the members of the pairs at random).

    Raises UndefinedStatistic if fewer than three pairs of items correlate so highly or no person
    has a value, and PsychometricsError for a limit outside 0 to 1.

    Reference: Meade & Craig (2012), Psychological Methods 17, 437-455.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> likes = np.repeat(rng.normal(size=(50, 4)), 2, axis=1) + rng.normal(0, 0.1, (50, 8))
        >>> synonyms = psychometric_synonyms(likes)
        >>> synonyms.pairs.tolist(), bool((synonyms.values > 0.5).all())
        ([[0, 1], [2, 3], [4, 5], [6, 7]], True)
    """
    table = numeric_table(answers)
    chosen = pairwise_correlations(table) > require_share(above, "above")
    return _pair_consistency("psychometric synonyms", table, chosen, f"above {decimals(above, 2)}")


def psychometric_antonyms(answers: Numbers, *, below: float = -0.6) -> PairConsistency:
    """Consistency of each person over pairs of items that most people answer in opposite ways.

    Formula: as psychometric_synonyms, over the pairs with r < ``below``. Range -1 to 1; high is
    inconsistent. Missing answers and persons without a value: as there.

    Raises UndefinedStatistic if fewer than three pairs of items correlate so negatively or no
    person has a value, and PsychometricsError for a limit outside -1 to 0.

    Reference: Johnson (2005), Journal of Research in Personality 39, 103-129; careless::psychant.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> likes = np.repeat(rng.normal(size=(50, 4)), 2, axis=1) + rng.normal(0, 0.1, (50, 8))
        >>> antonyms = psychometric_antonyms(likes * [1, -1, 1, -1, 1, -1, 1, -1])
        >>> bool((antonyms.values < -0.5).all())
        True
    """
    table = numeric_table(answers)
    chosen = pairwise_correlations(table) < require_number(below, "below", above=-1, below=0)
    return _pair_consistency("psychometric antonyms", table, chosen, f"below {decimals(below, 2)}")


def pairwise_correlations(table: FloatArray) -> FloatArray:
    """Correlations of items (J × J), each over the persons who answered both, from persons × items.

    Formula: Pearson's r with means and variances of those persons. Range -1 to 1. NaN where fewer
    than two persons answered both, or one of the items does not vary among them.

    Never fails on a table of numbers.

    Reference: Pearson (1896); cor(use = "pairwise.complete.obs") in R.

    Examples:
        >>> pairwise_correlations(np.array([[1.0, 1.0], [2.0, 2.0], [3.0, np.nan]])).tolist()
        [[1.0, 1.0], [1.0, 1.0]]
    """
    present = (~np.isnan(table)).astype(np.float64)
    n = present.T @ present
    filled = np.where(np.isnan(table), 0.0, table)
    centred = np.where(present > 0, filled - filled.sum(axis=0) / np.maximum(np.diag(n), 1), 0.0)
    sums, squares = centred.T @ present, (centred**2).T @ present
    products = centred.T @ centred - sums * sums.T / np.maximum(n, 1)
    spread = squares - sums**2 / np.maximum(n, 1)  # of the row's item over the column's persons
    spread = np.where(spread > _ROUNDING * squares, spread, 0.0)
    correlation = np.full(n.shape, np.nan)
    np.divide(products, np.sqrt(spread * spread.T), out=correlation, where=spread * spread.T > 0)
    return np.asarray(np.clip(correlation, -1, 1))


def _halves(table: FloatArray, scales: Sequence[Any] | npt.NDArray[Any]) -> list[FloatArray]:
    """Means of the items in odd and in even places of each scale (persons × scales)."""
    members = group_codes(scales, name="scales")
    require_same_length(table.T, members.codes, "scales")
    if not members.known.all():
        raise PsychometricsError("expected a scale for every item", where="scales")
    if (members.sizes >= 2).sum() < _LEAST_PAIRS:
        raise PsychometricsError(
            f"needs at least {_LEAST_PAIRS} scales with two items or more", where="scales"
        )
    belongs = members.codes[:, None] == np.arange(len(members.labels))
    place = np.where(belongs, np.cumsum(belongs, axis=0), 0)
    return [_means(table, belongs & (place % 2 == odd)) for odd in (1, 0)]


def _means(table: FloatArray, belongs: npt.NDArray[np.bool_]) -> FloatArray:
    present = ~np.isnan(table)
    answered = present.astype(np.float64) @ belongs
    means = np.full(answered.shape, np.nan)
    sums = np.where(present, table, 0.0) @ belongs
    np.divide(sums, answered, out=means, where=answered > 0)
    return means


def _pair_consistency(
    name: str, table: FloatArray, chosen: npt.NDArray[np.bool_], words: str
) -> PairConsistency:
    pairs = np.argwhere(np.triu(chosen, 1))
    if len(pairs) < _LEAST_PAIRS:
        raise UndefinedStatistic(
            f"{len(pairs)} pairs of items correlate {words}; {name} need {_LEAST_PAIRS}",
            where="answers",
            remedy="Choose a limit nearer to 0, or do without this index.",
        )
    correlation, answered = _correlations_over_pairs(table, np.triu(chosen, 1).astype(np.float64))
    return PairConsistency.of(
        name,
        correlation,
        _NO_CORRELATION,
        pairs=read_only(pairs),
        pairs_answered=read_only(answered),
    )


def _correlations_over_pairs(table: FloatArray, linked: FloatArray) -> tuple[FloatArray, IntArray]:
    """Correlation within each person over the linked items, and the pairs that person answered.

    Sums over pairs are products with the matrix of links (J × J, earlier × later), so hundreds of
    pairs cost no more than a few. Answers less the person's mean keep the sums small.
    """
    present = (~np.isnan(table)).astype(np.float64)
    mean = np.where(present > 0, table, 0.0).sum(axis=1) / np.maximum(present.sum(axis=1), 1)
    answers = np.where(present > 0, table - mean[:, None], 0.0)
    as_earlier, as_later = present @ linked.T, present @ linked  # pairs each item stands in
    n = _row_sums(present, as_earlier)
    sums = [_row_sums(answers, times * present) for times in (as_earlier, as_later)]
    squares = [_row_sums(answers**2, times * present) for times in (as_earlier, as_later)]
    spreads = [_spread(square, total, n) for square, total in zip(squares, sums, strict=True)]
    product = _row_sums(answers @ linked, answers) - sums[0] * sums[1] / np.maximum(n, 1)
    correlation = np.full(len(n), np.nan)
    defined = (n >= _LEAST_PAIRS) & (spreads[0] > 0) & (spreads[1] > 0)
    np.divide(product, np.sqrt(spreads[0] * spreads[1]), out=correlation, where=defined)
    return np.asarray(np.clip(correlation, -1, 1)), n.astype(np.intp)


def _row_sums(first: FloatArray, second: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("ij,ij->i", first, second))


def _spread(squares: FloatArray, sums: FloatArray, n: FloatArray) -> FloatArray:
    """Sums of squares about the mean; those of rounding errors alone become 0."""
    spread = squares - sums**2 / np.maximum(n, 1)
    return np.where(spread > _ROUNDING * squares, spread, 0.0)


def _row_correlations(first: FloatArray, second: FloatArray) -> FloatArray:
    """Correlation within each row over the columns present in both; NaN where there is none."""
    both = ~np.isnan(first + second)
    n = both.sum(axis=1)
    first, second = (_centred_rows(values, both, n) for values in (first, second))
    spread = (first**2).sum(axis=1) * (second**2).sum(axis=1)
    correlation = np.full(len(n), np.nan)
    defined = (n >= _LEAST_PAIRS) & (spread > 0)
    np.divide((first * second).sum(axis=1), np.sqrt(spread), out=correlation, where=defined)
    return np.asarray(np.clip(correlation, -1, 1))


def _centred_rows(values: FloatArray, both: npt.NDArray[np.bool_], n: IntArray) -> FloatArray:
    """Rows less their mean; rows that vary only by rounding become zeros."""
    values = np.where(both, values, 0.0)
    mean = values.sum(axis=1) / np.maximum(n, 1)
    centred = np.where(both, values - mean[:, None], 0.0)
    flat = (centred**2).sum(axis=1) <= _ROUNDING * (values**2).sum(axis=1)
    centred[flat] = 0.0
    return centred
