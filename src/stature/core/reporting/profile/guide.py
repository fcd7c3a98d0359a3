"""The pages that explain: the steps to good service, how to read scores, the areas."""

from __future__ import annotations

from stature.core.reporting.blocks import (
    DataTable,
    Dumbbell,
    DumbbellRow,
    Heading,
    Paragraph,
    Sentence,
    Step,
    Steps,
)
from stature.core.reporting.profile.context import ProfileContext, say_all
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import NamedText, show_number, show_signed


def introduction_section(context: ProfileContext) -> ReportSection:
    """Why service decides success, and the steps of leaders in order of priority."""
    steps = tuple(Step(heading=section.name, text=section.step) for section in context.sections)
    return ReportSection(
        anchor="steps",
        heading=context.fill_of_areas("heading.steps"),
        starts_page=True,
        blocks=(
            context.paragraph("introduction.customers"),
            say_all([context.say_of_areas("introduction.leaders")]),
            Steps(steps=steps),
            say_all(
                [
                    context.say_of_areas("introduction.areas"),
                    context.say("introduction.next"),
                ]
            ),
        ),
    )


def reading_section(context: ProfileContext) -> ReportSection:
    """How to read the scores, with a worked example."""
    uses = tuple(
        Step(heading=use.heading, text=_use_in_words(context, use))
        for use in context.texts.uses_of_scores
    )
    maximum = context.maximum
    facts = {
        "items": len(context.sections[0].items),
        "maximum": maximum,
        "minimum": context.instrument.scoring.minimum_answered,
    }
    meaning = [
        context.say("reading.points"),
        context.say("reading.total", **facts),
        context.say("reading.missing", **facts),
    ]
    return ReportSection(
        anchor="reading",
        heading=context.fill("heading.reading"),
        blocks=(
            Paragraph(sentences=tuple(meaning)),
            _worked_example(context, maximum),
            Steps(steps=uses),
            context.paragraph("reading.error", "reading.no_norms"),
            say_all([context.say_of_areas("reading.worth"), context.say("reading.colleagues")]),
            say_all([context.say_of_areas("reading.rest")]),
        ),
    )


def _use_in_words(context: ProfileContext, use: NamedText) -> str:
    return (use.for_one_area if len(context.sections) == 1 else None) or use.text


def _worked_example(context: ProfileContext, maximum: int) -> Dumbbell:
    """Three quarters of the highest total for oneself, and half of it for the organisation."""
    fill = context.fill
    first, second = maximum * 3 // 4, maximum // 2
    row = DumbbellRow(
        label=fill("example.label"),
        first=first,
        second=second,
        first_text=show_number(first),
        second_text=show_number(second),
        gap_text=show_signed(first - second),
    )
    return Dumbbell(
        title=fill("example.title", gap=show_number(first - second)),
        description=fill(
            "chart.row", label=row.label, first=row.first_text, second=row.second_text
        ),
        row_heading=fill("chart.area"),
        first_label=fill("chart.you"),
        second_label=fill("chart.organisation"),
        gap_label=fill("chart.gap"),
        maximum=maximum,
        ticks=tuple(range(0, maximum + 1, max(1, maximum // 4))),
        rows=(row,),
    )


def areas_section(context: ProfileContext) -> ReportSection:
    """One paragraph on each area, and the table of all totals."""
    overviews = [
        block
        for section in context.sections
        for block in (
            Heading(text=section.name),
            Paragraph(sentences=(Sentence(text=section.overview, rule="section.overview"),)),
        )
    ]
    return ReportSection(
        anchor="areas",
        heading=context.count("heading.areas", len(context.sections)),
        starts_page=True,
        blocks=(_totals_table(context), *overviews),
    )


def _totals_table(context: ProfileContext) -> DataTable:
    fill = context.fill
    rows = tuple(
        (
            context.section(section.section).name,
            context.show_total(section.totals[context.own]),
            context.show_total(section.totals[context.organisation]),
            context.show_gap(section),
            str(len(context.coached_in(context.section(section.section)))),
        )
        for section in context.score.sections
    )
    return DataTable(
        caption=context.fill_of_areas("table.totals", maximum=context.maximum),
        header=(
            fill("chart.area"),
            fill("chart.you"),
            fill("chart.organisation"),
            fill("chart.gap"),
            fill("table.coached"),
        ),
        rows=(*rows, _sum_row(context)) if len(rows) > 1 else rows,
        numeric=(1, 2, 3, 4),
    )


def _sum_row(context: ProfileContext) -> tuple[str, ...]:
    fill, totals = context.fill, context.score.totals
    own, organisation = totals[context.own], totals[context.organisation]
    shown = [
        fill("total.none")
        if total is None
        else fill("table.of", number=show_number(total), maximum=context.score.maximum)
        for total in (own, organisation)
    ]
    gap = (
        fill("total.none")
        if own is None or organisation is None
        else show_signed(own - organisation)
    )
    return (fill("table.all_areas"), *shown, gap, str(len(context.score.coached)))
