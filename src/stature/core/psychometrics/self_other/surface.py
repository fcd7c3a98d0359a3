"""Response surface analysis: an outcome as a surface over self-ratings and others' ratings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_number, require_same_length, require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_vector
from stature.core.psychometrics.moments import complete_rows
from stature.core.psychometrics.results import Dropped, Result, Statistic, decimals
from stature.core.psychometrics.self_other.polynomial import fitted_polynomial
from stature.core.psychometrics.self_other.shape import stationary_points
from stature.core.psychometrics.self_other.surface_errors import (
    ErrorKind,
    SurfaceErrors,
    clear_sign,
)


@dataclass(frozen=True, slots=True)
class PrincipalAxis:
    """A line others = intercept + slope × self, along which the surface bends most or least."""

    intercept: Statistic
    slope: Statistic


@dataclass(frozen=True, kw_only=True, eq=False)
class ResponseSurface(Result):
    """The surface Z = b0 + b1 X + b2 Y + b3 X² + b4 XY + b5 Y² and its shape.

    ``b`` holds b0 to b5 and ``a`` holds a1 to a5 (the first is ``a[0]``). ``centre`` was taken from
    both ratings first, so 0 means ``centre``. ``stationary_point`` is (x, y, z) where the surface
    is level; it, an axis and ``lateral_shift`` are None where they do not exist.
    """

    b: tuple[Statistic, ...]
    a: tuple[Statistic, ...]
    r_squared: Statistic
    centre: float
    stationary_point: tuple[float, float, float] | None
    first_axis: PrincipalAxis | None
    second_axis: PrincipalAxis | None
    lateral_shift: Statistic | None

    @property
    def estimate(self) -> float:
        """R², the outcome's variance that the surface explains."""
        return self.r_squared.estimate

    def summary(self) -> str:
        """What the two ratings explain, and how the outcome runs along and across agreement."""
        a1, a2, a3, a4, _ = self.a
        level = a1.interval.level if a1.interval else 0.95
        return " ".join(
            [
                f"Self-ratings and others' ratings explain {self.estimate:.0%} of the outcome.",
                f"Where both agree: {_course(a1, a2)}.",
                f"As self-ratings exceed others' ratings: {_course(a3, a4)}.",
                f"Clear means that the {level:.0%} interval leaves out 0.",
                "One number alone shows no effect of agreement; see congruence_checklist.",
                self._provenance(),
            ]
        )


def response_surface(
    self_scores: Numbers,
    other_scores: Numbers,
    outcome: Numbers,
    *,
    centre: float | Literal["grand mean"] | None = None,
    interval: ErrorKind = "ols",
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> ResponseSurface:
    """How an outcome Z depends on self-ratings X and others' ratings Y, for n persons (each n).

    Z = b0 + b1 X + b2 Y + b3 X² + b4 XY + b5 Y² by least squares. Where X = Y the surface has slope
    a1 = b1 + b2 and curvature a2 = b3 + b4 + b5; where X = -Y, a3 = b1 - b2 and a4 = b3 - b4 + b5;
    a5 = b3 - b5. A difference X - Y would force b1 = -b2 and b3 = b4 = b5 = 0 untested, and hide
    which of the two ratings matters; so none is taken.

    Both ratings must be on one response scale. ``centre`` (its midpoint, or the mean of all X and Y
    together) is taken from both, so that X = Y still means agreement; two centres would lose that.
    a1 and a3 are slopes where both ratings are 0, which without a centre may be off the scale.
    Errors of b and a: t with n - 6 degrees of freedom ("ols"), the same with HC3 ("robust"), or BCa
    bootstrap; axes, lateral shift and R² always by bootstrap. Missing: listwise.

    Raises PsychometricsError for wrong shapes or options, and UndefinedStatistic for fewer than 8
    persons, an outcome without variance and ratings with too few different values.

    Reference: Edwards & Parry (1993), Academy of Management Journal 36, 1577-1613; Shanock et al.
    (2010), Journal of Business and Psychology 25, 543-554 (a1 to a4); Edwards (2002), in Drasgow &
    Schmitt (a1 to a4 as ax, ax²).

    Examples:
        >>> x, y = (axis.ravel() for axis in np.meshgrid(np.arange(1.0, 6), np.arange(1.0, 6)))
        >>> z = 5 - (x - y) ** 2 + np.resize([.1, -.2, .1], 25)
        >>> surface = response_surface(x, y, z, centre=3, replicates=200)
        >>> [decimals(a.estimate, 1) for a in surface.a]
        ['0.0', '0.0', '0.0', '−4.0', '0.0']
    """
    require_share(level, "level")
    if interval not in get_args(ErrorKind):
        raise PsychometricsError(
            f"expected 'ols', 'robust' or 'bootstrap', got {interval!r}", where="interval"
        )
    ratings, z, dropped = _complete(self_scores, other_scores, outcome)
    middle = _centre(ratings, centre)
    x, y = (ratings - middle).T
    fit = fitted_polynomial(x, y, z, robust=interval == "robust")
    errors = SurfaceErrors(fit, n=len(z), level=level, replicates=replicates, seed=seed)
    linear = errors.of_lines(interval)
    p10, p11, p20, p21, shift = errors.of_ratios()
    return ResponseSurface(
        n=len(z),
        dropped=dropped,
        notes=errors.notes,
        b=linear[:6],
        a=linear[6:],
        r_squared=errors.of_r_squared(),
        centre=middle,
        stationary_point=_stationary_point(fit.coefficients),
        first_axis=PrincipalAxis(p10, p11) if p10 and p11 else None,
        second_axis=PrincipalAxis(p20, p21) if p20 and p21 else None,
        lateral_shift=shift,
    )


def _complete(
    self_scores: Numbers, other_scores: Numbers, outcome: Numbers
) -> tuple[FloatArray, FloatArray, tuple[Dropped, ...]]:
    """Both ratings (n × 2) and the outcome (n) of the persons who have all three."""
    names = ("self_scores", "other_scores", "outcome")
    vectors = [
        numeric_vector(values, name=name)
        for values, name in zip((self_scores, other_scores, outcome), names, strict=True)
    ]
    for vector, name in zip(vectors, names, strict=True):
        require_same_length(vectors[0], vector, name)
    kept, dropped = complete_rows(np.column_stack(vectors))
    return kept[:, :2], kept[:, 2], dropped


def _centre(ratings: FloatArray, centre: float | str | None) -> float:
    if centre is None:
        return 0.0
    if isinstance(centre, str) and centre == "grand mean":
        return float(ratings.mean()) if len(ratings) else 0.0
    if isinstance(centre, str):
        raise PsychometricsError(
            f"expected a number, 'grand mean' or None, got {centre!r}", where="centre"
        )
    return require_number(centre, "centre")


def _stationary_point(b: FloatArray) -> tuple[float, float, float] | None:
    x, y = (float(place) for place in stationary_points(b[None])[0])
    if np.isnan(x):
        return None
    return x, y, float(b @ [1, x, y, x * x, x * y, y * y])


def _course(slope: Statistic, curve: Statistic) -> str:
    """How the outcome runs along a line, from the slope at the centre and the curvature."""
    runs = {1: "the outcome rises clearly", -1: "the outcome falls clearly"}
    bends = {1: "clearly bends upwards", -1: "clearly bends downwards"}
    first = runs.get(clear_sign(slope), "the outcome neither rises nor falls clearly")
    second = bends.get(clear_sign(curve), "does not bend clearly")
    slopes = f"slope {decimals(slope.estimate)}, curvature {decimals(curve.estimate)}"
    return f"{first} at the centre and {second} ({slopes})"
