"""Guttman's six lower bounds of reliability, each with its error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_flag
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, read_only
from stature.core.psychometrics.moments import complete_rows, item_moments
from stature.core.psychometrics.reliability.covariance import (
    covariance_table,
    error_from_influence,
    influence_on_covariances,
)
from stature.core.psychometrics.reliability.intervals import normal_interval
from stature.core.psychometrics.reliability.lambda_derivatives import (
    derivatives_by_variances,
    lambdas_and_derivatives,
)
from stature.core.psychometrics.reliability.splits import BestSplit, best_split
from stature.core.psychometrics.results import Dropped, StatisticOfSummary, decimals

_FEW_PERSONS = 1_000


@dataclass(frozen=True, kw_only=True, eq=False)
class GuttmanLambdas(StatisticOfSummary):
    """Guttman's lambdas 1 to 6; ``estimate`` is lambda 2, which is never below alpha.

    ``values`` holds all six and ``standard_errors`` theirs (None without answers); lambda 3 is
    alpha. Lambda 6 is NaN, and a note says so, if an item is a sum of others. ``split`` tells
    which items form the first part of the best split behind lambda 4. ``n`` is None for
    covariances, which do not tell it.
    """

    values: FloatArray
    standard_errors: FloatArray | None
    split: BestSplit

    def summary(self) -> str:
        """The six bounds."""
        values = ", ".join(
            "no value" if np.isnan(value) else decimals(value) for value in self.values
        )
        return f"{super().summary()} Lambda 1 to 6: {values}."


def guttman_lambdas(
    answers: Numbers, *, standardized: bool = False, level: float = 0.95
) -> GuttmanLambdas:
    """Guttman's lambdas 1 to 6 of the sum of items, from answers (persons × items, NaN missing).

    Formula, for covariances c_jk of p items, V their sum and T the sum of the variances:
    λ1 = 1 - T/V; λ2 = λ1 + sqrt(p/(p-1) Σ_{j≠k} c_jk²)/V; λ3 = p/(p-1) λ1 (alpha);
    λ4 = the highest of all splits, see ``best_split``; λ5 = λ1 + 2 sqrt(max_j Σ_{k≠j} c_jk²)/V;
    λ6 = 1 - Σ e_j/V, with e_j the variance of item j that the others do not predict. Each is at
    most the reliability in the population; at most 1. ``standardized`` scales the items to the
    same variance first, as psych does in R.

    Missing: listwise. Error: from the influence of each person, without assuming a distribution;
    the split of λ4 and the item of λ5 are taken as given. λ4 is the best of many splits and comes
    out too high in small samples.

    Raises UndefinedStatistic for one item, fewer than three complete persons, a sum that does
    not vary and, if standardized, an item that does not vary.

    Reference: Guttman (1945), Psychometrika 10, 255-282; λ2: Sijtsma (2009), Psychometrika 74,
    107-120; λ4 in small samples: ten Berge & Sočan (2004), Psychometrika 69, 613-625.

    Examples:
        >>> answers = [[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 4, 4]]
        >>> guttman_lambdas(answers).values.round(3).tolist()
        [0.614, 0.928, 0.922, 0.915, 0.941, 0.917]
    """
    standardized = require_flag(standardized, "standardized")
    table = numeric_table(answers)
    _require_two(table.shape[1])
    kept, dropped = complete_rows(table)
    if len(kept) < 3:
        raise UndefinedStatistic(
            f"the error of lambda needs three persons with every answer, got {len(kept)}",
            where="answers",
        )
    sample = item_moments(kept)
    covariance = sample.correlation if standardized else sample.covariance
    scale = np.sqrt(np.diag(sample.covariance)) if standardized else 1.0
    split = best_split(covariance)
    values, gradients = lambdas_and_derivatives(covariance, split.signs)
    if standardized:
        gradients = derivatives_by_variances(gradients, covariance)
    influences = influence_on_covariances((kept - sample.mean) / scale, gradients)
    errors = np.array([error_from_influence(influence) for influence in influences])
    return _result(values, errors, split, len(kept), dropped, level)


def lambdas_of_covariance(covariance: Numbers) -> GuttmanLambdas:
    """Guttman's lambdas 1 to 6 from covariances (items × items); from correlations, standardized.

    Formula: as ``guttman_lambdas``; the error needs the answers.

    Raises PsychometricsError for a table that is not square and symmetric, and UndefinedStatistic
    for one item or a sum that does not vary.

    Reference: Guttman (1945), Psychometrika 10, 255-282.

    Examples:
        >>> equal = [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]
        >>> lambdas_of_covariance(equal).values.round(4).tolist()
        [0.5, 0.75, 0.75, 0.6667, 0.7357, 0.6667]
    """
    table = covariance_table(covariance, at_least=1)
    _require_two(len(table))
    split = best_split(table)
    return _result(lambdas_and_derivatives(table, split.signs)[0], None, split, None, (), 0.95)


def _require_two(items: int) -> None:
    if items < 2:
        raise UndefinedStatistic(
            "one item cannot agree with others; lambda needs two or more", where="items"
        )


def _result(
    values: FloatArray,
    errors: FloatArray | None,
    split: BestSplit,
    n: int | None,
    dropped: tuple[Dropped, ...],
    level: float,
) -> GuttmanLambdas:
    estimate = float(values[1])
    error = None if errors is None else float(errors[1])
    return GuttmanLambdas(
        name="Guttman's lambda 2",
        estimate=estimate,
        standard_error=error,
        interval=None
        if error is None
        else normal_interval(estimate, error, level=level, method="distribution-free"),
        why_no_error="" if errors is not None else "it needs the answers, not covariances",
        n=n,
        dropped=dropped,
        notes=tuple(_notes(values, split, n)),
        values=read_only(values),
        standard_errors=None if errors is None else read_only(errors),
        split=split,
    )


def _notes(values: FloatArray, split: BestSplit, n: int | None) -> list[str]:
    notes = []
    if np.isnan(values[5]):
        notes.append("Lambda 6 does not exist: an item is a sum of others or does not vary.")
    if not split.exact:
        notes.append("Lambda 4 is the best split found; with so many items not all were tried.")
    if n is not None and n < _FEW_PERSONS:
        notes.append(f"Lambda 4 comes out too high with fewer than {_FEW_PERSONS:,} persons.")
    return notes
