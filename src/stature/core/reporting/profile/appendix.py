"""The appendix: more coaching, all answers, how it was scored, the words used."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stature.core.instrument.model import Section
from stature.core.reporting.blocks import (
    Block,
    DataTable,
    Heading,
)
from stature.core.reporting.closing_parts import glossary_section
from stature.core.reporting.profile.areas import coaching_card
from stature.core.reporting.profile.closing import gaps_section
from stature.core.reporting.profile.context import ProfileContext, say_all
from stature.core.reporting.profile.length import BODY_WORDS, CARDS_PER_AREA
from stature.core.reporting.report import ReportSection


def appendix_sections(
    context: ProfileContext, cards_in_body: Collection[str]
) -> Iterator[ReportSection]:
    """The parts of the appendix in their order."""
    further = _further_coaching(context, cards_in_body)
    if further is not None:
        yield further
    yield gaps_section(context)
    yield _all_answers(context)
    yield _method(context)
    yield glossary_section(context.texts, context.fill("heading.glossary"))


def _further_coaching(
    context: ProfileContext, cards_in_body: Collection[str]
) -> ReportSection | None:
    blocks: list[Block] = []
    for section in context.sections:
        cards = [
            coaching_card(context, flagged)
            for flagged in context.coached_in(section)
            if flagged.item not in cards_in_body
        ]
        if cards:
            blocks += [Heading(text=section.name), *cards]
    if not blocks:
        return None
    return ReportSection(
        anchor="further",
        heading=context.fill("heading.further"),
        blocks=(context.paragraph("further.introduction"), *blocks),
        starts_page=True,
        is_appendix=True,
    )


def _all_answers(context: ProfileContext) -> ReportSection:
    tables = tuple(_answers_of(context, section) for section in context.sections)
    return ReportSection(
        anchor="answers",
        heading=context.fill("heading.answers"),
        blocks=(context.paragraph("answers.introduction"), *tables),
        starts_page=True,
        is_appendix=True,
    )


def _answers_of(context: ProfileContext, section: Section) -> DataTable:
    fill = context.fill
    return DataTable(
        caption=section.name,
        header=(
            fill("table.code"),
            fill("table.statement"),
            fill("chart.you"),
            fill("chart.organisation"),
        ),
        rows=tuple(
            (
                item.code,
                item.stems[context.own],
                context.answer_in_words(item, context.own),
                context.answer_in_words(item, context.organisation),
            )
            for item in section.items
        ),
    )


def _method(context: ProfileContext) -> ReportSection:
    say, instrument, score = context.say, context.instrument, context.score
    rules = instrument.scoring
    counts = {
        "own": score.n_answered[context.own],
        "organisation": score.n_answered[context.organisation],
        "items": score.n_items,
    }
    cut_off = rules.coaching.cut_off
    paragraphs = (
        (say("method.answered", **counts), say("method.total", minimum=rules.minimum_answered)),
        (say("method.coaching", cut_off=cut_off), say("method.one_answer")),
        (say("method.one_sided"),),
        (say("method.summary"), context.say_of_areas("method.ties")),
        (
            context.say_of_areas(
                "method.cards",
                words=f"{BODY_WORDS:,}",
                cards=context.texts.in_words(CARDS_PER_AREA),
            ),
        ),
        (say("method.no_error"),),
    )
    versions = say(
        "method.versions",
        title=instrument.title,
        version=instrument.version,
        scoring=score.scoring_version,
        coaching=f"{rules.coaching.rule} {rules.coaching.version}",
        one_sided=f"{rules.gaps_to_explore.rule} {rules.gaps_to_explore.version}",
        summary=f"{score.summary_rule} {score.summary_rule_version}",
        texts=context.texts.version,
        fingerprint=instrument.sha256[:16],
    )
    return ReportSection(
        anchor="method",
        heading=context.fill("heading.method"),
        blocks=(
            *[say_all(sentences) for sentences in paragraphs],
            say_all([versions], "note"),
        ),
        is_appendix=True,
    )
