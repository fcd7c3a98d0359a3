"""The answers about one leader, as they came in: who answered what, and in which group."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from stature.core.disclosure.layout import Layout
from stature.core.disclosure.rules import ALL_RATERS, SELF, DisclosureRules
from stature.core.errors import DisclosureError
from stature.core.psychometrics.arrays import BoolArray, FloatArray, numeric_table


@dataclass(frozen=True, eq=False)
class Ratings:
    """Answers (raters × items) about one leader; NaN is not observed or missing.

    ``raters`` holds an opaque id for each row, the same in every later release; ``groups`` the
    name of each rater's group.
    """

    answers: FloatArray
    raters: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def observed(self) -> BoolArray:
        """Raters × items: whether there is an answer."""
        return ~np.isnan(self.answers)


def checked_ratings(ratings: Ratings, layout: Layout, rules: DisclosureRules) -> Ratings:
    """The ratings, if they fit the layout and the scale; else DisclosureError.

    Raises PsychometricsError for a table of answers that is not one of numbers.
    """
    answers = numeric_table(ratings.answers, axes=("raters", "items"), at_least=(0, 1))
    if answers.shape != (len(ratings.raters), len(layout.items)):
        raise DisclosureError(
            f"expected {len(ratings.raters)} raters × {len(layout.items)} items, "
            f"got {answers.shape[0]} × {answers.shape[1]}",
            where="answers",
            remedy="Give one row for each rater and one column for each item.",
        )
    if len(ratings.groups) != len(ratings.raters):
        raise DisclosureError(
            f"expected {len(ratings.raters)} entries, got {len(ratings.groups)}",
            where="groups",
            remedy="Give the group of each rater.",
        )
    _refuse_odd_people(ratings)
    _refuse_off_scale(answers, rules)
    return Ratings(answers, ratings.raters, ratings.groups)


def _refuse_odd_people(ratings: Ratings) -> None:
    twice = [rater for rater, count in Counter(ratings.raters).items() if count > 1]
    if twice:
        raise DisclosureError(
            f"rater '{twice[0]}' answered twice",
            where="raters",
            remedy="Keep one form for each person before anything is counted.",
        )
    if ratings.groups.count(SELF) > 1:
        raise DisclosureError(
            "more than one person rates as the leader",
            where="groups",
            remedy="Only the leader's own form belongs to the group 'self'.",
        )
    unfit = [group for group in ratings.groups if not group.strip() or group == ALL_RATERS]
    if unfit:
        raise DisclosureError(
            f"'{unfit[0]}' is no name of a group of raters",
            where="groups",
            remedy="Give each rater the group in which they were asked.",
        )


def _refuse_off_scale(answers: FloatArray, rules: DisclosureRules) -> None:
    given = answers[~np.isnan(answers)]
    off = (given != np.round(given)) | (given < rules.lowest) | (given > rules.highest)
    if off.any():
        raise DisclosureError(
            f"{given[off][0]:g} is no answer on the scale",
            where="answers",
            remedy=f"Answers are whole numbers from {rules.lowest} to {rules.highest}; "
            "use NaN for none.",
        )
