"""Puts the report together: what matters first, then reliability, items and raters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from stature.core.instrument.answer_files.quoting import plain
from stature.core.psychometrics.results import Statistic
from stature.core.reporting.blocks import (
    Block,
    Bullets,
    Definition,
    Definitions,
    Heading,
    Masthead,
    Paragraph,
)
from stature.core.reporting.report import Report, ReportSection
from stature.core.reporting.scale_statistics.figures import Figures, number, paragraph
from stature.core.reporting.scale_statistics.items import item_blocks
from stature.core.reporting.scale_statistics.raters import rater_blocks
from stature.core.reporting.scale_statistics.terms import TERMS
from stature.core.reporting.scale_statistics.verdict import main_sentences, points_to_look_at
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
    "one_factor": "Fit of one factor",
    "icc": "ICC(1) and ICC(2)",
    "agreement": "Agreement, r_wg(J)",
    "deviation": "Average deviation",
}


def compose_scale_statistics(
    analyses: Sequence[ScaleAnalysis], *, source: str, day: date | None = None, digits: int = 3
) -> Report:
    """A report on scales from one file; ``source`` names the file, ``day`` is its day.

    ``digits`` counts the decimals of the figures in tables.
    """
    file = plain(source)
    return Report(
        title="Scale statistics",
        person=file,
        language="en-GB",
        day=day,
        footer=f"Scale statistics of {file}",
        page_label="Page",
        contents_label="Contents",
        masthead=Masthead(
            product="Stature",
            title="Scale statistics",
            personalised_for=file,
            facts=tuple(_facts(analyses)),
        ),
        sections=(
            *(_section(number, each, digits) for number, each in enumerate(analyses, 1)),
            _terms(),
        ),
    )


def _facts(analyses: Sequence[ScaleAnalysis]) -> Iterator[str]:
    rows = analyses[0].n_rows
    yield "1 row read" if rows == 1 else f"{rows:,} rows read"
    for analysis in analyses:
        items = len(analysis.definition.items)
        yield f"{plain(analysis.definition.name)}: {items} {'item' if items == 1 else 'items'}"


def _section(place: int, analysis: ScaleAnalysis, digits: int) -> ReportSection:
    return ReportSection(
        anchor=f"scale-{place}",
        heading=plain(analysis.definition.name),
        starts_page=place > 1,
        blocks=tuple(_blocks(analysis, Figures(digits, analysis.level))),
    )


def _blocks(analysis: ScaleAnalysis, write: Figures) -> Iterator[Block]:
    if sentences := [*main_sentences(analysis)]:
        yield Paragraph(sentences=paragraph("verdict", *sentences).sentences, style="lead")
    if points := (*points_to_look_at(analysis),):
        yield Heading(text="What to look at")
        yield Bullets(entries=points)
    yield paragraph("range", _range_sentence(analysis))
    yield from _reliability_blocks(analysis, write)
    yield from item_blocks(analysis, write)
    yield from rater_blocks(analysis, write)
    if analysis.undefined:
        yield Heading(text="What has no value here")
        yield Bullets(entries=tuple(_undefined(analysis)))


def _range_sentence(analysis: ScaleAnalysis) -> str:
    lowest, highest = number(analysis.range.lowest), number(analysis.range.highest)
    if analysis.range.given:
        return f"Answers run from {lowest} to {highest}."
    if lowest == highest:
        return f"Everybody gave the answer {lowest}. Give the range of answers that was on offer."
    return (
        f"Answers are taken to run from {lowest} to {highest}, because nobody answered beyond. "
        "Give the range if it is wider: agreement depends on it."
    )


def _reliability_blocks(analysis: ScaleAnalysis, write: Figures) -> Iterator[Block]:
    figures = [(label, analysis.figures.get(key)) for key, label in RELIABILITIES.items()]
    rows = [write.row(label, each) for label, each in figures if isinstance(each, Statistic)]
    scores = analysis.figures.get("scores")
    if rows or scores:
        yield Heading(text="Reliability")
    if rows:
        yield write.unit_plot("How reliable a score on this scale is", "Coefficient", rows)
    if alpha := analysis.figures.get("alpha"):
        yield paragraph("alpha", alpha.summary())
    if scores:
        yield paragraph("scores", scores.summary())


def _undefined(analysis: ScaleAnalysis) -> Iterator[str]:
    """One entry for each reason, with all the figures that it keeps away."""
    figures_of: dict[str, list[str]] = {}
    for name, reason in analysis.undefined.items():
        if name == "one_factor" and "omega" in analysis.undefined:
            continue  # one model gives both
        figures_of.setdefault(reason, []).append(NAMES_OF_FIGURES[name])
    for reason, names in figures_of.items():
        yield f"{', '.join(names)}: {reason}"


def _terms() -> ReportSection:
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
