"""The feedback report as plain text, for those who hear it read aloud."""

from __future__ import annotations

import re

from stature.core.instrument.feedback import RaterGroup
from stature.core.reporting.blocks import Highlights
from stature.core.reporting.feedback import (
    FeedbackContext,
    compose_facilitator_pack,
    compose_feedback_report,
)
from stature.core.reporting.render_text import render_text
from stature.core.reporting.report import Report
from tests.core.reporting.feedback.conftest import ContextOf
from tests.core.reporting.text_and_page import not_in_the_text, not_on_the_page, one_line


def words_for_none(report: Report) -> list[str]:
    """The words for an empty list, of each list that is not empty."""
    found = [block for each in report.sections for block in each.blocks]
    lists = [each for block in found if isinstance(block, Highlights) for each in block.lists]
    empty = {each.if_none for each in lists if not each.highlights}
    return [each.if_none for each in lists if each.if_none and each.if_none not in empty]


def test_text_of_the_made_up_leader_says_what_the_page_says(demo_report: Report) -> None:
    assert not_on_the_page(demo_report) == []
    assert not_in_the_text(demo_report) == []


def test_text_says_nothing_that_is_meant_for_another_leader(demo_report: Report) -> None:
    told = one_line(render_text(demo_report))
    assert words_for_none(demo_report)
    assert not [words for words in words_for_none(demo_report) if one_line(words) in told]
    assert not re.search(r"^page$", render_text(demo_report), re.MULTILINE)


def test_text_gives_the_counts_of_answers(demo_report: Report) -> None:
    told = one_line(render_text(demo_report))
    assert re.search(r": Hardly ever \d, Now and then \d, About half the time \d, ", told)


def test_text_of_the_facilitators_pack_says_what_the_page_says(
    demo_context: FeedbackContext,
) -> None:
    pack = compose_facilitator_pack(demo_context)
    assert not_on_the_page(pack) == []
    assert not_in_the_text(pack) == []


def test_text_of_a_leader_with_too_few_answers_says_what_the_page_says(
    context_of: ContextOf,
) -> None:
    report = compose_feedback_report(context_of({RaterGroup.SELF: [3], RaterGroup.PEERS: [5, 5]}))
    assert not_on_the_page(report) == []
    assert not_in_the_text(report) == []
