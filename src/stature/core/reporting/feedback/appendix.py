"""The appendix: all competencies by group, all items where shown, method, words used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stature.core.disclosure import ALL_RATERS, SELF
from stature.core.errors import PsychometricsError
from stature.core.reporting.blocks import (
    Block,
    DataTable,
    Heading,
)
from stature.core.reporting.closing_parts import glossary_section
from stature.core.reporting.feedback.charts import range_of, with_n
from stature.core.reporting.feedback.competencies import answer_counts
from stature.core.reporting.feedback.context import NOT_SHOWN, FeedbackContext, anchor_of, note
from stature.core.reporting.feedback.method import method_section
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import show_signed
from stature.core.scoring.feedback.units import UnitKind

LARGER_UNITS = (UnitKind.CLUSTER, UnitKind.TIER)
ITEM_GAPS = 8


def appendix_sections(context: FeedbackContext) -> Iterator[ReportSection]:
    """The parts of the appendix in their order."""
    yield _all_competencies(context)
    if context.norms is not None:
        yield _norms(context)
    yield _all_items(context)
    yield method_section(context)
    yield glossary_section(context.texts, context.fill("heading.glossary"))


def _all_competencies(context: FeedbackContext) -> ReportSection:
    blocks: list[Block] = [context.paragraph("all.introduction"), _by_group(context)]
    blocks.append(_larger_units(context))
    if context.feedback.effectiveness:
        blocks.append(_effectiveness(context))
    return ReportSection(
        anchor="all",
        heading=context.fill("heading.all"),
        blocks=tuple(blocks),
        starts_page=True,
        is_appendix=True,
    )


def _by_group(context: FeedbackContext) -> DataTable:
    groups = [SELF, *context.groups_with_figures, ALL_RATERS]
    return DataTable(
        caption=context.fill("all.caption"),
        header=(
            context.fill("chart.competency"),
            *[
                context.fill("chart.you") if group == SELF else context.group_name(group)
                for group in groups
            ],
        ),
        rows=tuple(
            (
                f"{section.code} {section.name}",
                *[with_n(context, context.figure(section.code, group)) for group in groups],
            )
            for section in context.sections
        ),
        numeric=tuple(range(1, len(groups) + 1)),
    )


def _larger_units(context: FeedbackContext) -> DataTable:
    named = [
        (
            figure.code,
            context.fill(f"tier.{figure.code}") if figure.kind is UnitKind.TIER else figure.name,
        )
        for figure in context.feedback.figures
        if figure.kind in LARGER_UNITS
    ]
    return DataTable(
        caption=context.fill("all.larger"),
        header=(
            context.fill("all.unit"),
            context.fill("chart.you"),
            context.fill("chart.others_n"),
            context.fill("chart.range"),
        ),
        rows=tuple(
            (
                name,
                context.own(code),
                with_n(context, context.figure(code, ALL_RATERS)),
                range_of(context, context.figure(code, ALL_RATERS)),
            )
            for code, name in dict.fromkeys(named)
        ),
        numeric=(1, 2, 3),
    )


def _effectiveness(context: FeedbackContext) -> DataTable:
    """The second scale, how well it works, for oneself and all others."""
    found = {(each.code, each.group): each for each in context.feedback.effectiveness}
    return DataTable(
        caption=context.fill("all.effectiveness"),
        header=(
            context.fill("chart.competency"),
            context.fill("chart.you"),
            context.fill("chart.others_n"),
        ),
        rows=tuple(
            (
                f"{section.code} {section.name}",
                NOT_SHOWN if (own := found.get((section.code, SELF))) is None else own.words,
                with_n(context, found.get((section.code, ALL_RATERS))),
            )
            for section in context.sections
        ),
        numeric=(1, 2),
    )


def _norms(context: FeedbackContext) -> ReportSection:
    """Each competency's place among other leaders; the label says who they are."""
    norms = context.norms
    assert norms is not None
    rows = tuple(
        (f"{section.code} {section.name}", context.others(section.code), place)
        for section in context.sections
        if (place := _percentile(context, section.code))
    )
    table = DataTable(
        caption=context.fill("norms.caption"),
        header=(
            context.fill("chart.competency"),
            context.fill("chart.others"),
            context.fill("norms.place"),
        ),
        rows=rows,
        numeric=(1, 2),
    )
    return ReportSection(
        anchor="norms",
        heading=context.fill("heading.norms"),
        starts_page=True,
        blocks=(
            note(context.say("norms.label", label=norms.label)),
            context.paragraph("norms.introduction"),
            table if rows else context.paragraph("norms.none"),
        ),
        is_appendix=True,
    )


def _percentile(context: FeedbackContext, code: str) -> str:
    figure = context.figure(code, ALL_RATERS)
    if context.norms is None or figure is None or figure.value is None or figure.status != "shown":
        return ""
    try:
        placed = context.norms.place_of(code, figure.value)
    except PsychometricsError:  # too few leaders in the norms
        return ""
    numbers = (placed.estimate[0], placed.low[0], placed.high[0])
    estimate, low, high = (f"{min(max(number, 0), 100):.0f}" for number in numbers)
    return context.fill("norms.percentile", percentile=estimate, low=low, high=high)


def _all_items(context: FeedbackContext) -> ReportSection:
    blocks: list[Block] = [context.paragraph("items.introduction")]
    blocks += _item_gaps(context)
    shown_before = (*context.choice.strengths, *context.choice.priorities)
    for section in context.sections:
        counts = answer_counts(context, section)
        anchor = "" if section.code in shown_before else anchor_of(section.code)
        if counts is not None:
            blocks += [Heading(text=f"{section.code} {section.name}", anchor=anchor), counts]
        elif anchor:
            heading = Heading(text=f"{section.code} {section.name}", anchor=anchor)
            blocks += [heading, note(context.say("counts.not_shown"))]
    return ReportSection(
        anchor="items",
        heading=context.fill("heading.items"),
        blocks=tuple(blocks),
        starts_page=True,
        is_appendix=True,
    )


def _item_gaps(context: FeedbackContext) -> Sequence[Block]:
    if not context.feedback.item_gaps:
        return ()
    stems = {item.code: item.stems["others"] for item in context.instrument.items}
    rows = tuple(
        (stems[gap.item], show_signed(gap.difference))
        for gap in context.feedback.item_gaps[:ITEM_GAPS]
    )
    table = DataTable(
        caption=context.fill("items.gaps"),
        header=(context.fill("counts.item"), context.fill("chart.gap")),
        rows=rows,
        numeric=(1,),
    )
    return (table, note(context.say("items.gaps_error")))
