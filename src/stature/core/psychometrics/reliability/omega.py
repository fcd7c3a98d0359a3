"""McDonald's omega total: the reliability of a sum of items that measure one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scipy.special import chdtrc

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share, require_whole
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table
from stature.core.psychometrics.moments import complete_rows, item_moments
from stature.core.psychometrics.reliability.covariance import covariance_table
from stature.core.psychometrics.reliability.intervals import normal_interval
from stature.core.psychometrics.reliability.omega_error import distribution_free_error, normal_error
from stature.core.psychometrics.reliability.one_factor import OneFactor, fit_one_factor
from stature.core.psychometrics.results import Dropped, StatisticOfSummary, decimals, listed, p_text

OmegaError = Literal["distribution-free", "normal"]


@dataclass(frozen=True, kw_only=True, eq=False)
class OmegaTotal(StatisticOfSummary):
    """Omega total of the sum or mean of the items, from a one-factor model.

    ``of_observed_variance`` divides by the variance of the sum as observed, not as the model
    implies; a large gap between the two means that one factor does not fit. ``loadings`` and
    ``uniquenesses`` are in the units of the items; ``chi_square``, ``df`` and ``p`` test the
    model by n times the minimum of the discrepancy, without Bartlett's correction (None if n is
    not known, ``p`` also if there is nothing to test). ``heywood`` names
    items, counted from 0, whose uniqueness is not above zero.
    """

    of_observed_variance: float
    loadings: FloatArray
    uniquenesses: FloatArray
    chi_square: float | None
    df: int
    p: float | None
    heywood: tuple[int, ...]

    def summary(self) -> str:
        """Omega with its error, and how well one factor fits."""
        if self.chi_square is None or self.p is None:
            return super().summary()
        chi_square = f"chi-square {decimals(self.chi_square, 1)}, df {self.df}"
        fit = f"One factor: {chi_square}, {p_text(self.p)}."
        return f"{super().summary()} {fit}"


def omega_total(
    answers: Numbers, *, interval: OmegaError = "distribution-free", level: float = 0.95
) -> OmegaTotal:
    """Omega total by a one-factor (congeneric) model, from answers (persons × items, NaN missing).

    Formula: (Σλ)² / ((Σλ)² + Σψ), with loadings λ and uniquenesses ψ by maximum likelihood
    (covariances divided by n); between 0 and 1 if no uniqueness is negative.

    Missing: listwise. Error: "distribution-free" takes the influence of each person on omega and
    holds also if the model does not fit; "normal" takes the information matrix and needs normal
    answers and a model that fits. The interval is estimate ± z × standard error, cut off at 1.

    Raises UndefinedStatistic for fewer than three items, an item that does not vary, no more
    complete persons than items, items that are sums of others, and a model without a maximum;
    PsychometricsError for an unknown option.

    Reference: McDonald (1999), Test Theory: A Unified Treatment, ch. 6; Jöreskog (1971),
    Psychometrika 36, 109-133. Error: Raykov (2002), Multivariate Behavioral Research 37, 89-103
    (delta method); Yuan & Bentler (2002), Psychometrika 67, 251-259 (influence).

    Examples:
        >>> import numpy as np
        >>> rng = np.random.default_rng(1)
        >>> answers = rng.normal(size=(500, 1)) + rng.normal(size=(500, 4))
        >>> omega = omega_total(answers)
        >>> round(omega.estimate, 1), omega.df
        (0.8, 2)
    """
    require_share(level, "level")
    if interval not in ("distribution-free", "normal"):
        raise PsychometricsError(
            f"expected 'distribution-free' or 'normal', got {interval!r}", where="interval"
        )
    kept, dropped = complete_rows(numeric_table(answers))
    n, p = kept.shape
    if n <= p:
        raise UndefinedStatistic(
            f"a one-factor model of {p} items needs more than {p} persons with every answer, "
            f"got {n}",
            where="answers",
        )
    sample = item_moments(kept)
    fit = fit_one_factor(sample.covariance * ((n - 1) / n))
    if interval == "normal":
        error = normal_error(fit, n)
    else:
        error = distribution_free_error(fit, (kept - sample.mean) / fit.scale)
    return _result(fit, n, dropped, error, interval, level)


def omega_of_covariance(
    covariance: Numbers, *, n: int | None = None, level: float = 0.95
) -> OmegaTotal:
    """Omega total by a one-factor model, from covariances (items × items).

    Formula: as ``omega_total``; the covariances are taken as they are, whatever their divisor.
    With ``n`` the standard error assumes normal answers and a model that fits; without it there
    is none.

    Raises UndefinedStatistic as ``omega_total`` does, and PsychometricsError for a table that is
    not a covariance matrix or n that is not a whole number above the number of items.

    Reference: McDonald (1999), Test Theory: A Unified Treatment, ch. 6.

    Examples:
        >>> round(omega_of_covariance([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]).estimate, 6)
        0.75
    """
    table = covariance_table(covariance, at_least=1)
    fit = fit_one_factor(table)
    if n is None:
        return _result(fit, None, (), None, "normal", level)
    n = require_whole(n, "n", at_least=len(table) + 1)
    return _result(fit, n, (), normal_error(fit, n), "normal", level)


def _result(
    fit: OneFactor,
    n: int | None,
    dropped: tuple[Dropped, ...],
    error: float | None,
    method: str,
    level: float,
) -> OmegaTotal:
    common, unique = fit.parts
    estimate = common / (common + unique)
    observed = float(fit.scale @ fit.correlation @ fit.scale)
    chi_square = None if n is None else fit.discrepancy * n
    tested = chi_square is not None and fit.df > 0
    return OmegaTotal(
        name="Omega total",
        estimate=estimate,
        standard_error=error,
        interval=None
        if error is None
        else normal_interval(estimate, error, level=level, method=method),
        why_no_error="" if error is not None else "the number of persons is not known",
        n=n,
        dropped=dropped,
        notes=tuple(_notes(fit)),
        of_observed_variance=common / observed,
        loadings=fit.loadings,
        uniquenesses=fit.uniquenesses,
        chi_square=chi_square,
        df=fit.df,
        p=float(chdtrc(fit.df, chi_square)) if tested else None,
        heywood=fit.heywood,
    )


def _notes(fit: OneFactor) -> list[str]:
    notes = []
    if fit.heywood:
        items = listed(item + 1 for item in fit.heywood)
        notes.append(
            f"Heywood case: the unique variance of item {items} (counted from 1) is not above "
            "zero, which cannot be. Do not rely on omega; the model is wrong or n too small."
        )
    if (fit.standard_loadings < 0).any():
        notes.append("An item loads negatively: check whether it should be reversed.")
    return notes
