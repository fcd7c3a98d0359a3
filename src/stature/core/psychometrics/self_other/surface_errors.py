"""Errors of a surface: by t for what is linear in its coefficients, by bootstrap for the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.bootstrap import Bootstrap, bootstrap_means
from stature.core.psychometrics.results import Interval, Statistic
from stature.core.psychometrics.self_other.polynomial import Polynomial
from stature.core.psychometrics.self_other.shape import LINES, lateral_shifts, principal_axes

ErrorKind = Literal["ols", "robust", "bootstrap"]
_LINES = np.vstack([np.eye(6), LINES])
_LINE_NAMES = ("b0", "b1", "b2", "b3", "b4", "b5", "a1", "a2", "a3", "a4", "a5")
_RATIO_NAMES = ("p10", "p11", "p20", "p21", "lateral shift")
_NAMES = (*_LINE_NAMES, "R²", *_RATIO_NAMES)


def clear_sign(statistic: Statistic) -> int:
    """1 or -1 where the interval lies above or below 0, else 0.

    Never fails.

    Reference: none, a reading of an interval.

    Examples:
        >>> clear_sign(Statistic(name="a4", n=9, estimate=-2, interval=Interval(-3, -1, .95, "t")))
        -1
    """
    interval = statistic.interval
    if interval is None or 0 in interval:
        return 0
    return 1 if interval.low > 0 else -1


class SurfaceErrors:
    """The statistics of one fitted surface, each with its error."""

    def __init__(
        self, fit: Polynomial, *, n: int, level: float, replicates: int, seed: int
    ) -> None:
        self._fit, self._n, self._level = fit, n, level
        ratios = _ratios(fit.coefficients[None])[0]
        exact = [*(_LINES @ fit.coefficients), fit.r_squared, *ratios]
        self._exact = {
            name: float(value) for name, value in zip(_NAMES, exact, strict=True) if value == value
        }
        self._boot = self._resampled(replicates, seed)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader should know about the resamples."""
        if isinstance(self._boot, str):
            return (f"No bootstrap: {self._boot}.",)
        if self._boot.undefined:
            return (f"{self._boot.undefined:,} resamples had no surface and were left out.",)
        return ()

    def of_lines(self, kind: ErrorKind) -> tuple[Statistic, ...]:
        """b0 to b5 and a1 to a5; UndefinedStatistic if a bootstrap was asked for and fails."""
        if kind != "bootstrap":
            return self._by_t("t, HC3 errors" if kind == "robust" else "t")
        if isinstance(self._boot, str):
            raise UndefinedStatistic(
                self._boot, where="bootstrap", remedy="Use interval='ols', or ask more people."
            )
        return tuple(self._by_bootstrap(name) for name in _LINE_NAMES)

    def of_r_squared(self) -> Statistic:
        """R² with its bootstrap error."""
        return self._by_bootstrap("R²")

    def of_ratios(self) -> tuple[Statistic | None, ...]:
        """p10, p11, p20, p21 and the lateral shift; None where the surface has none.

        They are ratios and can run off to infinity from one resample to the next, so they have an
        interval but no standard error.
        """
        found = (self._by_bootstrap(n) if n in self._exact else None for n in _RATIO_NAMES)
        return tuple(ratio and replace(ratio, standard_error=None) for ratio in found)

    def _by_t(self, method: str) -> tuple[Statistic, ...]:
        variances = np.einsum("ij,jk,ik->i", _LINES, self._fit.covariances, _LINES)
        errors = np.sqrt(np.maximum(variances, 0.0))
        reach = errors * stdtrit(self._n - 6, (1 + self._level) / 2)
        return tuple(
            Statistic(
                name=name,
                n=self._n,
                estimate=self._exact[name],
                standard_error=float(error),
                interval=Interval(
                    float(self._exact[name] - half),
                    float(self._exact[name] + half),
                    self._level,
                    method,
                ),
            )
            for name, error, half in zip(_LINE_NAMES, errors, reach, strict=True)
        )

    def _by_bootstrap(self, name: str) -> Statistic:
        bare = Statistic(
            name=name,
            n=self._n,
            estimate=self._exact[name],
            why_no_error=self._boot if isinstance(self._boot, str) else "resampled below",
        )
        if isinstance(self._boot, str):
            return bare
        place = list(self._exact).index(name)
        return replace(
            bare,
            standard_error=float(self._boot.standard_error[place]),
            interval=self._boot.interval(place, level=self._level),
            why_no_error="",
        )

    def _resampled(self, replicates: int, seed: int) -> Bootstrap | str:
        """Resamples of everything that exists; or why there are none."""
        exists = [name in self._exact for name in _NAMES]

        def everything(means: FloatArray) -> FloatArray:
            coefficients, r_squared = self._fit.resampled(means)
            lines = coefficients @ _LINES.T
            return np.column_stack([lines, r_squared, _ratios(coefficients)])[:, exists]

        try:
            return bootstrap_means(everything, self._fit.columns, replicates=replicates, seed=seed)
        except UndefinedStatistic as error:
            return error.what


def _ratios(coefficients: FloatArray) -> FloatArray:
    return np.column_stack([principal_axes(coefficients), lateral_shifts(coefficients)])
