"""The end of the body: what to take away, and the contract for change."""

from __future__ import annotations

from stature.core.instrument.model import Item
from stature.core.reporting.blocks import Block, Bullets
from stature.core.reporting.closing_parts import contract_form
from stature.core.reporting.profile.areas import gap_card
from stature.core.reporting.profile.context import ProfileContext, say_all
from stature.core.reporting.report import ReportSection


def gaps_section(context: ProfileContext) -> ReportSection:
    """Items that one side never does and the other almost always does."""
    cards = [gap_card(context, flagged) for flagged in context.score.gaps_to_explore]
    key = "gaps.introduction" if cards else "gaps.none"
    blocks: tuple[Block, ...] = (context.paragraph(key), *cards)
    return ReportSection(
        anchor="gaps", heading=context.fill("heading.gaps"), blocks=blocks, is_appendix=True
    )


def summary_section(context: ProfileContext) -> ReportSection:
    """What to take away."""
    names = tuple(section.short_name for section in context.sections)
    blocks: list[Block] = [
        context.paragraph("summary.simple_and_hard"),
        say_all([context.say_of_areas("summary.customer_shapes")]),
        context.paragraph("summary.pyramid", "summary.others_did"),
    ]
    if len(names) > 1:
        blocks.append(Bullets(entries=names, keep_together=True))
    return ReportSection(
        anchor="summary",
        heading=context.fill("heading.summary"),
        blocks=tuple(blocks),
    )


def contract_section(context: ProfileContext) -> ReportSection:
    """The contract for change, its first goal filled in."""
    signatures = (
        "contract.signed",
        "contract.supporter_signed",
        "contract.date",
        "contract.review",
    )
    form = contract_form(
        context.texts, _first_goal(context), tuple(context.fill(key) for key in signatures)
    )
    return ReportSection(
        anchor="contract",
        heading=context.fill("heading.contract"),
        starts_page=True,
        blocks=(context.paragraph("contract.introduction"), form),
    )


def _first_goal(context: ProfileContext) -> str:
    """The first priority as a goal; with none, the item rated lowest for oneself."""
    item = _goal_item(context)
    if item is None:
        return ""
    return context.fill(
        "contract.goal", does=item.behaviour[:1].upper() + item.behaviour[1:], code=item.code
    )


def _goal_item(context: ProfileContext) -> Item | None:
    if context.score.priorities:
        return context.item(context.score.priorities[0])
    rated = [
        (rating, item)
        for section in context.sections
        for item in section.items
        if (rating := context.rating(item, context.own)) is not None
    ]
    return min(rated, key=lambda entry: entry[0])[1] if rated else None
