"""How the report was made, and how far it can be trusted, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from stature.core.disclosure import ALL_RATERS
from stature.core.reporting.blocks import Block, DataTable, Sentence
from stature.core.reporting.feedback.context import NOT_SHOWN, FeedbackContext, note
from stature.core.reporting.report import ReportSection


def method_section(context: FeedbackContext) -> ReportSection:
    """Scores, error, gaps, what is shown, reliability, and the versions it rests on."""
    return ReportSection(
        anchor="method",
        heading=context.fill("heading.method"),
        blocks=tuple(_blocks(context)),
        starts_page=True,
        is_appendix=True,
    )


def _blocks(context: FeedbackContext) -> Iterator[Block]:
    feedback, rules = context.feedback, context.instrument.scoring
    weight = feedback.others_weight.replace("-", "_")
    yield context.paragraph("method.score", "method.half", f"method.others.{weight}")
    yield context.paragraph("method.larger")
    yield context.paragraph(
        "method.error", "method.error_of_others", f"method.spread.{_source(context)}"
    )
    yield context.paragraph("method.range", level=f"{rules.level:.0%}")
    yield context.paragraph(
        "method.gap",
        "method.gap_counts",
        gap=f"{rules.gap_from:.1f}",
        people=context.texts.in_words(rules.least_others),
    )
    yield context.paragraph("method.choice", "method.choice_order")
    yield context.paragraph("method.shown", "method.bands", "method.items")
    yield from _reliability(context)
    yield note(_versions(context))


def _source(context: FeedbackContext) -> str:
    return "of_the_round" if context.feedback.spread.items.freedom else "planned"


def _reliability(context: FeedbackContext) -> Iterator[Block]:
    told = context.feedback.reliability
    if not told:
        yield context.paragraph("reliability.none", "reliability.more_people")
        return
    yield context.paragraph("reliability.introduction", "reliability.custom")
    yield DataTable(
        caption=context.fill("reliability.caption"),
        header=(
            context.fill("chart.competency"),
            context.fill("chart.people"),
            context.fill("reliability.value"),
            context.fill("chart.range"),
        ),
        rows=tuple(_row(context, section.code) for section in context.sections),
        numeric=(1, 2, 3),
    )


def _row(context: FeedbackContext, code: str) -> tuple[str, ...]:
    label = f"{code} {context.name_of(code)}"
    found, figure = context.feedback.reliability.get(code), context.figure(code, ALL_RATERS)
    if found is None:
        return (label, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN)
    limits = NOT_SHOWN
    if found.interval is not None:
        low, high = f"{found.interval.low:.2f}", f"{found.interval.high:.2f}"
        limits = context.fill("range", low=low, high=high)
    people = NOT_SHOWN if figure is None else str(figure.n)
    return (label, people, f"{found.estimate:.2f}", limits)


def _versions(context: FeedbackContext) -> Sentence:
    feedback, instrument = context.feedback, context.instrument
    return context.say(
        "method.versions",
        title=instrument.title,
        version=instrument.version,
        framework=instrument.framework.version,
        scoring=f"{feedback.rule} {feedback.rule_version}",
        rules=instrument.scoring.version,
        disclosure=feedback.disclosure_version,
        texts=context.texts.version,
        fingerprint=instrument.sha256[:16],
    )
