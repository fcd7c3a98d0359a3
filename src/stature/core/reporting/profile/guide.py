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
from stature.core.reporting.profile.context import ProfileContext
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import show_number, show_signed


def introduction_section(context: ProfileContext) -> ReportSection:
    """Why service decides success, and the steps of leaders in order of priority."""
    steps = tuple(
        Step(heading=section.name, text=section.step) for section in context.instrument.sections
    )
    return ReportSection(
        anchor="steps",
        heading=context.texts.fill("heading.steps"),
        starts_page=True,
        blocks=(
            context.paragraph("introduction.customers"),
            context.paragraph("introduction.leaders"),
            Steps(steps=steps),
            context.paragraph("introduction.areas", "introduction.next"),
        ),
    )


def reading_section(context: ProfileContext) -> ReportSection:
    """How to read the scores, with a worked example."""
    uses = tuple(Step(heading=use.heading, text=use.text) for use in context.texts.uses_of_scores)
    maximum = context.score.sections[0].totals[context.own].maximum
    facts = {
        "items": len(context.instrument.sections[0].items),
        "maximum": maximum,
        "minimum": context.instrument.scoring.minimum_answered,
    }
    meaning = [
        context.texts.say("reading.points"),
        context.texts.say("reading.total", **facts),
        context.texts.say("reading.missing", **facts),
    ]
    return ReportSection(
        anchor="reading",
        heading=context.texts.fill("heading.reading"),
        blocks=(
            Paragraph(sentences=tuple(meaning)),
            _worked_example(context, maximum),
            Steps(steps=uses),
            context.paragraph("reading.error", "reading.no_norms"),
            context.paragraph("reading.worth", "reading.colleagues"),
            context.paragraph("reading.rest"),
        ),
    )


def _worked_example(context: ProfileContext, maximum: int) -> Dumbbell:
    fill = context.texts.fill
    row = DumbbellRow(
        label=fill("example.label"),
        first=18,
        second=12,
        first_text="18",
        second_text="12",
        gap_text="+6",
    )
    return Dumbbell(
        title=fill("example.title"),
        description=fill("chart.row", label=row.label, first="18", second="12"),
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
        heading=context.texts.count("heading.areas", len(context.sections)),
        starts_page=True,
        blocks=(_totals_table(context), *overviews),
    )


def _totals_table(context: ProfileContext) -> DataTable:
    fill = context.texts.fill
    rows = tuple(
        (
            context.section(section.section).name,
            context.show_total(section.totals[context.own]),
            context.show_total(section.totals[context.organisation]),
            context.show_gap(section),
            str(_coached_in(context, section.section)),
        )
        for section in context.score.sections
    )
    return DataTable(
        caption=fill("table.totals", maximum=context.score.sections[0].totals[context.own].maximum),
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
    fill, totals = context.texts.fill, context.score.totals
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


def _coached_in(context: ProfileContext, section: str) -> int:
    return sum(flagged.item.startswith(f"{section}-") for flagged in context.score.coached)
