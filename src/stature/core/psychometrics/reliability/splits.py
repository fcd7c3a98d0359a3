"""The split of a scale into two parts that agree best, for Guttman's lambda 4."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import BoolArray, FloatArray, Numbers, read_only
from stature.core.psychometrics.reliability.covariance import covariance_table

_MOST_ITEMS_FOR_ALL_SPLITS = 22
_RANDOM_STARTS = 100


@dataclass(frozen=True, eq=False)
class BestSplit:
    """Which items form the first part, and whether every split was compared."""

    first: BoolArray
    exact: bool

    @property
    def signs(self) -> FloatArray:
        """1 for items of the first part, -1 for the others."""
        return np.where(self.first, 1.0, -1.0)


def best_split(covariance: Numbers) -> BestSplit:
    """The split of items into two parts with the highest split-half reliability.

    Formula: over signs s = ±1 that are not all alike, minimise s'Cs, the variance of the
    difference between the parts; lambda 4 is 1 - s'Cs / (sum of C). Parts may differ in length.
    Up to 22 items all 2^(p-1) - 1 splits are compared. Beyond, the best of 100 random starts and
    of the p principal directions, each improved by moving one or two items until nothing helps;
    that is a lower bound, and ``exact`` is false.

    Raises PsychometricsError if the table (items × items) is not square and symmetric.

    Reference: Guttman (1945), Psychometrika 10, 255-282 (lambda 4 holds for any split); best
    split: Jackson & Agunwamba (1977), Psychometrika 42, 567-578.

    Examples:
        >>> best_split([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]]).first.tolist()
        [True, False, True]
    """
    table = covariance_table(covariance)
    if len(table) <= _MOST_ITEMS_FOR_ALL_SPLITS:
        return BestSplit(read_only(_best_of_all(table)), exact=True)
    return BestSplit(read_only(_best_by_search(table)), exact=False)


def _best_of_all(covariance: FloatArray) -> BoolArray:
    """All splits at once: signs of the first items by rows, of the other items by columns."""
    p = len(covariance)
    rows, columns = _all_signs(p // 2), _all_signs(p - p // 2)
    rows = rows[rows[:, 0] > 0]  # a split and its mirror are one
    k = p // 2
    variance = (
        _forms(rows, covariance[:k, :k])[:, None]
        + _forms(columns, covariance[k:, k:])
        + 2 * rows @ covariance[:k, k:] @ columns.T
    )
    variance[0, 0] = np.inf  # all items in one part
    row, column = np.unravel_index(int(np.argmin(variance)), variance.shape)
    best: BoolArray = np.concatenate([rows[row], columns[column]]) > 0
    return best


def _all_signs(items: int) -> FloatArray:
    codes = np.arange(1 << items)
    return np.where((codes[:, None] >> np.arange(items)) & 1, -1.0, 1.0)


def _forms(signs: FloatArray, covariance: FloatArray) -> FloatArray:
    forms: FloatArray = ((signs @ covariance) * signs).sum(axis=1)
    return forms


def _best_by_search(covariance: FloatArray) -> BoolArray:
    p = len(covariance)
    random = np.random.default_rng(1).choice([-1.0, 1.0], size=(_RANDOM_STARTS, p))
    directions = np.where(np.linalg.eigh(covariance)[1].T >= 0, 1.0, -1.0)
    found = np.stack([_improved(start, covariance) for start in (*directions, *random)])
    variance = _forms(found, covariance)
    variance[np.abs(found.sum(axis=1)) == p] = np.inf
    best = found[int(np.argmin(variance))]
    first: BoolArray = best == best[0]
    return first


def _improved(signs: FloatArray, covariance: FloatArray) -> FloatArray:
    """Move the one or two items that lower the variance of the difference most, until none do."""
    signs = signs.copy()
    while True:
        one = 4 * (np.diag(covariance) - signs * (covariance @ signs))
        two = one[:, None] + one + 8 * np.outer(signs, signs) * covariance
        np.fill_diagonal(two, one)
        change = int(np.argmin(two))
        if two.flat[change] >= -1e-10 * np.trace(covariance):
            return signs
        items = list({change // len(signs), change % len(signs)})
        signs[items] *= -1
