"""The agreement page: four lists, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator

from stature.core.reporting.blocks import (
    Block,
    Bullets,
    Highlight,
    HighlightList,
    Highlights,
)
from stature.core.reporting.feedback.context import FeedbackContext, anchor_of, note
from stature.core.reporting.feedback.glance import why_no_gap
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import show_signed
from stature.core.scoring.feedback import Agreement

PAIRS = (
    (Agreement.SHARED_STRENGTH, Agreement.HIDDEN_STRENGTH),
    (Agreement.POSSIBLE_BLIND_SPOT, Agreement.SHARED_PRIORITY),
)
BETWEEN = (
    Agreement.SELF_HIGHER_RATED_WELL,
    Agreement.SELF_LOWER_RATED_LOW,
    Agreement.WITHIN_ERROR,
    Agreement.NOT_TOLD,
)
KEYS = {
    Agreement.SHARED_STRENGTH: "shared_strength",
    Agreement.HIDDEN_STRENGTH: "hidden_strength",
    Agreement.POSSIBLE_BLIND_SPOT: "possible_blind_spot",
    Agreement.SHARED_PRIORITY: "shared_priority",
    Agreement.SELF_HIGHER_RATED_WELL: "self_higher_rated_well",
    Agreement.SELF_LOWER_RATED_LOW: "self_lower_rated_low",
    Agreement.WITHIN_ERROR: "within_error",
    Agreement.NOT_TOLD: "not_told",
}


def agreement_section(context: FeedbackContext) -> ReportSection:
    """Where you and others agree, and where not."""
    return ReportSection(
        anchor="agreement",
        heading=context.fill("heading.agreement"),
        starts_page=True,
        blocks=tuple(_blocks(context)),
    )


def _blocks(context: FeedbackContext) -> Iterator[Block]:
    found = _by_agreement(context)
    if set(found) == {Agreement.NOT_TOLD}:
        yield context.paragraph(f"agreement.none.{why_no_gap(context)}", "agreement.none.what_now")
        return
    yield context.paragraph("agreement.introduction")
    for pair in PAIRS:
        yield Highlights(
            page_label=context.fill("page_reference"),
            lists=tuple(_list(context, each, found.get(each, [])) for each in pair),
        )
    between = [each for each in BETWEEN if each in found]
    if between:
        entries = tuple(_between(context, each, found[each]) for each in between)
        yield Bullets(heading=context.fill("agreement.between"), entries=entries)
    yield note(context.say("agreement.rule"))


def _by_agreement(context: FeedbackContext) -> dict[Agreement, list[str]]:
    found: dict[Agreement, list[str]] = {}
    for code, gap in context.feedback.gaps.items():
        found.setdefault(gap.agreement, []).append(code)
    return found


def _list(context: FeedbackContext, agreement: Agreement, codes: list[str]) -> HighlightList:
    key = f"agreement.{KEYS[agreement]}"
    return HighlightList(
        heading=context.fill(key),
        highlights=tuple(
            Highlight(
                code=code,
                text=context.fill(
                    "agreement.entry",
                    competency=context.name_of(code),
                    own=context.own(code),
                    others=context.others(code),
                ),
                target=anchor_of(code),
            )
            for code in codes
        ),
        if_none=context.fill("agreement.empty"),
    )


def _between(context: FeedbackContext, agreement: Agreement, codes: list[str]) -> str:
    names = [
        context.fill("agreement.named", competency=context.name_of(code), gap=_gap(context, code))
        for code in codes
    ]
    return context.fill(f"agreement.{KEYS[agreement]}", competencies=context.listed(names))


def _gap(context: FeedbackContext, code: str) -> str:
    difference = context.feedback.gaps[code].difference
    return "–" if difference is None else show_signed(difference)


def verdict_key(agreement: Agreement) -> str:
    """The key of the sentence that says in a competency's own words what was found."""
    return f"verdict.{KEYS[agreement]}"
