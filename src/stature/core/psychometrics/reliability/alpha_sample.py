"""What alpha needs of a sample: covariances, and what each person adds to the estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.bootstrap import Bootstrap, bootstrap_means
from stature.core.psychometrics.moments import Missing, complete_rows, item_moments
from stature.core.psychometrics.reliability.covariance import (
    error_from_influence,
    total_variance,
)
from stature.core.psychometrics.results import Dropped


@dataclass(frozen=True, eq=False)
class AlphaSample:
    """Covariances of the items, and deviations from the mean: items × persons, not the reverse.

    In that layout sums over items and over persons both run along memory, which makes alpha
    several times as fast. ``pairs`` counts the persons behind each covariance; None is all n.
    ``deviations`` is zero and ``present`` false where an answer is missing.
    """

    covariance: FloatArray
    deviations: FloatArray
    n: int
    dropped: tuple[Dropped, ...]
    pairs: FloatArray | None = None
    present: FloatArray | None = None

    def standard_error(self) -> float:
        """Standard error of alpha without assuming a distribution.

        Reference: Maydeu-Olivares, Coffman & Hartmann (2007), Psychological Methods 12, 157-176.
        """
        if self.pairs is None:
            return error_from_influence(self._influence())
        return error_from_influence(self._influence_of_pairs(self.pairs))

    def bootstrap(self, replicates: int, seed: int) -> Bootstrap:
        """Bootstrap of alpha: it depends on means of items, squares and squared sums only."""
        if self.pairs is not None:
            raise PsychometricsError(
                "the bootstrap resamples persons with every answer",
                where="interval",
                remedy="Use missing='listwise' or another interval.",
            )
        squares, total = self._squares()
        columns = np.column_stack([self.deviations.T, squares, total**2])
        return bootstrap_means(_alpha_of_means, columns, replicates=replicates, seed=seed)

    def _squares(self) -> tuple[FloatArray, FloatArray]:
        """For each person the sum of squared deviations, and the deviation of the total."""
        squares = np.einsum("ij,ij->j", self.deviations, self.deviations)
        return squares, self.deviations.sum(axis=0)

    def _influence(self) -> FloatArray:
        p = len(self.covariance)
        variances, total = np.trace(self.covariance), total_variance(self.covariance)
        squares, sums = self._squares()
        influence: FloatArray = p / (p - 1) / total * (variances / total * sums**2 - squares)
        return influence

    def _influence_of_pairs(self, pairs: FloatArray) -> FloatArray:
        """As ``_influence``, each covariance about the means of the persons with both answers."""
        assert self.present is not None
        z, present, p = self.deviations, self.present, len(self.covariance)
        total = total_variance(self.covariance)
        gradient = p / (p - 1) * (np.trace(self.covariance) / total**2 - np.eye(p) / total)
        weight = self.n * gradient / pairs
        centre = z @ present.T / pairs  # of item j over the persons who answered item k
        products = (weight @ z) * z
        shifts = ((weight * centre) @ z) * present
        constants = ((weight * (centre * centre.T - self.covariance)) @ present) * present
        influence: FloatArray = (products - 2 * shifts + constants).sum(axis=0)
        return influence


def alpha_sample(table: FloatArray, missing: Missing) -> AlphaSample:
    """The sample behind alpha, from answers (persons × items, NaN where missing).

    Raises UndefinedStatistic for one item or fewer than three persons, and PsychometricsError
    for an unknown rule.

    Reference: Maydeu-Olivares, Coffman & Hartmann (2007), Psychological Methods 12, 157-176.

    Examples:
        >>> alpha_sample(np.array([[1.0, 2.0], [2.0, 2.0], [3.0, 5.0]]), "listwise").deviations
        array([[-1.,  0.,  1.],
               [-1., -1.,  2.]])
    """
    if table.shape[1] < 2:
        raise UndefinedStatistic(
            "one item cannot agree with others; alpha needs two or more",
            where="items",
            remedy="For a single item, ask twice and correlate the two occasions.",
        )
    if missing == "listwise":
        return _listwise(table)
    if missing == "pairwise":
        return _pairwise(table)
    raise PsychometricsError(f"expected 'listwise' or 'pairwise', got {missing!r}", where="missing")


def _listwise(table: FloatArray) -> AlphaSample:
    kept, dropped = (complete_rows(table)) if np.isnan(table).any() else (table, ())
    n = _require_three(len(kept))
    answers = np.ascontiguousarray(kept.T)
    deviations = answers - answers.mean(axis=1, keepdims=True)
    deviations[answers.min(axis=1) == answers.max(axis=1)] = 0.0  # not 1e-16 by rounding
    return AlphaSample(deviations @ deviations.T / (n - 1), deviations, n, dropped)


def _pairwise(table: FloatArray) -> AlphaSample:
    _require_three(int((~np.isnan(table)).any(axis=1).sum()))
    whole = item_moments(table, missing="pairwise")
    answered = table[~np.isnan(table).all(axis=1)]
    present = ~np.isnan(answered)
    deviations = np.where(present, answered - whole.mean, 0.0)
    return AlphaSample(
        whole.covariance,
        np.ascontiguousarray(deviations.T),
        whole.n,
        whole.dropped,
        whole.pairs,
        np.ascontiguousarray(present.T, dtype=np.float64),
    )


def _require_three(persons: int) -> int:
    if persons < 3:
        raise UndefinedStatistic(
            f"alpha with its error needs three persons who answered, got {persons}",
            where="answers",
        )
    return persons


def _alpha_of_means(means: FloatArray) -> FloatArray:
    p = means.shape[1] - 2
    variances = means[:, p] - (means[:, :p] ** 2).sum(axis=1)
    total = means[:, p + 1] - means[:, :p].sum(axis=1) ** 2
    alpha: FloatArray = p / (p - 1) * (1 - variances / total)
    return alpha
