"""Predictors and an outcome made ready: complete, varying, and none of them redundant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_entries, require_same_length
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, numeric_vector
from stature.core.psychometrics.cross_products import cross_products, moment_matrices
from stature.core.psychometrics.moments import complete_rows
from stature.core.psychometrics.results import Dropped, listed

_NO_VARIANCE = 1e-12
_SINGULAR = 1e-10
_TAKES_PART = 1e-6


@dataclass(frozen=True, eq=False)
class Prepared:
    """Standardised predictors with the outcome last (n × p + 1), and their correlations."""

    standardised: FloatArray
    correlations: FloatArray
    names: tuple[str, ...]
    dropped: tuple[Dropped, ...]

    @property
    def columns(self) -> FloatArray:
        """Sufficient columns for the bootstrap: products of ones, predictors and outcome."""
        return cross_products(np.column_stack([np.ones(len(self.standardised)), self.standardised]))


def prepared(predictors: Numbers, outcome: Numbers, names: Sequence[str] | None) -> Prepared:
    """Predictors (n × p) and an outcome (n), listwise complete and standardised.

    Raises PsychometricsError for a wrong shape, and UndefinedStatistic for fewer than p + 2
    complete persons, for a column that does not vary and for predictors that depend on each other.

    Reference: Johnson (2000), Multivariate Behavioral Research 35, 1-19.

    Examples:
        >>> prepared([[1], [2], [4]], [1, 3, 3], ["support"]).correlations.round(3).tolist()
        [[1.0, 0.756], [0.756, 1.0]]
    """
    table = numeric_table(predictors, name="predictors", axes=("persons", "predictors"))
    target = numeric_vector(outcome, name="outcome")
    require_same_length(table, target, "outcome")
    labels = predictor_names(names, table.shape[1])
    kept, dropped = complete_rows(np.column_stack([table, target]))
    n, columns = kept.shape
    if n < columns + 1:
        raise UndefinedStatistic(
            f"{columns - 1} predictor(s) need at least {columns + 1} persons without a missing "
            f"value, got {n}",
            where="predictors",
            remedy="Use fewer predictors, or ask more people.",
        )
    standardised = _standardised(kept, (*labels, "outcome"))
    correlations = standardised.T @ standardised / n
    np.fill_diagonal(correlations, 1.0)
    refuse_redundant(correlations[:-1, :-1], labels)
    return Prepared(standardised, correlations, labels, dropped)


def predictor_names(names: Sequence[str] | None, count: int) -> tuple[str, ...]:
    """The names given, or predictor 1, predictor 2, ...

    Raises PsychometricsError unless there is one name for each predictor.

    Reference: none, a matter of labels.

    Examples:
        >>> predictor_names(None, 2)
        ('predictor 1', 'predictor 2')
    """
    if names is None:
        return tuple(f"predictor {place}" for place in range(1, count + 1))
    given = require_entries(names, "names")
    if len(given) != count:
        raise PsychometricsError(f"expected {count} names, got {len(given)}", where="names")
    return tuple(str(name) for name in given)


def refuse_redundant(correlations: FloatArray, names: Sequence[str]) -> None:
    """Raises UndefinedStatistic, naming the predictors that can be computed from each other.

    Reference: Belsley, Kuh & Welsch (1980), Regression Diagnostics, ch. 3.

    Examples:
        >>> refuse_redundant(np.eye(2), ["pay", "support"])
    """
    eigenvalues, vectors = np.linalg.eigh(correlations)
    null = vectors[:, eigenvalues < _SINGULAR]
    if not null.size:
        return
    involved = np.nonzero(np.abs(null).max(axis=1) > _TAKES_PART)[0]
    raise UndefinedStatistic(
        "these predictors can be computed from each other: "
        + listed(names[int(place)] for place in involved),
        where="predictors",
        remedy="Leave one of them out.",
    )


def correlations_of_means(means: FloatArray) -> FloatArray:
    """Correlations (B × p + 1 × p + 1) from means of ``Prepared.columns``; NaN without variance.

    Never fails.

    Reference: Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 9.

    Examples:
        >>> ready = prepared([[1], [2], [4]], [1, 3, 3], None)
        >>> correlations_of_means(ready.columns.mean(axis=0)[None]).round(3).tolist()
        [[[1.0, 0.756], [0.756, 1.0]]]
    """
    moments = moment_matrices(means)
    mean = moments[:, 0, 1:]
    covariances = moments[:, 1:, 1:] - mean[:, :, None] * mean[:, None, :]
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    spread = np.sqrt(np.where(variances > _NO_VARIANCE, variances, np.nan))
    return np.asarray(covariances / (spread[:, :, None] * spread[:, None, :]))


def _standardised(kept: FloatArray, labels: Sequence[str]) -> FloatArray:
    constant = kept.min(axis=0) == kept.max(axis=0)
    if constant.any():
        raise UndefinedStatistic(
            "does not vary, so it explains nothing and nothing explains it",
            where=labels[int(np.argmax(constant))],
            remedy="Leave it out.",
        )
    centred = kept - kept.mean(axis=0)
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=0)))
