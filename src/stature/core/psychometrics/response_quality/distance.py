"""How unusual a person's whole pattern of answers is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    Numbers,
    numeric_table,
    read_only,
)
from stature.core.psychometrics.moments import Missing, item_moments
from stature.core.psychometrics.response_quality.index import PersonIndex

_LARGEST_CONDITION = 1e12


@dataclass(frozen=True, kw_only=True, eq=False)
class MahalanobisDistance(PersonIndex):
    """Squared Mahalanobis distances of persons in ``values``.

    ``degrees_of_freedom`` holds the items each distance rests on and ``p`` the chance of a
    distance as large under a multivariate normal distribution (NaN where there is none).
    """

    degrees_of_freedom: FloatArray
    p: FloatArray


def mahalanobis_distance(answers: Numbers, *, missing: Missing = "pairwise") -> MahalanobisDistance:
    """Squared Mahalanobis distance D² of each person's answers from the mean, with its p-value.

    Formula: D² = (x - m)' S^-1 (x - m) with means m and covariances S (divisor n - 1); p is the
    upper tail of chi-square with as many degrees of freedom as items. D² is 0 or more; the mean
    over complete persons is J (n - 1) / n. Answers on a few steps are not normal, so p is rough.

    ``answers``: persons × J items. Missing answers: with "pairwise", m and S rest on all answers
    (each pair of items on those who answered both), and a person's D² and degrees of freedom on
    the items answered, with the part of S that belongs to them. With "listwise", m and S rest on
    the persons with every answer, and others have no value (NaN).

    Raises UndefinedStatistic if the covariance matrix is singular (an item that does not vary, an
    item that repeats others, fewer persons than items) or not positive definite.

    Reference: Mahalanobis (1936); Meade & Craig (2012), Psychological Methods 17, 437-455.
    careless::mahad and psych::outlier in R agree on complete answers; for missing answers they
    put the mean and keep all degrees of freedom, which makes gaps look usual.

    Examples:
        >>> distance = mahalanobis_distance([[1, 1], [2, 3], [3, 2], [4, 4], [5, 1]])
        >>> distance.values.round(3).tolist()
        [2.197, 0.884, 0.024, 2.125, 2.77]
    """
    table = numeric_table(answers)
    found = item_moments(table, missing=missing)
    covariance = _scaled(found.covariance)
    _refuse_singular(covariance)
    centred = (table - found.mean) / np.sqrt(np.diag(found.covariance))
    present = ~np.isnan(centred)
    known = present.all(axis=1) if missing == "listwise" else present.any(axis=1)
    squares = np.full(len(table), np.nan)
    squares[known] = _squared_distances(centred[known], present[known], covariance)
    freedom = np.where(known, present.sum(axis=1), np.nan)
    return MahalanobisDistance.of(
        "squared Mahalanobis distance",
        squares,
        "an answer is missing" if missing == "listwise" else "no answer at all",
        degrees_of_freedom=read_only(freedom),
        p=read_only(chdtrc(freedom, squares)),
    )


def _scaled(covariance: FloatArray) -> FloatArray:
    """Correlations: D² is the same, and items in small units do not look singular."""
    variance = np.diag(covariance)
    if not (variance > 0).all():
        raise UndefinedStatistic(
            "an item that everyone answers alike leaves no distance",
            where=f"items[{int(np.argmin(variance))}]",
            remedy="Leave the item out.",
        )
    scaled: FloatArray = covariance / np.sqrt(np.outer(variance, variance))
    return scaled


def _refuse_singular(correlation: FloatArray) -> None:
    roots = np.linalg.eigvalsh(correlation)
    if roots[0] <= roots[-1] / _LARGEST_CONDITION:
        raise UndefinedStatistic(
            "the covariance matrix cannot be inverted",
            where="answers",
            remedy="An item repeats others, or there are too few persons (leave items out), or "
            "missing answers make covariances contradict each other (use missing='listwise').",
        )


def _squared_distances(
    centred: FloatArray, present: BoolArray, covariance: FloatArray
) -> FloatArray:
    """One solution for each pattern of missing answers, for all persons who share it."""
    _, first, pattern = np.unique(
        np.packbits(present, axis=1), axis=0, return_index=True, return_inverse=True
    )
    sizes = np.bincount(pattern.ravel())
    sharing = np.split(np.argsort(pattern.ravel(), kind="stable"), np.cumsum(sizes)[:-1])
    squares = np.empty(len(centred))
    for answered, persons in zip(present[first], sharing, strict=True):
        answers = centred[np.ix_(persons, answered)]
        solved = np.linalg.solve(covariance[np.ix_(answered, answered)], answers.T)
        squares[persons] = (answers * solved.T).sum(axis=1)
    return squares
