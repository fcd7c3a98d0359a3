"""The report as plain text: each kind of block says what the page shows of it, and no more."""

from __future__ import annotations

import re

import pytest

from stature.core.reporting import blocks
from stature.core.reporting.blocks import (
    AnswerCounts,
    AnswerCountsRow,
    Block,
    Bullets,
    CompetencyGrid,
    DataTable,
    GridCell,
    GridRow,
    GridTier,
    Highlight,
    HighlightList,
    Highlights,
)
from stature.core.reporting.render_text import WIDTH, render_text
from stature.core.reporting.report import Report
from stature.core.reporting.text_blocks import lines_of
from tests.core.reporting.text_and_page import not_in_the_text, not_on_the_page


def kinds_of(block: type[Block]) -> list[type[Block]]:
    return [each for kind in block.__subclasses__() for each in (kind, *kinds_of(kind))]


@pytest.mark.parametrize("kind", kinds_of(Block), ids=lambda kind: kind.__name__)
def test_every_kind_of_block_has_its_own_rule(kind: type[Block]) -> None:
    assert kind in lines_of.registry


def test_block_without_a_rule_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="no plain text"):
        list(lines_of(Block(kind="new")))


def test_text_says_what_the_page_says_and_no_more(report: Report) -> None:
    assert not_on_the_page(report) == []
    assert not_in_the_text(report) == []


def test_words_for_an_empty_list_stand_only_where_it_is_empty() -> None:
    full = HighlightList(
        heading="Strengths", highlights=(Highlight(code="T1", text="Listening."),), if_none="None."
    )
    empty = HighlightList(heading="Priorities", highlights=(), if_none="None.")
    lines = list(lines_of(Highlights(page_label="page", lists=(full, empty))))
    assert lines == ["Strengths:", "- T1 Listening.", "Priorities:", "None."]


def test_each_count_stands_after_its_answer() -> None:
    row = AnswerCountsRow(label="Greets people", counts=(0, 6, 3), own=1, own_text="Now and then")
    chart = AnswerCounts(
        title="", row_heading="Item", own_label="You", options=("Never", "Now and then", "Always"),
        rows=(row,),
    )  # fmt: skip
    assert list(lines_of(chart)) == [
        "- Greets people: Never 0, Now and then 6, Always 3; You: Now and then"
    ]


def test_entries_of_a_list_are_lines_of_their_own() -> None:
    assert list(lines_of(Bullets(entries=("One.", "Two.")))) == ["- One.", "- Two."]


def test_figures_of_a_table_stand_after_their_headings() -> None:
    table = DataTable(caption="Who", header=("Group", "People"), rows=(("Peers", "3"),))
    assert list(lines_of(table)) == ["Who", "- Peers: People 3"]


def test_empty_cells_of_the_grid_are_left_out() -> None:
    cell = GridCell(code="T1", name="Focus", score="3.5", tagline="From 8 people.", target="t1")
    empty = GridCell(code="", name="", tagline="", target="")
    grid = CompetencyGrid(
        caption="All", corner="Cluster",
        tiers=(GridTier(name="Threshold", columns=1), GridTier(name="Higher", columns=1)),
        rows=(GridRow(name="Service", cells=(empty, cell)),),
    )  # fmt: skip
    assert list(lines_of(grid)) == ["All", "Service:", "- Higher: T1 Focus 3.5 From 8 people."]


def test_lines_are_no_wider_than_the_width(report: Report) -> None:
    assert max(map(len, render_text(report).splitlines())) <= WIDTH


def test_long_entry_of_a_list_goes_on_under_its_own_text(report: Report) -> None:
    wrapped = re.findall(r"^- .*\n(  \S.*)$", render_text(report), re.MULTILINE)
    assert wrapped


def test_all_blocks_are_given_out() -> None:
    assert {kind.__name__ for kind in kinds_of(Block)} <= set(blocks.__all__)
