"""Gaps between self-ratings and others' ratings, with the error that each of them carries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_same_length
from stature.core.psychometrics.arrays import BoolArray, FloatArray, Numbers, numeric_vector
from stature.core.psychometrics.results import Interval, Statistic

Pair = tuple[Numbers, Numbers]


@dataclass(frozen=True, eq=False)
class RatingGaps:
    """Self minus others (n, NaN where a rating is missing), its error and that of others' rating.

    ``own`` and ``others`` hold both ratings, ``known`` marks the persons with both.
    """

    own: FloatArray
    others: FloatArray
    known: BoolArray
    gap: FloatArray
    errors: FloatArray
    others_errors: FloatArray

    def mean(self, level: float) -> Statistic:
        """The mean gap, with the error of a mean over persons (t)."""
        gap = self.gap[self.known]
        error = float(gap.std(ddof=1) / np.sqrt(len(gap)))
        reach = error * float(stdtrit(len(gap) - 1, (1 + level) / 2))
        mean = float(gap.mean())
        return Statistic(
            name="Mean gap",
            n=len(gap),
            estimate=mean,
            standard_error=error,
            interval=Interval(mean - reach, mean + reach, level, "t"),
        )

    @property
    def reliability(self) -> float | None:
        """1 minus mean squared error of the gaps over their variance; None if they are all equal.

        With errors from reliabilities this is the classical reliability of a difference.
        """
        gap, errors = self.gap[self.known], self.errors[self.known]
        if gap.min() == gap.max():
            return None
        return 1 - float((errors**2).mean() / gap.var(ddof=1))

    @property
    def standardised(self) -> FloatArray:
        """Standardised self minus standardised others' ratings."""
        pair = [
            (ratings - ratings[self.known].mean()) / _deviation(ratings, self.known, name)
            for ratings, name in ((self.own, "self_scores"), (self.others, "other_scores"))
        ]
        return np.where(self.known, pair[0] - pair[1], np.nan)


def rating_gaps(
    self_scores: Numbers,
    other_scores: Numbers,
    *,
    reliability: Pair | None = None,
    standard_errors: Pair | None = None,
) -> RatingGaps:
    """Gaps of n persons: self - others, error sqrt(se_self² + se_others²), in scale points.

    Errors are given, or SD sqrt(1 - reliability), each as a pair (self, others); they count as
    independent. Missing: a person without both ratings has NaN.

    Raises PsychometricsError for wrong shapes, errors below 0 and reliabilities outside 0 to 1, or
    if neither or both are given; UndefinedStatistic for fewer than 2 persons with both ratings.

    Reference: Lord & Novick (1968), Statistical Theories of Mental Test Scores, ch. 3 (errors of
    measurement and of differences); Edwards (2001), Organizational Research Methods 4, 265-287
    (what is wrong with a bare difference).

    Examples:
        >>> rating_gaps([4, 3], [3, 3.5], standard_errors=(.3, .4)).errors.tolist()
        [0.5, 0.5]
    """
    own = numeric_vector(self_scores, name="self_scores")
    others = numeric_vector(other_scores, name="other_scores")
    require_same_length(own, others, "other_scores")
    known = ~(np.isnan(own) | np.isnan(others))
    if known.sum() < 2:
        raise UndefinedStatistic(
            f"needs 2 persons with both ratings, got {int(known.sum())}", where="other_scores"
        )
    if (reliability is None) == (standard_errors is None):
        raise PsychometricsError(
            "a gap needs its error: give either reliability or standard_errors",
            where="reliability",
            remedy="Give a pair, first for self-ratings, then for others' ratings.",
        )
    if standard_errors is not None:
        of_own, of_others = _given_errors(standard_errors, known)
    else:
        of_own, of_others = _errors_from_reliability(own, others, known, reliability)
    return RatingGaps(
        own=own,
        others=others,
        known=known,
        gap=np.where(known, own - others, np.nan),
        errors=np.where(known, np.hypot(of_own, of_others), np.nan),
        others_errors=of_others,
    )


def _pair(values: object, name: str) -> tuple[Numbers, Numbers]:
    if not isinstance(values, tuple | list) or len(values) != 2:
        raise PsychometricsError(
            "expected a pair: first for self-ratings, then for others' ratings", where=name
        )
    return values[0], values[1]


def _given_errors(errors: Pair, known: BoolArray) -> tuple[FloatArray, FloatArray]:
    own, others = _pair(errors, "standard_errors")
    return _each_person(own, known), _each_person(others, known)


def _each_person(errors: Numbers, known: BoolArray) -> FloatArray:
    """One error for each person, from one number for all or one for each."""
    vector = numeric_vector(np.atleast_1d(np.asarray(errors)), name="standard_errors")
    if np.ndim(errors) == 0:
        vector = np.full(len(known), vector[0])
    require_same_length(known, vector, "standard_errors")
    wrong = known & ~(vector >= 0)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise PsychometricsError(
            f"expected a number of at least 0, got {vector[place]}",
            where=f"standard_errors[{place}]",
        )
    return vector


def _errors_from_reliability(
    own: FloatArray, others: FloatArray, known: BoolArray, reliability: object
) -> tuple[FloatArray, FloatArray]:
    pair = _pair(reliability, "reliability")
    found = []
    for ratings, value, name in zip(
        (own, others), pair, ("self_scores", "other_scores"), strict=True
    ):
        share = numeric_vector(np.atleast_1d(np.asarray(value)), name="reliability")
        if len(share) != 1 or not 0 <= share[0] <= 1:
            raise PsychometricsError(
                f"expected a number from 0 to 1, got {value}", where="reliability"
            )
        error = _deviation(ratings, known, name) * np.sqrt(1 - share[0])
        found.append(np.full(len(ratings), error))
    return found[0], found[1]


def _deviation(ratings: FloatArray, known: BoolArray, name: str) -> float:
    among = ratings[known]
    if among.min() == among.max():
        raise UndefinedStatistic(
            "ratings that are all the same have no standard deviation",
            where=name,
            remedy="Give standard_errors and use rule='error'.",
        )
    return float(among.std(ddof=1))
