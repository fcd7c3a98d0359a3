"""The statistics of scales as a report: for the person who has to judge a questionnaire."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

from stature.core.psychometrics.agreement import (
    AverageDeviation,
    GroupIcc,
    WithinGroupAgreement,
)
from stature.core.psychometrics.items import ItemAnalysis
from stature.core.psychometrics.results import Statistic, decimals
from stature.core.reporting.blocks import (
    AnswerShares,
    AnswerSharesRow,
    Block,
    Bullets,
    DataTable,
    Definition,
    Definitions,
    Heading,
    IntervalPlot,
    IntervalRow,
    Masthead,
    Paragraph,
    Sentence,
)
from stature.core.reporting.report import Report, ReportSection
from stature.core.scoring.scale_analysis import ScaleAnalysis

RELIABILITIES = {
    "alpha": "Cronbach's alpha",
    "omega": "Omega total",
    "lambdas": "Guttman's lambda 2",
    "split_half": "Split half, odd and even",
}
NAMES_OF_FIGURES = {
    **RELIABILITIES,
    "scores": "Scores",
    "items": "Item analysis",
    "icc": "ICC(1) and ICC(2)",
    "agreement": "r_wg(J)",
    "deviation": "Average deviation",
}
GROUPS_SHOWN = 20
MOST_OPTIONS_DRAWN = 11
TERMS = (
    ("Alpha, omega", "How far the items of a scale say the same. 1 is perfect. For a decision "
     "about a person, .90 is a usual wish. For a look at groups, .70 is."),
    ("Item-rest correlation", "How an item goes with the sum of the others. Below .30, read the "
     "item again."),
    ("Alpha without the item", "If it is clearly higher than alpha, the item does not fit."),
    ("ICC(1)", "The share of the differences between answers that goes with the group."),
    ("ICC(2)", "How reliable the mean of a group is."),
    ("r_wg(J)", "How far the raters of a group agree, against what chance would give. It depends "
     "on the spread that chance is thought to give, the null. So every null is shown."),
    ("Interval", "The range that holds the true value in about 95 of 100 such studies, or at the "
     "level that is named."),
)  # fmt: skip


def compose_scale_statistics(
    analyses: Sequence[ScaleAnalysis], *, source: str, day: date | None = None
) -> Report:
    """A report on scales from one file; ``source`` names the file, ``day`` is its day."""
    return Report(
        title="Scale statistics",
        person=source,
        language="en-GB",
        day=day,
        footer=f"Scale statistics of {source}",
        page_label="Page",
        contents_label="Contents",
        masthead=Masthead(
            product="Stature",
            title="Scale statistics",
            personalised_for=source,
            facts=tuple(_facts(analyses)),
        ),
        sections=(
            *(_scale_section(number, analysis) for number, analysis in enumerate(analyses, 1)),
            _terms_section(),
        ),
    )


def _facts(analyses: Sequence[ScaleAnalysis]) -> Iterator[str]:
    yield f"{analyses[0].n_rows:,} rows read"
    for analysis in analyses:
        yield f"{analysis.definition.name}: {len(analysis.definition.items)} items"


def _scale_section(number: int, analysis: ScaleAnalysis) -> ReportSection:
    name = analysis.definition.name
    return ReportSection(
        anchor=f"scale-{number}",
        heading=name,
        starts_page=number > 1,
        blocks=tuple(_scale_blocks(analysis)),
    )


def _scale_blocks(analysis: ScaleAnalysis) -> Iterator[Block]:
    yield _paragraph("range", _range_sentence(analysis))
    if reliabilities := [*_reliability_rows(analysis)]:
        yield Heading(text="Reliability")
        yield _unit_plot(
            title="How reliable a score on this scale is",
            row_heading="Coefficient",
            rows=tuple(reliabilities),
        )
        yield _summary(analysis, "alpha")
        yield _summary(analysis, "scores")
    items = analysis.figures.get("items")
    if isinstance(items, ItemAnalysis):
        yield Heading(text="Items")
        yield from _item_blocks(analysis, items)
    yield from _rater_blocks(analysis)
    if analysis.undefined:
        yield Bullets(
            heading="What has no value here",
            entries=tuple(
                f"{NAMES_OF_FIGURES[name]}: {reason}" for name, reason in analysis.undefined.items()
            ),
        )


def _range_sentence(analysis: ScaleAnalysis) -> str:
    lowest, highest = (_number(value) for value in (analysis.range.lowest, analysis.range.highest))
    if analysis.range.given:
        return f"Answers run from {lowest} to {highest}."
    return (
        f"Answers are taken to run from {lowest} to {highest}, because nobody answered beyond. "
        "Give the range if it is wider."
    )


def _reliability_rows(analysis: ScaleAnalysis) -> Iterator[IntervalRow]:
    for key, label in RELIABILITIES.items():
        figure = analysis.figures.get(key)
        if isinstance(figure, Statistic):
            yield _interval_row(label, figure)


def _item_blocks(analysis: ScaleAnalysis, items: ItemAnalysis) -> Iterator[Block]:
    names = [_item_name(analysis, name) for name in analysis.definition.items]
    yield _paragraph("items", items.summary())
    yield DataTable(
        caption="Items",
        header=("Item", "n", "Mean", "SD", "Item-rest r", "Alpha without"),
        numeric=(1, 2, 3, 4, 5),
        rows=tuple(
            (
                name,
                f"{int(items.answered[place]):,}",
                decimals(float(items.mean[place]), 2),
                decimals(float(items.standard_deviation[place]), 2),
                _or_dash(float(items.item_rest[place])),
                _or_dash(float(items.alpha_if_deleted[place])),
            )
            for place, name in enumerate(names)
        ),
    )
    yield from _item_rest_plot(names, items)
    yield from _answer_shares(names, items)


def _item_rest_plot(names: Sequence[str], items: ItemAnalysis) -> Iterator[Block]:
    rows = [
        IntervalRow(
            label=name,
            estimate=float(items.item_rest[place]),
            low=float(items.item_rest_low[place]),
            high=float(items.item_rest_high[place]),
            estimate_text=decimals(float(items.item_rest[place])),
            interval_text=_limits(items.item_rest_low[place], items.item_rest_high[place]),
        )
        for place, name in enumerate(names)
        if not math.isnan(items.item_rest[place])
    ]
    if rows:
        yield _unit_plot(
            title="How each item goes with the others",
            row_heading="Item",
            rows=tuple(rows),
        )


def _answer_shares(names: Sequence[str], items: ItemAnalysis) -> Iterator[Block]:
    options = items.options
    if options is None or not 2 <= len(options.options) <= MOST_OPTIONS_DRAWN:
        return
    yield AnswerShares(
        title="How the answers spread, in percent",
        row_heading="Item",
        count_label="n",
        options=tuple(_number(float(option)) for option in options.options),
        rows=tuple(
            AnswerSharesRow(
                label=name,
                shares=tuple(float(share) for share in options.shares[place]),
                count_text=f"{int(options.counts[place].sum()):,}",
            )
            for place, name in enumerate(names)
            if options.counts[place].sum()
        ),
    )


def _rater_blocks(analysis: ScaleAnalysis) -> Iterator[Block]:
    icc = analysis.figures.get("icc")
    agreement = analysis.figures.get("agreement")
    deviation = analysis.figures.get("deviation")
    if icc or agreement:
        yield Heading(text="Groups and agreement")
    if isinstance(icc, GroupIcc):
        rows = (_interval_row("ICC(1)", icc), _interval_row("ICC(2)", icc.icc2))
        yield _unit_plot(
            title="How much the group explains, and how reliable its mean is",
            row_heading="Coefficient",
            rows=rows,
        )
        yield _summary(analysis, "icc")
    if isinstance(agreement, WithinGroupAgreement):
        yield from _agreement_blocks(agreement)
    if isinstance(deviation, AverageDeviation):
        yield _paragraph("deviation", deviation.summary())


def _agreement_blocks(agreement: WithinGroupAgreement) -> Iterator[Block]:
    rows = tuple(_interval_row(null.capitalize(), index) for null, index in agreement.r_wg.items())
    yield _unit_plot(
        title="Mean agreement within groups, r_wg(J), under each null",
        row_heading="Null",
        rows=rows,
    )
    yield _paragraph("agreement", agreement.summary())
    order = sorted(range(len(agreement.labels)), key=lambda place: _lowest_first(agreement, place))
    yield DataTable(
        caption=_groups_caption(len(order)),
        header=("Group", "Raters", *(f"r_wg(J), {null}" for null in agreement.r_wg)),
        numeric=tuple(range(1, 2 + len(agreement.r_wg))),
        rows=tuple(
            (
                str(agreement.labels[place]),
                f"{int(agreement.raters[place]):,}",
                *(_or_dash(float(index.values[place])) for index in agreement.r_wg.values()),
            )
            for place in order[:GROUPS_SHOWN]
        ),
    )


def _lowest_first(agreement: WithinGroupAgreement, place: int) -> float:
    value = float(agreement.r_wg["uniform"].values[place])
    return math.inf if math.isnan(value) else value


def _groups_caption(n: int) -> str:
    if n <= GROUPS_SHOWN:
        return "Groups, least agreement first"
    return f"The {GROUPS_SHOWN} of {n:,} groups with the least agreement"


def _interval_row(label: str, figure: Statistic) -> IntervalRow:
    interval = figure.interval
    return IntervalRow(
        label=label,
        estimate=figure.estimate,
        low=None if interval is None else interval.low,
        high=None if interval is None else interval.high,
        estimate_text=decimals(figure.estimate),
        interval_text="" if interval is None else _limits(interval.low, interval.high),
    )


def _unit_plot(*, title: str, row_heading: str, rows: Sequence[IntervalRow]) -> IntervalPlot:
    """Estimates on an axis from 0 to 1, or from -1 when a value lies below 0."""
    values = [value for row in rows for value in (row.estimate, row.low) if value is not None]
    ticks = (-1.0, -0.5, 0.0, 0.5, 1.0) if min(values) < 0 else (0.0, 0.25, 0.5, 0.75, 1.0)
    return IntervalPlot(
        title=title,
        row_heading=row_heading,
        estimate_label="Estimate",
        interval_label="Interval",
        lowest=ticks[0],
        highest=ticks[-1],
        ticks=ticks,
        tick_labels=tuple(_number(tick) for tick in ticks),
        rows=tuple(_within(row, ticks[0], ticks[-1]) for row in rows),
    )


def _within(row: IntervalRow, lowest: float, highest: float) -> IntervalRow:
    """The row with its marks kept on the axis; its figures stay as they are."""
    return row.model_copy(
        update={
            name: None if value is None else min(max(value, lowest), highest)
            for name, value in (("estimate", row.estimate), ("low", row.low), ("high", row.high))
        }
    )


def _summary(analysis: ScaleAnalysis, name: str) -> Block:
    figure = analysis.figures.get(name)
    return _paragraph(name, figure.summary() if figure else analysis.undefined[name])


def _paragraph(rule: str, text: str) -> Paragraph:
    return Paragraph(sentences=(Sentence(text=text, rule=f"scale-statistics.{rule}"),))


def _item_name(analysis: ScaleAnalysis, name: str) -> str:
    return f"{name} (reversed)" if name in analysis.definition.reversed_items else name


def _limits(low: float, high: float) -> str:
    return f"{decimals(float(low))} to {decimals(float(high))}"


def _or_dash(value: float) -> str:
    return "–" if math.isnan(value) else decimals(value)


def _number(value: float) -> str:
    """A number without needless decimals and with a real minus sign."""
    return f"{value:g}".replace("-", "−")


def _terms_section() -> ReportSection:
    return ReportSection(
        anchor="terms",
        heading="What the words mean",
        is_appendix=True,
        blocks=(
            Definitions(
                entries=tuple(Definition(term=term, meaning=meaning) for term, meaning in TERMS)
            ),
        ),
    )
