"""Whether a framework's questionnaires and reports can be made, tried with made-up answers."""

from __future__ import annotations

from dataclasses import dataclass

from stature.core.disclosure import Comment, pool_comments
from stature.core.instrument.feedback import (
    BuildFinding,
    BuiltQuestionnaire,
    FeedbackInstrument,
    SelectionRule,
    build_questionnaire,
)
from stature.core.instrument.feedback.selection import lengths_of
from stature.core.reporting.feedback import (
    FeedbackContext,
    compose_facilitator_pack,
    compose_feedback_report,
)
from stature.core.reporting.handbook import compose_handbook
from stature.core.reporting.render_html import render_html_body
from stature.core.scoring.feedback import disclosed_feedback, rating_table
from stature.core.scoring.feedback.disclosure_layout import ratings_of_leader
from stature.packs.library import FrameworkContent
from stature.packs.made_up_feedback import made_up_feedback


@dataclass(frozen=True)
class TriedLength:
    """One length of the questionnaire, as it came out."""

    length: int
    n_items: int
    minutes: int
    is_even: bool
    findings: tuple[BuildFinding, ...]


def rehearse(pack: FrameworkContent) -> tuple[TriedLength, ...]:
    """Make the handbook, each length of the questionnaire, and the reports on a made-up leader.

    Raises StatureError where one of them cannot be made.
    """
    render_html_body(compose_handbook(pack.framework, pack.handbook_texts))
    tried = tuple(_try_length(pack, length) for length in lengths_of(pack.framework))
    for both in (False, True):
        _make_reports(pack, _built(pack, tried[-1].length, both).instrument)
    return tried


def _built(pack: FrameworkContent, length: int, both: bool = False) -> BuiltQuestionnaire:
    rule = SelectionRule(items_per_competency=length)
    return build_questionnaire(
        pack.framework, pack.feedback_texts, rule=rule, with_effectiveness=both
    )


def _try_length(pack: FrameworkContent, length: int) -> TriedLength:
    built = _built(pack, length)
    sections = built.instrument.sections
    return TriedLength(
        length=length,
        n_items=len(built.instrument.items),
        minutes=built.instrument.minutes,
        is_even=all(len(section.items) == length for section in sections),
        findings=built.findings,
    )


def _make_reports(pack: FrameworkContent, instrument: FeedbackInstrument) -> None:
    """Make the report and the facilitator's pack for each role, and for none."""
    made_up = made_up_feedback(instrument)
    ratings = (*made_up.ratings, *made_up.late)
    table = rating_table(ratings, instrument)
    feedback, _release = disclosed_feedback(table, made_up.leader)
    comments = [
        Comment(question, text, rating.rater)
        for rating in ratings
        for question, text in rating.comments.items()
    ]
    for role in (None, *pack.role_profiles):
        context = FeedbackContext(
            feedback=feedback,
            instrument=instrument,
            framework=pack.framework,
            texts=pack.feedback_report_texts,
            name=made_up.name,
            day=made_up.day,
            comments=pool_comments(comments, ratings_of_leader(table), seed=0),
            role=role,
        )
        render_html_body(compose_feedback_report(context))
        render_html_body(compose_facilitator_pack(context))
