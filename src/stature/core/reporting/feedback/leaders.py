"""The report on a team's or function's leaders together: five leaders or more, no names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.psychometrics.results import Statistic
from stature.core.reporting.blocks import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Masthead,
    Paragraph,
    RatingDots,
    RatingKey,
    RatingRow,
    Sentence,
)
from stature.core.reporting.feedback.context import NOT_SHOWN
from stature.core.reporting.feedback.leaders_context import LeadersContext
from stature.core.reporting.framework_grid import TIERS
from stature.core.reporting.report import Report, ReportSection
from stature.core.reporting.texts import ReportTexts
from stature.core.scoring.feedback import LeadersTogether


def compose_leaders_report(
    together: LeadersTogether,
    selection: str,
    instrument: FeedbackInstrument,
    texts: ReportTexts,
    *,
    day: date | None = None,
    made_up: bool = False,
) -> Report:
    """The report on one selection of leaders.

    Raises ReportError when nothing may be shown of it.
    """
    context = LeadersContext(together, selection, instrument, texts)
    return Report(
        title=texts.fill("leaders.document_title"),
        person=selection,
        language=instrument.language,
        day=day,
        footer=texts.fill("leaders.footer_made_up" if made_up else "leaders.footer"),
        page_label=texts.fill("page_label"),
        contents_label=texts.fill("contents_label"),
        masthead=_masthead(context, day, made_up),
        sections=(_glance(context), _all(context), _trust(context)),
    )


def _masthead(context: LeadersContext, day: date | None, made_up: bool) -> Masthead:
    texts = context.texts
    facts = [texts.count("leaders.counted", context.n), texts.fill("leaders.no_names")]
    if day is not None:
        facts.insert(0, texts.fill("masthead.date", date=texts.date_in_words(day)))
    return Masthead(
        product=context.instrument.title,
        title=texts.fill("leaders.title"),
        personalised_for=context.selection,
        facts=tuple(facts),
        banner=texts.fill("leaders.made_up") if made_up else "",
    )


def _glance(context: LeadersContext) -> ReportSection:
    seen = {
        section.code: value
        for section in context.instrument.sections
        if (value := context.value(section.code, "all others")) is not None
    }
    return ReportSection(
        anchor="glance",
        heading=context.texts.fill("leaders.heading.glance"),
        blocks=(Paragraph(sentences=tuple(_opening(context, seen)), style="lead"),),
    )


def _opening(context: LeadersContext, seen: Mapping[str, float]) -> Iterator[Sentence]:
    say = context.texts.say
    if not seen:
        yield say("leaders.nothing")
        return
    if len(set(seen.values())) == 1:
        yield say("leaders.all_same", score=f"{next(iter(seen.values())):.1f}")
        return
    for key, code in (
        ("leaders.highest", max(seen, key=lambda code: seen[code])),
        ("leaders.lowest", min(seen, key=lambda code: seen[code])),
    ):
        yield say(key, competency=context.name_of(code), score=f"{seen[code]:.1f}")
    yield say("leaders.close" if _overlap(context, seen) else "leaders.talk")


def _overlap(context: LeadersContext, seen: Mapping[str, float]) -> bool:
    """Whether the highest and the lowest may well be the same; so too when no error is known."""
    ends = (max(seen, key=lambda code: seen[code]), min(seen, key=lambda code: seen[code]))
    highest, lowest = (context.figures[code, "all others"].error for code in ends)
    return highest.low is None or lowest.high is None or highest.low <= lowest.high


def _all(context: LeadersContext) -> ReportSection:
    fill = context.texts.fill
    chart = RatingDots(
        title=fill("leaders.chart"),
        row_heading=fill("chart.competency"),
        key=RatingKey(
            own=fill("leaders.themselves"),
            others=fill("chart.others"),
            interval=fill("chart.range_of_others"),
        ),
        lowest=LOWEST,
        highest=HIGHEST,
        figure_headings=(fill("leaders.themselves"), fill("chart.others"), fill("leaders.n")),
        rows=tuple(row for tier in TIERS for row in _rows(context, tier)),
    )
    blocks: list[Block] = [context.paragraph("leaders.reading"), chart]
    if left_out := context.together.told.left_out.get(context.selection, 0):
        told = context.texts.count("leaders.not_counted", left_out)
        blocks.append(Paragraph(sentences=(Sentence(text=told, rule="leaders.not_counted"),)))
    if hidden := context.together.told.hidden:
        entries = tuple(f"{name}. {reason}" for name, reason in hidden.items())
        blocks += [Heading(text=fill("leaders.hidden")), Bullets(entries=entries)]
    return ReportSection(
        anchor="all",
        heading=fill("leaders.heading.all"),
        blocks=tuple(blocks),
        starts_page=True,
    )


def _rows(context: LeadersContext, tier: str) -> Iterator[RatingRow]:
    codes = [section.code for section in context.instrument.sections if section.tier == tier]
    codes.sort(key=lambda code: -(context.value(code, "all others") or 0.0))
    for place, code in enumerate(codes):
        figure = context.figures.get((code, "all others"))
        yield RatingRow(
            heading=context.texts.fill(f"tier.{tier}.heading") if place == 0 else "",
            label=f"{code} {context.name_of(code)}",
            own=context.value(code, "self"),
            others=context.value(code, "all others"),
            low=None if figure is None else figure.error.low,
            high=None if figure is None else figure.error.high,
            figures=(
                context.words(code, "self"),
                context.words(code, "all others"),
                NOT_SHOWN if figure is None or not figure.published.n else str(figure.published.n),
            ),
        )


def _trust(context: LeadersContext) -> ReportSection:
    fill, together = context.texts.fill, context.together
    blocks: list[Block] = [context.paragraph("leaders.error", "leaders.protected")]
    if together.reliability:
        blocks.append(
            DataTable(
                caption=fill("leaders.reliability"),
                header=(
                    fill("chart.competency"),
                    fill("leaders.icc"),
                    fill("leaders.icc_mean"),
                    fill("leaders.agreement"),
                ),
                rows=tuple(_trust_row(context, code) for code in together.reliability),
                numeric=(1, 2, 3),
            )
        )
        blocks.append(context.paragraph("leaders.terms"))
    return ReportSection(
        anchor="trust",
        heading=fill("leaders.heading.trust"),
        blocks=tuple(blocks),
        starts_page=True,
        is_appendix=True,
    )


def _trust_row(context: LeadersContext, code: str) -> tuple[str, ...]:
    coefficients = context.together.reliability[code]
    agreement = context.together.agreement.get(code, ())
    return (
        f"{code} {context.name_of(code)}",
        _value(coefficients, 0),
        _value(coefficients, 1),
        _value(agreement, 0),
    )


def _value(found: Sequence[Statistic], place: int) -> str:
    """An estimate with its interval, or a dash."""
    if place >= len(found):
        return NOT_SHOWN
    each = found[place]
    limits = each.interval
    told = f"{each.estimate:.2f}"
    return told if limits is None else f"{told} ({limits.low:.2f} to {limits.high:.2f})"
