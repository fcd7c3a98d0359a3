"""What the leadership competency report says of the made-up leader."""

import re

import pytest

from stature.core.disclosure import ALL_RATERS, SELF
from stature.core.errors import ReportError
from stature.core.framework.wording import mean_sentence_length, reading_grade
from stature.core.reporting.blocks import (
    AnswerCounts,
    Bullets,
    CompetencyGrid,
    ContractForm,
    DataTable,
    HighlightList,
    Highlights,
    ListColumns,
    RatingDots,
)
from stature.core.reporting.feedback import (
    FeedbackContext,
    compose_facilitator_pack,
    compose_feedback_report,
)
from stature.core.reporting.feedback.context import anchor_of
from stature.core.reporting.render_html import render_html, render_html_site
from stature.core.reporting.render_pdf import render_pdf
from stature.core.reporting.report import Report, ReportSection, texts_in
from stature.core.scoring.feedback import made_up_norms
from stature.packs import FrameworkPack
from stature.packs.made_up_feedback import MadeUpFeedback


def section(report: Report, anchor: str) -> ReportSection:
    return next(each for each in report.sections if each.anchor == anchor)


def words_of(part: ReportSection | Report) -> str:
    return " ".join(texts_in(part))


def lists_of(report: Report, anchor: str) -> list[HighlightList]:
    blocks = section(report, anchor).blocks
    return [each for block in blocks if isinstance(block, Highlights) for each in block.lists]


def test_sections_stand_in_the_order_of_reading(demo_report: Report) -> None:
    assert [each.anchor for each in demo_report.sections] == [
        "glance",
        "reading",
        "answered",
        "grid",
        "dots",
        "agreement",
        "strengths",
        "priorities",
        "comments",
        "emphasis",
        "role",
        "plan",
        "all",
        "items",
        "method",
        "glossary",
    ]


def test_first_page_names_two_strengths_two_priorities_and_a_surprise(demo_report: Report) -> None:
    strengths, priorities, surprise = lists_of(demo_report, "glance")
    assert [each.code for each in strengths.highlights] == ["I1", "T1"]
    assert [each.code for each in priorities.highlights] == ["A3", "M4"]
    assert [each.code for each in surprise.highlights] == ["A3"]
    assert "You rate this 1.8 higher" in surprise.highlights[0].text


def test_everyone_who_answered_is_accounted_for(demo_report: Report) -> None:
    table = next(b for b in section(demo_report, "answered").blocks if isinstance(b, DataTable))
    assert [(row[0], row[1]) for row in table.rows] == [
        ("You", "1"),
        ("Your manager", "1"),
        ("Peers", "3"),
        ("Direct reports", "4"),
        ("Customers", "3"),
        ("Others", "1"),
    ]
    how = {row[0]: row[2] for row in table.rows}
    assert how["Others"].startswith("Not shown.")
    assert how["Direct reports"].startswith("Shown as a group with 3 people.")
    assert "Direct reports: 1 person answered" in words_of(section(demo_report, "answered"))


def test_late_answer_and_small_group_are_in_no_figure(demo_report: Report) -> None:
    table = section(demo_report, "all").blocks[1]
    assert isinstance(table, DataTable)
    assert table.header == (
        "Competency",
        "You",
        "Your manager",
        "Peers",
        "Direct reports",
        "Customers",
        "All others",
    )
    assert all(row[4].endswith("(3)") and row[6].endswith("(10)") for row in table.rows)


def test_comments_of_the_late_rater_wait(demo_report: Report, made_up: MadeUpFeedback) -> None:
    text = words_of(section(demo_report, "comments"))
    assert [c for rating in made_up.late for c in rating.comments.values() if c in text] == []
    told = [c for rating in made_up.ratings for c in rating.comments.values()]
    assert len(told) == 8
    assert all(comment in text for comment in told)


def test_grid_has_each_competency_with_score_people_and_gap_in_words(demo_report: Report) -> None:
    grid = next(b for b in section(demo_report, "grid").blocks if isinstance(b, CompetencyGrid))
    cells = {cell.code: cell for row in grid.rows for cell in row.cells}
    assert len(cells) == 16
    assert cells["A3"].score == "2.2"
    assert "From 10 people." in cells["A3"].tagline
    assert "↑\u00a0You rate yourself clearly higher." in cells["A3"].tagline
    assert "↓\u00a0You rate yourself clearly lower." in cells["I1"].tagline
    assert "within chance" in cells["T4"].tagline
    assert cells["T1"].tagline == "From 10 people."


def test_dots_are_sorted_by_others_inside_each_tier(demo_report: Report) -> None:
    chart = next(b for b in section(demo_report, "dots").blocks if isinstance(b, RatingDots))
    assert len(chart.rows) == 16
    starts = [place for place, row in enumerate(chart.rows) if row.heading]
    assert starts == [0, 8]
    for part in (chart.rows[:8], chart.rows[8:]):
        seen = [row.others for row in part if row.others is not None]
        assert seen == sorted(seen, reverse=True)
        assert all(row.low <= row.others <= row.high for row in part if row.others and row.low)


def test_each_competency_stands_in_one_list_or_between_them(
    demo_report: Report, demo_context: FeedbackContext
) -> None:
    named = [each.code for one in lists_of(demo_report, "agreement") for each in one.highlights]
    between = next(b for b in section(demo_report, "agreement").blocks if isinstance(b, Bullets))
    rest = [s.code for s in demo_context.sections if s.code not in named]
    assert len(named) == len(set(named))
    assert all(demo_context.name_of(code) in " ".join(between.entries) for code in rest)
    headings = [one.heading for one in lists_of(demo_report, "agreement")]
    assert headings == [
        "Shared strengths",
        "Hidden strengths",
        "Possible blind spots",
        "Shared priorities",
    ]


@pytest.mark.parametrize("anchor", ["strengths", "priorities"])
def test_half_pages_have_groups_hints_and_questions(demo_report: Report, anchor: str) -> None:
    blocks = section(demo_report, anchor).blocks
    charts = [block for block in blocks if isinstance(block, RatingDots)]
    assert [len(chart.rows) for chart in charts] == [6, 6]
    for columns in (block for block in blocks if isinstance(block, ListColumns)):
        hints, questions, counter_indicators = columns.groups
        assert len(hints.questions) == 3
        assert len(questions.questions) == 4
        assert len(counter_indicators.questions) == 3


def test_band_is_drawn_as_a_range_without_a_mark(demo_report: Report) -> None:
    chart = next(b for b in section(demo_report, "strengths").blocks if isinstance(b, RatingDots))
    row = next(row for row in chart.rows if row.label == "Customers")
    assert "4.5 or more" in row.figures
    assert (row.others, row.low, row.high) == (None, 4.5, 5.0)


def test_spread_of_answers_is_shown_only_where_it_may_be(
    demo_report: Report, demo_context: FeedbackContext
) -> None:
    hidden = {each.item for each in demo_context.feedback.items if each.counts is None}
    stems = {item.stems["others"] for item in demo_context.instrument.items if item.code in hidden}
    assert stems
    told = [
        row.label
        for each in demo_report.sections
        for block in each.blocks
        if isinstance(block, AnswerCounts)
        for row in block.rows
    ]
    assert stems.isdisjoint(told)
    assert "could show who said what" in words_of(section(demo_report, "priorities"))


def test_plan_begins_with_the_first_priority(demo_report: Report) -> None:
    form = next(b for b in section(demo_report, "plan").blocks if isinstance(b, ContractForm))
    assert form.fields[0].filled_in.startswith("Developing talent and capability. First step: ")


def test_role_names_what_lies_below_its_target_and_keeps_technical_apart(
    demo_report: Report,
) -> None:
    role = section(demo_report, "role")
    chart = next(block for block in role.blocks if isinstance(block, RatingDots))
    below = [row.label[:2] for row in chart.rows if row.figures[-1].endswith("below")]
    assert below == ["T2", "A3", "M4"]
    assert chart.title == "Clearly below their targets: three competencies"
    assert "not added up" in words_of(role)


def test_no_raw_figure_reaches_the_report(
    demo_report: Report, demo_context: FeedbackContext
) -> None:
    """Every number beside a group is the one that was published."""
    table = section(demo_report, "all").blocks[1]
    assert isinstance(table, DataTable)
    for row, asked in zip(table.rows, demo_context.sections, strict=True):
        for cell, group in ((row[1], SELF), (row[-1], ALL_RATERS)):
            figure = demo_context.feedback.figure(asked.code, group)
            assert figure is not None
            assert cell == f"{figure.words} ({figure.n})"


def test_links_lead_to_places_that_exist(demo_report: Report) -> None:
    html = render_html(demo_report)
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'id="([^"]+)"', html))
    assert {anchor_of("A3"), anchor_of("T2")} <= targets
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_report_renders_as_pdf_and_as_a_site(demo_report: Report) -> None:
    assert render_pdf(demo_report).startswith(b"%PDF")
    assert "Made-up data" in render_html_site(demo_report)["dots.html"]


def test_never_says_weakness(demo_report: Report) -> None:
    assert "weak" not in words_of(demo_report).lower()


def test_facilitators_pack_is_the_report_with_agenda_and_cautions(
    demo_report: Report, demo_context: FeedbackContext
) -> None:
    made = compose_facilitator_pack(demo_context)
    added = [each.anchor for each in made.sections if each not in demo_report.sections]
    assert added == ["agenda", "cautions"]
    agenda = next(b for b in section(made, "agenda").blocks if isinstance(b, DataTable))
    assert agenda.rows[-1][2:] == ("120", "180")
    assert "A group is not shown." in words_of(section(made, "cautions"))


def test_made_up_norms_are_labelled_on_every_page(demo_context: FeedbackContext) -> None:
    norms = made_up_norms(demo_context.instrument, seed=1, on=demo_context.day)
    fields = {name: getattr(demo_context, name) for name in demo_context.__dataclass_fields__}
    report = compose_feedback_report(FeedbackContext(**fields | {"norms": norms, "made_up": False}))
    assert "norms in this report are made up" in report.footer
    assert "Made-up norms" in words_of(section(report, "norms"))


def test_texts_are_plain(pack: FrameworkPack) -> None:
    prose = {k: t for k, t in pack.feedback_report_texts.texts.items() if len(t.split()) > 25}
    assert prose
    for key, text in prose.items():
        if key != "method.versions":
            assert reading_grade(text) <= 8, key
            assert mean_sentence_length(text) <= 18, key


def test_another_questionnaire_is_refused(demo_context: FeedbackContext) -> None:
    other = demo_context.instrument.model_copy(update={"version": "9.9.9"})
    fields = {name: getattr(demo_context, name) for name in demo_context.__dataclass_fields__}
    with pytest.raises(ReportError, match="another questionnaire"):
        FeedbackContext(**fields | {"instrument": other})
