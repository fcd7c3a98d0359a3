"""Variance components with their errors, and the coefficients that are ratios of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, ndtri

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.results import Interval, Result, Statistic, decimals

Multipliers = Mapping[str, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class VarianceComponents(Result):
    """What scores differ by: one variance for each name, none below 0.

    ``covariance`` holds the sampling covariances of the ``estimates``. ``gradient`` is the
    steepest slope left in the likelihood, in standard errors, after so many ``iterations``.
    """

    names: tuple[str, ...]
    estimates: FloatArray
    covariance: FloatArray
    log_likelihood: float
    iterations: int
    gradient: float
    converged: bool

    def __getitem__(self, name: str) -> float:
        """The variance of one component; 0 for a component that the design does not have."""
        return float(self.estimates[self.names.index(name)]) if name in self.names else 0.0

    @property
    def standard_errors(self) -> FloatArray:
        """Standard error of each component, from the expected information."""
        errors: FloatArray = np.sqrt(np.diag(self.covariance))
        return errors

    @property
    def shares(self) -> FloatArray:
        """Each component as a share of their sum."""
        shares: FloatArray = self.estimates / self.estimates.sum()
        return shares

    def sum(self, multipliers: Multipliers) -> float:
        """A weighted sum of components, such as an error variance."""
        return float(self._weights(multipliers) @ self.estimates)

    def coefficient(
        self, name: str, *, true: Multipliers, error: Multipliers, level: float = 0.95
    ) -> Statistic:
        """True variance over true plus error variance, with its error by the delta method.

        The interval is symmetric for the log of true over error, so it stays within 0 and 1.
        """
        require_share(level, "level")
        weights, error_weights = self._weights(true), self._weights(error)
        signal, noise = float(weights @ self.estimates), float(error_weights @ self.estimates)
        if signal + noise <= 0:
            raise PsychometricsError("needs a component above 0", where=name)
        slope = (noise * weights - signal * error_weights) / (signal + noise) ** 2
        standard_error = float(np.sqrt(slope @ self.covariance @ slope))
        estimate = signal / (signal + noise)
        return Statistic(
            name=name,
            estimate=estimate,
            standard_error=standard_error,
            interval=_logit_interval(estimate, standard_error, level),
            why_no_error="" if 0 < estimate < 1 else "no interval at the bound of the range",
            n=self.n,
            unit=self.unit,
        )

    def summary(self) -> str:
        """Each component, its standard error and its share."""
        lines = [
            f"{name}: {decimals(estimate)} (standard error {decimals(error)}), {share:.0%}."
            for name, estimate, error, share in zip(
                self.names, self.estimates, self.standard_errors, self.shares, strict=True
            )
        ]
        return " ".join([*lines, self._provenance()])

    def _weights(self, multipliers: Multipliers) -> FloatArray:
        return np.array([multipliers.get(name, 0.0) for name in self.names])


def zero_notes(names: tuple[str, ...], estimates: FloatArray) -> tuple[str, ...]:
    """A sentence for every component at its lower bound.

    Never fails.

    Reference: Searle, Casella & McCulloch (1992), Variance Components, ch. 8.3.

    Examples:
        >>> zero_notes(("ratee", "rater"), np.array([0.4, 0.0]))
        ('The component rater is 0, its lower bound.',)
    """
    return tuple(
        f"The component {name} is 0, its lower bound."
        for name, estimate in zip(names, estimates, strict=True)
        if estimate == 0
    )


def _logit_interval(estimate: float, standard_error: float, level: float) -> Interval | None:
    if not 0 < estimate < 1:
        return None
    reach = ndtri(0.5 + level / 2) * standard_error / (estimate * (1 - estimate))
    low, high = expit(logit(estimate) + np.array([-reach, reach]))
    return Interval(float(low), float(high), level, "delta method on the log of true over error")
