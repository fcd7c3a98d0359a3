"""The adversary on a whole round: what everything published about its leaders gives away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.disclosure import (
    Comment,
    CommentPool,
    DisclosurePlan,
    DisclosureRules,
    Release,
    plan_disclosure,
    pool_comments,
)
from stature.core.disclosure.adversary import Verdict, audit
from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.ratings import Rating
from stature.core.scoring.feedback.disclosure_layout import layout_of, ratings_of_leader
from stature.core.scoring.feedback.raw import OthersWeight
from stature.core.scoring.feedback.table import RatingTable, rating_table

_SEED = 0


@dataclass(frozen=True, slots=True)
class LeaderVerdict:
    """What was found about one leader: the verdict on all releases together.

    ``release`` holds all that was given out, as it is kept with the last release.
    """

    leader: str
    releases: int
    raters: int
    verdict: Verdict
    release: Release


def audit_round(
    ratings: Sequence[tuple[Rating, int]],
    instrument: FeedbackInstrument,
    *,
    others_weight: OthersWeight = "by-rater",
    rules: DisclosureRules | None = None,
    exact: bool = False,
    insiders: Collection[str] = (),
) -> Iterator[LeaderVerdict]:
    """The verdict on each leader, in the order in which leaders come in.

    ``ratings`` are those that ``check_ratings`` accepted, each with the number of the release in
    which it counted first. Everything that people see of a leader is worked out from the plan
    (``disclosed_feedback``), so the plans of all releases are what is attacked. ``exact`` gives
    the adversary every mean without rounding, ``insiders`` (rater ids) those raters' answers.

    Raises DisclosureError for ratings that cannot be read.
    """
    rules = rules or DisclosureRules()
    for leader in dict.fromkeys(rating.participant for rating, _ in ratings):
        of_leader = [each for each in ratings if each[0].participant == leader]
        yield _audit_leader(leader, of_leader, instrument, others_weight, rules, exact, insiders)


def _audit_leader(
    leader: str,
    ratings: Sequence[tuple[Rating, int]],
    instrument: FeedbackInstrument,
    others_weight: OthersWeight,
    rules: DisclosureRules,
    exact: bool,
    insiders: Collection[str],
) -> LeaderVerdict:
    everyone = rating_table([rating for rating, _ in ratings], instrument)
    counted_from = np.array([release for _, release in ratings])
    plans: list[DisclosurePlan] = []
    pools: list[CommentPool] = []
    for release in np.unique(counted_from).tolist():
        rows = everyone.kept(counted_from <= release)
        plans.append(_plan(rows, plans, others_weight, rules))
        written = [rating for rating, since in ratings if since <= release]
        pools.append(_pool(written, rows, pools, rules))
    verdict = audit(
        ratings_of_leader(everyone),
        plans,
        pools=pools,
        exact=exact,
        insiders=[rater for rater in insiders if rater in everyone.raters],
    )
    return LeaderVerdict(leader, len(plans), len(ratings), verdict, plans[-1].release)


def _plan(
    rows: RatingTable,
    before: Sequence[DisclosurePlan],
    others_weight: OthersWeight,
    rules: DisclosureRules,
) -> DisclosurePlan:
    return plan_disclosure(
        ratings_of_leader(rows),
        layout_of(rows.instrument),
        rules=rules,
        weighting="rater" if others_weight == "by-rater" else "group",
        earlier=before[-1].release if before else None,
    )


def _pool(
    written: Sequence[Rating],
    rows: RatingTable,
    before: Sequence[CommentPool],
    rules: DisclosureRules,
) -> CommentPool:
    comments = [
        Comment(question, text, rating.rater)
        for rating in written
        for question, text in rating.comments.items()
    ]
    already = before[-1].raters if before else frozenset()
    return pool_comments(
        comments, ratings_of_leader(rows), seed=_SEED, rules=rules, already=already
    )
