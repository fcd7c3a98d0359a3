"""Half a page for each strength and priority: groups, spread of answers, and what next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stature.core.disclosure import ALL_RATERS, SELF
from stature.core.framework.model import Competency, Facet, Statement
from stature.core.instrument.feedback import FeedbackSection
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.reporting.blocks import (
    AnswerCounts,
    AnswerCountsRow,
    Block,
    Heading,
    ListColumns,
    Paragraph,
    QuestionGroup,
    RatingDots,
    RatingKey,
    RatingRow,
    Sentence,
)
from stature.core.reporting.feedback.agreement import verdict_key
from stature.core.reporting.feedback.charts import marks_of, range_of
from stature.core.reporting.feedback.choice import Basis
from stature.core.reporting.feedback.context import NOT_SHOWN, FeedbackContext, anchor_of, note
from stature.core.reporting.report import ReportSection

HINTS = 3
QUESTIONS = 4
COUNTER_INDICATORS = 3


def competency_sections(context: FeedbackContext) -> Iterator[ReportSection]:
    """First the strengths, then the priorities; nothing for a side that has none."""
    choice = context.choice
    sides = (("strengths", choice.strengths), ("priorities", choice.priorities))
    for kind, codes in sides:
        if not codes:
            continue
        yield ReportSection(
            anchor=kind,
            heading=context.fill(f"heading.{kind}"),
            blocks=(
                context.paragraph(f"{kind}.introduction"),
                *[block for code in codes for block in _half_page(context, code, kind)],
            ),
        )


def _half_page(context: FeedbackContext, code: str, kind: str) -> Iterator[Block]:
    section = context.instrument.sections_by_code[code]
    competency = context.competency(code)
    yield Heading(text=f"{code} {competency.name}", anchor=anchor_of(code))
    yield group_chart(context, code)
    yield _verdict(context, competency)
    spread = answer_counts(context, section, context.fill("counts.title"))
    yield spread or note(context.say("counts.not_shown"))
    yield _what_next(context, competency, kind)


def _verdict(context: FeedbackContext, competency: Competency) -> Paragraph:
    gap, code = context.feedback.gaps[competency.code], competency.code
    tagline = Sentence(text=f"{context.speak(competency.tagline)}.", rule="competency.tagline")
    sentences = [tagline]
    if context.choice.basis is Basis.OTHERS:
        key = verdict_key(gap.agreement)
        scores = {"own": context.own(code), "others": context.others(code)}
        sentences.append(context.say(key, **scores))
        sentences += _agreement_of_raters(context, code)
    else:
        sentences.append(context.say("verdict.self_only", own=context.own(code)))
    return Paragraph(sentences=tuple(sentences))


def _agreement_of_raters(context: FeedbackContext, code: str) -> list[Sentence]:
    """How far the raters see the same; silent where counts are not shown."""
    found = context.feedback.agreement.get(code)
    if found is None or found.uniform is None:
        return []
    level = "close" if found.uniform >= 0.7 else "some" if found.uniform >= 0.5 else "wide"
    return [context.say(f"views.{level}")]


def group_chart(context: FeedbackContext, code: str) -> RatingDots:
    """One row for each group that is shown, oneself first and all others last."""
    fill = context.fill
    groups = [SELF, *context.groups_with_figures]
    if context.figure(code, ALL_RATERS) is not None:
        groups.append(ALL_RATERS)
    return RatingDots(
        title=fill("groups.title"),
        row_heading=fill("answered.group"),
        key=RatingKey(
            own=fill("chart.you"),
            others=fill("chart.one_group") if len(groups) > 1 else "",
            interval=fill("chart.range_of_group") if len(groups) > 1 else "",
        ),
        lowest=LOWEST,
        highest=HIGHEST,
        figure_headings=(fill("chart.people"), fill("chart.score"), fill("chart.range")),
        rows=tuple(_group_row(context, code, group) for group in groups),
    )


def _group_row(context: FeedbackContext, code: str, group: str) -> RatingRow:
    figure = context.figure(code, group)
    mark, low, high = marks_of(figure)
    is_self = group == SELF
    return RatingRow(
        label=context.group_name(group),
        own=mark if is_self else None,
        others=None if is_self else mark,
        low=None if is_self else low,
        high=None if is_self else high,
        figures=(
            NOT_SHOWN if figure is None or not figure.n else str(figure.n),
            context.words(code, group),
            NOT_SHOWN if is_self else range_of(context, figure),
        ),
    )


def answer_counts(
    context: FeedbackContext, section: FeedbackSection, title: str = ""
) -> AnswerCounts | None:
    """How many chose each answer, item by item; None where that could show who said what."""
    shown = {each.item: each.counts for each in context.feedback.items if each.counts is not None}
    if any(item.code not in shown for item in section.items):
        return None
    options = [option.label for option in context.instrument.frequency.options]
    own = context.feedback.own_items
    return AnswerCounts(
        title=title,
        row_heading=context.fill("counts.item"),
        own_label=context.fill("counts.own"),
        options=tuple(options),
        rows=tuple(
            AnswerCountsRow(
                label=item.stems["others"],
                counts=shown[item.code],
                own=None if (answer := own.get(item.code)) is None else answer - LOWEST,
                own_text=NOT_SHOWN if answer is None else options[answer - LOWEST],
            )
            for item in section.items
        ),
    )


def _what_next(context: FeedbackContext, competency: Competency, kind: str) -> ListColumns:
    """Things to try, questions, and what people see when the competency is missing or overdone."""
    facets = _lowest_first(context, competency)
    lists = (
        (f"next.{kind}.hints", [f.hints[:1] for f in facets], HINTS),
        (f"next.{kind}.questions", [f.questions[:2] for f in facets], QUESTIONS),
        (f"next.{kind}.missing", [competency.counter_indicators], COUNTER_INDICATORS),
    )
    return ListColumns(
        groups=tuple(
            QuestionGroup(heading=context.fill(key), questions=entries)
            for key, found, most in lists
            if (entries := _texts(context, found, most))
        )
    )


def _lowest_first(context: FeedbackContext, competency: Competency) -> list[Facet]:
    """The facets that were asked about, lowest rated first; without figures in their own order."""

    def level(facet: Facet) -> float:
        figure = context.figure(facet.code, ALL_RATERS)
        return float(HIGHEST) if figure is None or figure.value is None else figure.value

    return sorted(competency.facets, key=level)


def _texts(
    context: FeedbackContext, found: Sequence[Sequence[Statement]], most: int
) -> tuple[str, ...]:
    statements = [statement for each in found for statement in each]
    return tuple(context.speak(statement.text) for statement in statements[:most])


def first_step(context: FeedbackContext) -> tuple[str, str] | None:
    """The first priority and one thing to try for it; without a priority the lowest competency."""
    codes = (*context.choice.priorities, *context.choice.lowest)
    if not codes:
        return None
    competency = context.competency(codes[0])
    hints = _texts(context, [f.hints[:1] for f in _lowest_first(context, competency)], 1)
    return competency.name, hints[0] if hints else context.speak(competency.tagline) + "."
