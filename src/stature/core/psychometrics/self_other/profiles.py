"""Agreement of whole profiles: does a person see the same ups and downs as the others?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    Numbers,
    numeric_table,
    read_only,
)
from stature.core.psychometrics.results import Dropped, Interval, Result, Statistic, decimals

_FEWEST_AREAS = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class ProfileAgreement(Result):
    """For each person (n) how alike the two profiles are in shape, NaN where it has no value.

    ``overall`` correlates the ratings as they are, ``distinctive`` after taking out what people
    have in common (the mean profile of self-ratings and of others' ratings); ``areas`` counts the
    areas behind each. ``mean_overall`` and ``mean_distinctive`` are averages over persons.
    """

    overall: FloatArray
    distinctive: FloatArray
    areas: FloatArray
    mean_overall: Statistic
    mean_distinctive: Statistic

    @property
    def estimate(self) -> float:
        """The mean distinctive agreement."""
        return self.mean_distinctive.estimate

    def summary(self) -> str:
        """How alike profiles are in all, and beyond what everyone shares."""
        return (
            "Self-ratings and others' ratings of the same person go up and down together: "
            f"mean correlation {decimals(self.mean_overall.estimate, 2)}"
            f" ({self.mean_overall.interval}). Beyond the profile that everyone shares: "
            f"{decimals(self.mean_distinctive.estimate, 2)}"
            f" ({self.mean_distinctive.interval}). A correlation says nothing about level. "
            f"{self._provenance()}"
        )


def profile_agreement(
    self_profiles: Numbers, other_profiles: Numbers, *, level: float = 0.95
) -> ProfileAgreement:
    """Correlations of each person's self-ratings with others' ratings over areas (both n × areas).

    Overall: Pearson's r over the areas that both have rated. Distinctive: the same after taking
    from each rating the mean of its area over persons, since two people also seem to agree when
    both merely follow the common profile. Range -1 to 1. Missing: pairwise in each person; a
    person with fewer than 3 areas, or a flat profile, has NaN and is counted in ``dropped``. The
    means' errors are those of a mean over persons (t).

    Raises PsychometricsError for different shapes, and UndefinedStatistic for fewer than 2 persons
    with a correlation.

    Reference: Cronbach & Gleser (1953), Psychological Bulletin 50, 456-473 (shape); Furr (2008),
    Journal of Personality 76, 1267-1316 (overall and distinctive).

    Examples:
        >>> own = [[1, 2, 3], [3, 1, 2], [2, 2, 5]]
        >>> found = profile_agreement(own, [[1, 2, 4], [2, 1, 3], [5, 4, 3]])
        >>> found.overall.round(3).tolist()
        [0.982, 0.5, -0.866]
    """
    require_share(level, "level")
    axes = ("persons", "areas")
    own = numeric_table(self_profiles, name="self_profiles", axes=axes)
    others = numeric_table(other_profiles, name="other_profiles", axes=axes)
    if own.shape != others.shape:
        raise PsychometricsError(
            f"expected {own.shape[0]} × {own.shape[1]} ratings, got "
            f"{others.shape[0]} × {others.shape[1]}",
            where="other_profiles",
        )
    both = ~(np.isnan(own) | np.isnan(others))
    overall = _row_correlations(own, others, both)
    distinctive = _row_correlations(_without_common(own, both), _without_common(others, both), both)
    unknown = int((np.isnan(overall) | np.isnan(distinctive)).sum())
    reason = "fewer than 3 areas, or a flat profile"
    return ProfileAgreement(
        n=len(own) - unknown,
        dropped=(Dropped(unknown, "persons", reason),) if unknown else (),
        overall=read_only(overall),
        distinctive=read_only(distinctive),
        areas=read_only(both.sum(axis=1).astype(np.float64)),
        mean_overall=_mean("Mean overall profile agreement", overall, level),
        mean_distinctive=_mean("Mean distinctive profile agreement", distinctive, level),
    )


def _row_correlations(first: FloatArray, second: FloatArray, both: BoolArray) -> FloatArray:
    count = np.maximum(both.sum(axis=1, keepdims=True), 1)
    x, y = (np.where(both, ratings, 0.0) for ratings in (first, second))
    x, y = (np.where(both, v - v.sum(axis=1, keepdims=True) / count, 0.0) for v in (x, y))
    spread_x, spread_y = (x**2).sum(axis=1), (y**2).sum(axis=1)
    enough = (both.sum(axis=1) >= _FEWEST_AREAS) & ~_flat(x, spread_x) & ~_flat(y, spread_y)
    spread = np.sqrt(np.where(enough, spread_x * spread_y, np.nan))
    return np.asarray(np.clip((x * y).sum(axis=1) / spread, -1, 1))


def _flat(centred: FloatArray, spread: FloatArray) -> BoolArray:
    """Rounding leaves about 1e-16 of a flat profile; no rating scale is that fine."""
    return np.asarray(spread < 1e-24 * centred.shape[1])


def _without_common(ratings: FloatArray, both: BoolArray) -> FloatArray:
    """Ratings without the mean of their area, over the persons with both ratings of it."""
    count = np.maximum(both.sum(axis=0), 1)
    return np.asarray(ratings - np.where(both, ratings, 0.0).sum(axis=0) / count)


def _mean(name: str, correlations: FloatArray, level: float) -> Statistic:
    known = correlations[~np.isnan(correlations)]
    n = len(known)
    if n < 2:
        raise UndefinedStatistic(
            f"a mean with its error needs 2 persons with a correlation, got {n}",
            where="self_profiles",
            remedy="Each person needs 3 areas rated by both, and ratings that differ.",
        )
    mean, error = float(known.mean()), float(known.std(ddof=1) / np.sqrt(n))
    reach = error * float(stdtrit(n - 1, (1 + level) / 2))
    interval = Interval(max(-1.0, mean - reach), min(1.0, mean + reach), level, "t")
    return Statistic(name=name, n=n, estimate=mean, standard_error=error, interval=interval)
