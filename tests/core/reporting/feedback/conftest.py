"""Feedback of made-up leaders: the one of the demo, and the edges that a report must serve."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from stature.core.disclosure import Comment, pool_comments
from stature.core.instrument.feedback import FeedbackInstrument, RaterGroup, build_questionnaire
from stature.core.instrument.feedback.ratings import RATER_GROUPS
from stature.core.reporting.feedback import FeedbackContext, compose_feedback_report
from stature.core.reporting.report import Report
from stature.core.scoring.feedback import RatingTable, disclosed_feedback, rating_table
from stature.core.scoring.feedback.disclosure_layout import ratings_of_leader
from stature.packs import FrameworkPack, find_framework_pack
from stature.packs.made_up_feedback import LEADER, MadeUpFeedback, made_up_feedback

# The answers of each rater of each group: one number for every item, or one for each competency.
Levels = Mapping[RaterGroup, Sequence[float | Mapping[str, float]]]
ContextOf = Callable[..., FeedbackContext]


@pytest.fixture(scope="session")
def pack() -> FrameworkPack:
    return find_framework_pack("customer-service-director")


@pytest.fixture(scope="session")
def questionnaire(pack: FrameworkPack) -> FeedbackInstrument:
    return build_questionnaire(pack.framework, pack.feedback_texts).instrument


@pytest.fixture(scope="session")
def made_up(questionnaire: FeedbackInstrument) -> MadeUpFeedback:
    return made_up_feedback(questionnaire)


@pytest.fixture(scope="session")
def demo_context(
    pack: FrameworkPack, questionnaire: FeedbackInstrument, made_up: MadeUpFeedback
) -> FeedbackContext:
    """The made-up leader: released once, then scored again with the late answer."""
    first = rating_table(made_up.ratings, questionnaire)
    everyone = rating_table((*made_up.ratings, *made_up.late), questionnaire)
    _, release = disclosed_feedback(first, LEADER)
    feedback, _ = disclosed_feedback(everyone, LEADER, earlier=release)
    comments = [
        Comment(question, text, rating.rater)
        for rating in (*made_up.ratings, *made_up.late)
        for question, text in rating.comments.items()
    ]
    before = pool_comments([], ratings_of_leader(first), seed=0)
    pool = pool_comments(comments, ratings_of_leader(everyone), seed=0, already=before.raters)
    return FeedbackContext(
        feedback=feedback,
        instrument=questionnaire,
        framework=pack.framework,
        texts=pack.feedback_report_texts,
        name=made_up.name,
        day=made_up.day,
        comments=pool,
        role=pack.role_profiles[-1],
        made_up=True,
    )


@pytest.fixture(scope="session")
def demo_report(demo_context: FeedbackContext) -> Report:
    return compose_feedback_report(demo_context)


@pytest.fixture(scope="session")
def context_of(pack: FrameworkPack, questionnaire: FeedbackInstrument) -> ContextOf:
    """The context of a leader from how each rater of each group answers."""

    def answers(level: float | Mapping[str, float]) -> list[float]:
        return [
            level.get(section.code, level["else"]) if isinstance(level, Mapping) else level
            for section in questionnaire.sections
            for _ in section.items
        ]

    def context(levels: Levels, **options: Any) -> FeedbackContext:
        rows = [(group, answers(level)) for group, given in levels.items() for level in given]
        table = RatingTable(
            instrument=questionnaire,
            leaders=("leader",),
            raters=np.array([f"rater {number}" for number in range(len(rows))], dtype=object),
            leader_of=np.zeros(len(rows), dtype=np.intp),
            group_of=np.array([RATER_GROUPS.index(group) for group, _ in rows], dtype=np.intp),
            frequency=np.array([row for _, row in rows], dtype=np.float64),
        )
        feedback, _ = disclosed_feedback(table, "leader")
        return FeedbackContext(
            feedback=feedback,
            instrument=questionnaire,
            framework=pack.framework,
            texts=pack.feedback_report_texts,
            name="Kim",
            **options,
        )

    return context
