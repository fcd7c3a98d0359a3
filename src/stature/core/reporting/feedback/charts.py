"""All competencies on two pages: the grid, and the dots sorted by what others see."""

from __future__ import annotations

from collections.abc import Iterator

from stature.core.disclosure import ALL_RATERS, SELF
from stature.core.framework.model import Competency
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.reporting.blocks import (
    Block,
    CompetencyGrid,
    GridCell,
    RatingDots,
    RatingRow,
)
from stature.core.reporting.feedback.answered import rating_key
from stature.core.reporting.feedback.context import NOT_SHOWN, FeedbackContext, anchor_of, note
from stature.core.reporting.framework_grid import TIERS, grid_rows, grid_tiers
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import show_signed
from stature.core.scoring.feedback import DisclosedFigure

NO_GAP_BELOW = 0.5


def grid_section(context: FeedbackContext) -> ReportSection:
    """Clusters by tier with each score, its n, and an arrow with words for a gap."""
    asked = context.instrument.sections_by_code
    clusters = [
        cluster.model_copy(
            update={"competencies": tuple(c for c in cluster.competencies if c.code in asked)}
        )
        for cluster in context.framework.clusters
        if any(competency.code in asked for competency in cluster.competencies)
    ]
    grid = CompetencyGrid(
        caption=context.fill("grid.caption"),
        corner=context.fill("grid.cluster"),
        tiers=grid_tiers(clusters, lambda tier: context.fill(f"tier.{tier}")),
        rows=grid_rows(clusters, lambda each: _cell(context, each)),
    )
    return ReportSection(
        anchor="grid",
        heading=context.fill("heading.grid"),
        starts_page=True,
        blocks=(context.paragraph("grid.introduction"), grid, note(context.say("grid.arrows"))),
    )


def _cell(context: FeedbackContext, competency: Competency) -> GridCell:
    figure = context.figure(competency.code, ALL_RATERS)
    if figure is None or figure.value is None:
        own = context.own(competency.code)
        score, told = NOT_SHOWN, context.fill("grid.self_only", own=own)
    else:
        score, told = figure.words, context.count("grid.people", figure.n)
    return GridCell(
        code=competency.code,
        name=competency.name,
        score=score,
        tagline=" ".join(filter(None, [told, _arrow(context, competency.code)])),
        target=anchor_of(competency.code),
    )


def _arrow(context: FeedbackContext, code: str) -> str:
    """Which of the two is higher, in words with an arrow; nothing where no gap is told."""
    gap = context.feedback.gaps[code]
    if gap.difference is None or abs(gap.difference) < NO_GAP_BELOW - 1e-9:
        return ""
    side = "self_higher" if gap.difference > 0 else "self_lower"
    return context.fill(f"grid.{side}" if gap.exceeds_error else f"grid.{side}.within_error")


def dots_section(context: FeedbackContext) -> ReportSection:
    """Every competency by tier, sorted by what others see, with self and others joined."""
    return ReportSection(
        anchor="dots",
        heading=context.fill("heading.dots"),
        starts_page=True,
        blocks=tuple(_dots(context)),
    )


def _dots(context: FeedbackContext) -> Iterator[Block]:
    fill = context.fill
    yield context.paragraph("dots.introduction")
    yield RatingDots(
        title=_title(context),
        row_heading=fill("chart.competency"),
        key=rating_key(context),
        lowest=LOWEST,
        highest=HIGHEST,
        figure_headings=(
            fill("chart.you"),
            fill("chart.others_n"),
            fill("chart.range"),
            fill("chart.gap"),
        ),
        rows=tuple(row for tier in TIERS for row in _rows_of_tier(context, tier)),
    )
    yield note(context.say("dots.order"), context.say("dots.gap"))


def _title(context: FeedbackContext) -> str:
    gaps = [gap for gap in context.feedback.gaps.values() if gap.difference is not None]
    if not gaps:
        return context.fill("dots.title.no_gaps")
    beyond = sum(
        gap.exceeds_error and abs(gap.difference or 0) >= NO_GAP_BELOW - 1e-9 for gap in gaps
    )
    return context.count("dots.title", beyond) if beyond else context.fill("dots.title.none")


def _rows_of_tier(context: FeedbackContext, tier: str) -> Iterator[RatingRow]:
    def level(code: str) -> float:
        mean = context.feedback.all_others[code].mean
        if mean is None:
            mean = context.feedback.own[code].mean
        return -1.0 if mean is None else round(mean, 6)

    codes = [section.code for section in context.sections if section.tier == tier]
    for place, code in enumerate(sorted(codes, key=level, reverse=True)):
        heading = context.fill(f"tier.{tier}.heading") if place == 0 else ""
        yield _row(context, code, heading)


def _row(context: FeedbackContext, code: str, heading: str) -> RatingRow:
    figure, own = context.figure(code, ALL_RATERS), context.figure(code, SELF)
    gap = context.feedback.gaps[code].difference
    others, low, high = marks_of(figure)
    return RatingRow(
        heading=heading,
        label=f"{code} {context.name_of(code)}",
        own=None if own is None else own.value,
        others=others,
        low=low,
        high=high,
        figures=(
            context.own(code),
            with_n(context, figure),
            range_of(context, figure),
            NOT_SHOWN if gap is None else show_signed(gap),
        ),
        target=anchor_of(code),
    )


def marks_of(figure: DisclosedFigure | None) -> tuple[float | None, float | None, float | None]:
    """Where a figure is drawn: its mark, low and high; a band is a range without a mark."""
    if figure is None or figure.value is None:
        return None, None, None
    if figure.status == "high band":
        return None, figure.value, float(HIGHEST)
    if figure.status == "low band":
        return None, float(LOWEST), figure.value
    return figure.value, figure.low, figure.high


def with_n(context: FeedbackContext, figure: DisclosedFigure | None) -> str:
    """A figure with the number of people behind it."""
    if figure is None or figure.value is None:
        return NOT_SHOWN
    return context.fill("chart.with_n", score=figure.words, n=figure.n)


def range_of(context: FeedbackContext, figure: DisclosedFigure | None) -> str:
    """The interval of a figure in words."""
    if figure is None or figure.low is None or figure.high is None:
        return NOT_SHOWN
    return context.fill("range", low=f"{figure.low:.1f}", high=f"{figure.high:.1f}")
