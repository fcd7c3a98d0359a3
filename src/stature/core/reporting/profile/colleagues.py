"""Colleagues' view: the reader's rating of the organisation beside the colleagues' average."""

from __future__ import annotations

from stature.core.reporting.blocks import Dumbbell, DumbbellRow
from stature.core.reporting.profile.context import ProfileContext, section_anchor
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import ReportTexts, show_number, show_signed
from stature.core.scoring.colleagues import ColleaguesArea, ColleaguesView

NOT_SHOWN = "–"


def has_words(texts: ReportTexts) -> bool:
    """Whether the texts, which may be older than this section, have words for it."""
    return "colleagues.introduction" in texts.texts


def colleagues_section(context: ProfileContext, view: ColleaguesView) -> ReportSection:
    """What the colleagues' averages are, how they are kept safe, and one chart."""
    introduction = context.paragraph("colleagues.introduction", "colleagues.protected")
    closing = context.paragraph("colleagues.talk")
    return ReportSection(
        anchor="colleagues",
        heading=context.fill("heading.colleagues"),
        blocks=(introduction, _chart(context, view), closing),
        starts_page=True,
    )


def _chart(context: ProfileContext, view: ColleaguesView) -> Dumbbell:
    fill = context.fill
    asked = {section.code for section in context.sections}
    rows = tuple(_row(context, area) for area in view.areas if area.section in asked)
    return Dumbbell(
        title=fill("colleagues.title"),
        description="; ".join(
            fill("colleagues.row", label=row.label, first=row.first_text, second=row.second_text)
            for row in rows
        ),
        row_heading=fill("chart.area"),
        first_label=fill("chart.you"),
        second_label=fill("colleagues.label"),
        gap_label=fill("chart.gap"),
        maximum=context.maximum,
        ticks=tuple(range(0, context.maximum + 1, max(1, context.maximum // 4))),
        rows=rows,
    )


def _row(context: ProfileContext, area: ColleaguesArea) -> DumbbellRow:
    mine = context.score.section(area.section).totals[context.organisation]
    shown = show_number(area.value)
    is_exact = area.band == "none"
    return DumbbellRow(
        label=context.fill(
            "colleagues.area",
            area=context.section(area.section).short_name,
            colleagues=context.count("colleagues.counted", area.n),
        ),
        first=mine.value,
        second=area.value,
        first_text=context.show_total(mine),
        second_text=shown if is_exact else _band_in_words(context, area.band, shown),
        gap_text=NOT_SHOWN
        if mine.value is None or not is_exact
        else show_signed(mine.value - area.value),
        target=section_anchor(area.section),
    )


def _band_in_words(context: ProfileContext, band: str, number: str) -> str:
    key = "colleagues.or_more" if band == "or_more" else "colleagues.or_less"
    return context.fill(key, number=number)
