"""The six forms of the intraclass correlation: names, meanings, and how each is computed."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import NamedTuple

from stature.core.psychometrics.agreement.f_ratio import FRatio
from stature.core.psychometrics.agreement.two_way import TwoWay
from stature.core.psychometrics.results import Interval


class Form(NamedTuple):
    """A form: McGraw and Wong's name, what it is the reliability of, its F, its estimate."""

    also: str
    meaning: str
    ratio: Callable[[TwoWay], FRatio]
    compute: Callable[[TwoWay, float], tuple[float, Interval]]


_ONE, _CROSSED = attrgetter("random_targets"), attrgetter("crossed")
FORMS = {
    "ICC(1,1)": Form(
        "ICC(1)",
        "one rating, when each target may have other raters",
        _ONE,
        lambda m, level: (
            m.random_targets.single(m.k),
            m.random_targets.single_interval(m.k, level),
        ),
    ),
    "ICC(2,1)": Form(
        "ICC(A,1)",
        "one rating of any rater, severity counting as error",
        _CROSSED,
        lambda m, level: (m.agreement_of_one, m.interval_of_one(level)),
    ),
    "ICC(3,1)": Form(
        "ICC(C,1)",
        "one rating, severity of raters not counting",
        _CROSSED,
        lambda m, level: (m.crossed.single(m.k), m.crossed.single_interval(m.k, level)),
    ),
    "ICC(1,k)": Form(
        "ICC(k)",
        "the mean of all ratings, when each target may have other raters",
        _ONE,
        lambda m, level: (m.random_targets.average, m.random_targets.average_interval(level)),
    ),
    "ICC(2,k)": Form(
        "ICC(A,k)",
        "the mean of all ratings, severity counting as error",
        _CROSSED,
        lambda m, level: (m.agreement_of_mean, m.interval_of_mean(level)),
    ),
    "ICC(3,k)": Form(
        "ICC(C,k)",
        "the mean of all ratings, severity of raters not counting",
        _CROSSED,
        lambda m, level: (m.crossed.average, m.crossed.average_interval(level)),
    ),
}
BY_OTHER_NAME = {form.also: name for name, form in FORMS.items()}
