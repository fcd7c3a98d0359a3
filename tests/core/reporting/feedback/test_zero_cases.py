"""Reports at the edges: nobody else, too few, no gaps, all high, all low, missing answers."""

import math

import numpy as np

from stature.core.disclosure import Comment, CommentPool, Ratings, pool_comments
from stature.core.instrument.feedback import FeedbackInstrument, RaterGroup
from stature.core.reporting.blocks import ContractForm, RatingDots
from stature.core.reporting.feedback import compose_facilitator_pack, compose_feedback_report
from stature.core.reporting.render_html import render_html
from stature.core.reporting.render_pdf import render_pdf
from stature.core.reporting.report import Report
from tests.core.reporting.feedback.conftest import ContextOf
from tests.core.reporting.feedback.test_feedback_report import lists_of, section, words_of

SELF, MANAGER, PEERS = RaterGroup.SELF, RaterGroup.MANAGER, RaterGroup.PEERS
REPORTS, CUSTOMERS = RaterGroup.DIRECT_REPORTS, RaterGroup.CUSTOMERS


def opening(report: Report) -> str:
    return words_of(section(report, "glance"))


def test_self_only_shows_ones_own_view_and_claims_no_more(context_of: ContextOf) -> None:
    context = context_of(
        {SELF: [{"else": 3, "T1": 5, "A3": 1}]}, comments=CommentPool((), frozenset())
    )
    report = compose_feedback_report(context)
    assert "You rate yourself highest in Customer orientation: 5.0 out of 5." in opening(report)
    assert "You rate yourself lowest in Developing talent and capability" in opening(report)
    assert "your view stands alone" in opening(report)
    assert "Nobody but you has answered so far." in words_of(section(report, "answered"))
    assert "No scores of others can be shown" in words_of(section(report, "agreement"))
    assert "There is no comment to show." in words_of(section(report, "comments"))
    assert "others rate" not in opening(report)
    chart = next(b for b in section(report, "dots").blocks if isinstance(b, RatingDots))
    assert chart.title == "There is no gap to show yet"
    assert all(row.others is None and row.own is not None for row in chart.rows)
    render_html(report)
    assert render_pdf(report).startswith(b"%PDF")


def test_too_few_raters_are_told_of_and_not_shown(context_of: ContextOf) -> None:
    report = compose_feedback_report(context_of({SELF: [3], PEERS: [5, 5]}))
    answered = words_of(section(report, "answered"))
    assert "2 people from one group answered about you." in answered
    assert "Not shown. Too few people answered" in answered
    assert "5.0" not in words_of(section(report, "all"))
    assert "your view stands alone" in opening(report)


def test_merged_groups_are_named(context_of: ContextOf) -> None:
    report = compose_feedback_report(
        context_of({SELF: [3], PEERS: [4, 3, 4], REPORTS: [3, 4], CUSTOMERS: [3, 4]})
    )
    how = "Too few for a group. Put together: Direct reports and Customers."
    assert words_of(section(report, "answered")).count(how) == 2
    assert "Groups put together" in words_of(section(report, "all"))


def test_no_gaps(context_of: ContextOf) -> None:
    report = compose_feedback_report(context_of({SELF: [4], PEERS: [4, 4, 4], REPORTS: [4, 4, 4]}))
    assert "You and others see you much the same way." in opening(report)
    assert "No rating of yours lies half a point or more away" in opening(report)
    chart = next(b for b in section(report, "dots").blocks if isinstance(b, RatingDots))
    assert chart.title == "No gap between you and others is wider than chance could make"


def test_all_high_has_no_priorities_and_leaves_the_choice_free(context_of: ContextOf) -> None:
    level = {"else": 5, "M4": 4, "A4": 4}
    report = compose_feedback_report(
        context_of({SELF: [5], PEERS: [level] * 3, REPORTS: [level] * 3})
    )
    assert "you are free to choose what to grow next" in opening(report)
    _, priorities, _ = lists_of(report, "glance")
    assert priorities.highlights == ()
    assert "There is most room in Innovative and Agility." in priorities.if_none
    assert "priorities" not in [each.anchor for each in report.sections]
    form = next(b for b in section(report, "plan").blocks if isinstance(b, ContractForm))
    assert form.fields[0].filled_in.startswith("Innovative. First step: ")


def test_all_low_has_no_strengths_and_names_what_comes_nearest(context_of: ContextOf) -> None:
    level = {"else": 2, "T1": 3}
    report = compose_feedback_report(
        context_of({SELF: [2], PEERS: [level] * 3, REPORTS: [level] * 3})
    )
    assert "No competency reaches 3.5 yet. Customer orientation comes nearest" in opening(report)
    assert "strengths" not in [each.anchor for each in report.sections]


def test_all_the_same_names_no_highest(context_of: ContextOf) -> None:
    low = compose_feedback_report(context_of({SELF: [2], PEERS: [2, 2, 2], REPORTS: [2, 2, 2]}))
    assert "All others rate every competency the same, and below 3.5." in opening(low)
    high = compose_feedback_report(context_of({SELF: [4], PEERS: [4, 4, 4], REPORTS: [4, 4, 4]}))
    assert "All competencies are rated the same, and well." in opening(high)


def test_without_a_self_rating_there_is_no_gap(context_of: ContextOf) -> None:
    report = compose_feedback_report(context_of({PEERS: [4, 4, 3], REPORTS: [3, 4, 4]}))
    assert "You did not rate yourself, so there is no gap to show." in opening(report)
    assert "You did not rate yourself" in words_of(section(report, "agreement"))
    render_pdf(report)


def test_missing_answers_leave_a_competency_out_of_the_lists(context_of: ContextOf) -> None:
    unseen = {"else": 4, "T1": math.nan}
    report = compose_feedback_report(
        context_of({SELF: [4], PEERS: [unseen] * 3, REPORTS: [unseen] * 3})
    )
    assert "Too little is shown to tell: Customer orientation (–)." in words_of(
        section(report, "agreement")
    )
    chart = next(b for b in section(report, "dots").blocks if isinstance(b, RatingDots))
    row = next(row for row in chart.rows if row.label.startswith("T1"))
    assert (row.own, row.others, row.figures[1]) == (4.0, None, "–")


def test_nothing_answered_at_all(context_of: ContextOf) -> None:
    report = compose_feedback_report(context_of({SELF: [math.nan]}))
    assert "No score can be shown." in opening(report)
    assert render_pdf(report).startswith(b"%PDF")


def test_too_few_comments_say_when_they_are_shown(
    context_of: ContextOf, questionnaire: FeedbackInstrument
) -> None:
    ratings = Ratings(np.full((2, 1), 3.0), ("a", "b"), ("peers", "peers"))
    pool = pool_comments([Comment("keep", "Thank you.", "a")], ratings, seed=0)
    report = compose_feedback_report(context_of({SELF: [3], PEERS: [4, 4]}, comments=pool))
    text = words_of(section(report, "comments"))
    assert "once five people have answered, apart from you and your manager" in text
    assert "Thank you." not in text


def test_facilitator_of_a_report_without_others_plans_whom_to_ask(context_of: ContextOf) -> None:
    pack = compose_facilitator_pack(context_of({SELF: [3], MANAGER: [4]}))
    assert "plan whom to ask" in words_of(section(pack, "cautions"))
