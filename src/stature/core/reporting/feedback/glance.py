"""The first page: three sentences, two strengths, two priorities, one surprise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stature.core.reporting.blocks import (
    Highlight,
    HighlightList,
    Highlights,
    Masthead,
    Paragraph,
    Sentence,
)
from stature.core.reporting.feedback.choice import Basis
from stature.core.reporting.feedback.context import FeedbackContext, anchor_of, note
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import show_number
from stature.core.scoring.feedback import Agreement


def masthead(context: FeedbackContext, title: str) -> Masthead:
    """Whose report it is, of which day, what it is for and who may read it."""
    fill = context.fill
    when = fill("masthead.no_date")
    if context.day is not None:
        when = fill("masthead.date", date=context.texts.date_in_words(context.day))
    return Masthead(
        product=context.framework.title,
        title=fill(title),
        personalised_for=fill("masthead.personalised_for", name=context.name),
        facts=(when, fill("masthead.purpose"), fill("masthead.who_can_see")),
        banner=fill("masthead.made_up") if context.made_up else "",
    )


def glance_section(context: FeedbackContext) -> ReportSection:
    """What matters first."""
    opening = (_strongest(context), _priority(context), _gap(context))
    return ReportSection(
        anchor="glance",
        heading=context.fill("heading.glance"),
        blocks=(
            Paragraph(sentences=opening, style="lead"),
            Highlights(
                page_label=context.fill("page_reference"),
                lists=(_strengths(context), _priorities(context)),
            ),
            Highlights(page_label=context.fill("page_reference"), lists=(_surprise(context),)),
            *_about_differences(context),
        ),
    )


def _about_differences(context: FeedbackContext) -> Iterator[Paragraph]:
    """Why a difference may not be that of the scores beside it, where one is told."""
    if context.choice.surprise is not None:
        yield note(context.say("glance.rounding"))


def _strongest(context: FeedbackContext) -> Sentence:
    choice = context.choice
    if choice.basis is Basis.NOBODY:
        return context.say("glance.nothing")
    key = f"glance.{choice.basis}.strongest"
    if choice.strengths:
        return _about(context, key, choice.strengths[0])
    if choice.highest:
        return _about(context, f"{key}.below", choice.highest[0])
    return context.say(f"{key}.all_low")


def _priority(context: FeedbackContext) -> Sentence:
    choice = context.choice
    if choice.basis is Basis.NOBODY:
        return context.say("glance.what_now")
    key = f"glance.{choice.basis}.priority"
    if choice.priorities:
        return _about(context, key, choice.priorities[0])
    return context.say(f"{key}.all_high")


def _about(context: FeedbackContext, key: str, code: str) -> Sentence:
    is_own = context.choice.basis is Basis.SELF
    score = context.own(code) if is_own else context.others(code)
    return context.say(key, competency=context.name_of(code), score=score)


def _gap(context: FeedbackContext) -> Sentence:
    """The widest gap that exceeds its error, or why there is none to tell."""
    code = context.choice.surprise
    if code is not None:
        difference = context.feedback.gaps[code].difference
        assert difference is not None
        points = context.count("points", round(abs(difference), 1))
        side = "self_higher" if difference > 0 else "self_lower"
        return context.say(f"glance.gap.{side}", competency=context.name_of(code), points=points)
    return context.say(f"glance.gap.{why_no_gap(context)}")


def why_no_gap(context: FeedbackContext) -> str:
    """Why no gap is told: nobody else, not oneself, or nothing beyond the error."""
    if context.choice.basis is not Basis.OTHERS:
        return "no_others"
    if all(figure.mean is None for figure in context.feedback.own.values()):
        return "no_self"
    told = {gap.agreement for gap in context.feedback.gaps.values()}
    return "within_error" if Agreement.WITHIN_ERROR in told else "none"


def _strengths(context: FeedbackContext) -> HighlightList:
    choice = context.choice
    return HighlightList(
        heading=context.fill("highlights.strengths"),
        highlights=tuple(_entries(context, choice.strengths)),
        if_none=_if_none(context, "strengths", choice.highest),
    )


def _priorities(context: FeedbackContext) -> HighlightList:
    choice = context.choice
    return HighlightList(
        heading=context.fill("highlights.priorities"),
        highlights=tuple(_entries(context, choice.priorities)),
        if_none=_if_none(context, "priorities", choice.lowest),
    )


def _if_none(context: FeedbackContext, what: str, at_the_end: Sequence[str]) -> str:
    if context.choice.basis is Basis.NOBODY:
        return context.fill("highlights.nothing")
    if not at_the_end:
        return context.fill(f"highlights.no_{what}.all_same")
    names = context.listed([context.name_of(code) for code in at_the_end])
    return context.fill(f"highlights.no_{what}", competencies=names)


def _entries(context: FeedbackContext, codes: Sequence[str]) -> Iterator[Highlight]:
    for code in codes:
        yield Highlight(
            code=code,
            text=context.fill(
                "highlights.entry",
                competency=context.name_of(code),
                others=context.others(code),
                own=context.own(code),
            ),
            target=anchor_of(code),
        )


def _surprise(context: FeedbackContext) -> HighlightList:
    code = context.choice.surprise
    heading = context.fill("highlights.surprise")
    if code is None:
        text = context.fill(f"highlights.no_surprise.{why_no_gap(context)}")
        return HighlightList(heading=heading, highlights=(), if_none=text)
    gap = context.feedback.gaps[code]
    assert gap.difference is not None
    side = "self_higher" if gap.difference > 0 else "self_lower"
    text = context.fill(
        f"highlights.surprise.{side}",
        competency=context.name_of(code),
        own=context.own(code),
        others=context.others(code),
        points=show_number(abs(gap.difference)),
    )
    return HighlightList(
        heading=heading,
        highlights=(Highlight(code=code, text=text, target=anchor_of(code)),),
    )
