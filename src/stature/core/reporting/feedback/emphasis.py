"""One row of three: vision, engagement and delivery."""

from __future__ import annotations

from stature.core.disclosure import ALL_RATERS, SELF
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.reporting.blocks import RatingDots, RatingRow
from stature.core.reporting.feedback.answered import rating_key
from stature.core.reporting.feedback.charts import marks_of, range_of, with_n
from stature.core.reporting.feedback.context import FeedbackContext, note
from stature.core.reporting.report import ReportSection
from stature.core.scoring.feedback.units import UnitKind

EMPHASES = ("vision", "engagement", "delivery")


def emphasis_section(context: FeedbackContext) -> ReportSection | None:
    """One row of three: vision, engagement, delivery; none if the questionnaire has one of them."""
    named = [code for code in EMPHASES if _has_figures(context, code)]
    if len(named) < 2:
        return None
    fill = context.fill
    chart = RatingDots(
        title=fill("emphasis.title"),
        row_heading=fill("emphasis.side"),
        key=rating_key(context),
        lowest=LOWEST,
        highest=HIGHEST,
        figure_headings=(fill("chart.you"), fill("chart.others_n"), fill("chart.range")),
        rows=tuple(_emphasis_row(context, code) for code in named),
    )
    return ReportSection(
        anchor="emphasis",
        heading=fill("heading.emphasis"),
        blocks=(
            context.paragraph("emphasis.introduction"),
            chart,
            note(context.say("emphasis.ask")),
        ),
    )


def _has_figures(context: FeedbackContext, code: str) -> bool:
    return any(
        figure.kind is UnitKind.EMPHASIS and figure.code == code and figure.value is not None
        for figure in context.feedback.figures
    )


def _emphasis_row(context: FeedbackContext, code: str) -> RatingRow:
    figure, own = context.figure(code, ALL_RATERS), context.figure(code, SELF)
    others, low, high = marks_of(figure)
    return RatingRow(
        label=context.fill(f"emphasis.{code}"),
        own=None if own is None else own.value,
        others=others,
        low=low,
        high=high,
        figures=(context.own(code), with_n(context, figure), range_of(context, figure)),
    )
