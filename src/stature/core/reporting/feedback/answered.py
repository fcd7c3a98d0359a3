"""How to read the report, and who answered: n by group, what was merged, hidden, or came late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stature.core.disclosure import MANAGER, SELF, GroupPlan
from stature.core.instrument.feedback import RaterGroup
from stature.core.reporting.blocks import (
    Block,
    DataTable,
    Definition,
    Definitions,
    Heading,
    Paragraph,
    RatingDots,
    RatingKey,
    RatingRow,
)
from stature.core.reporting.feedback.context import FeedbackContext
from stature.core.reporting.report import ReportSection

EXAMPLE_OWN, EXAMPLE_OTHERS, EXAMPLE_LOW, EXAMPLE_HIGH = 4.0, 3.2, 2.8, 3.6


def reading_section(context: FeedbackContext) -> ReportSection:
    """What the figures mean, with one worked example."""
    options = context.instrument.frequency.options
    scale = context.paragraph(
        "reading.scale", "reading.not_seen", bottom=options[0].label, top=options[-1].label
    )
    terms = tuple(
        Definition(
            term=context.fill(f"agreement.{name}"), meaning=context.fill(f"agreement.{name}.means")
        )
        for name in ("shared_strength", "hidden_strength", "possible_blind_spot", "shared_priority")
    )
    return ReportSection(
        anchor="reading",
        heading=context.fill("heading.reading"),
        starts_page=True,
        blocks=(
            scale,
            context.paragraph("reading.error", "reading.range"),
            _example(context),
            context.paragraph("reading.gap", "reading.gap_is_normal"),
            Definitions(entries=terms),
            context.paragraph("reading.bands", "reading.no_verdict"),
        ),
    )


def _example(context: FeedbackContext) -> RatingDots:
    fill = context.fill
    return RatingDots(
        title=fill("example.title"),
        row_heading=fill("chart.competency"),
        key=rating_key(context),
        lowest=1,
        highest=5,
        figure_headings=(fill("chart.you"), fill("chart.others"), fill("chart.range")),
        rows=(
            RatingRow(
                label=fill("example.label"),
                own=EXAMPLE_OWN,
                others=EXAMPLE_OTHERS,
                low=EXAMPLE_LOW,
                high=EXAMPLE_HIGH,
                figures=(
                    f"{EXAMPLE_OWN:.1f}",
                    f"{EXAMPLE_OTHERS:.1f}",
                    fill("range", low=f"{EXAMPLE_LOW:.1f}", high=f"{EXAMPLE_HIGH:.1f}"),
                ),
            ),
        ),
    )


def rating_key(context: FeedbackContext, *, own: bool = True, aim: bool = False) -> RatingKey:
    """What the marks mean."""
    return RatingKey(
        own=context.fill("chart.you") if own else "",
        others=context.fill("chart.others"),
        interval=context.fill("chart.range_of_others"),
        aim=context.fill("chart.aim") if aim else "",
    )


def answered_section(context: FeedbackContext) -> ReportSection:
    """Who answered, and how each group is shown."""
    return ReportSection(
        anchor="answered",
        heading=context.fill("heading.answered"),
        blocks=tuple(_answered(context)),
    )


def _answered(context: FeedbackContext) -> Iterator[Block]:
    plans = _in_order(context)
    yield _introduction(context, plans)
    if plans:
        yield DataTable(
            caption=context.fill("answered.caption"),
            header=(
                context.fill("answered.group"),
                context.fill("answered.people"),
                context.fill("answered.how"),
            ),
            rows=tuple(
                (
                    context.fill(f"group.{plan.name.replace('-', '_')}"),
                    str(plan.n),
                    _how(context, plan),
                )
                for plan in plans
            ),
            numeric=(1,),
        )
    late = {plan.name: n for plan in plans if (n := _waiting(context, plan))}
    yield from _not_shown(context, late, "answered.waiting", "why", "until")
    yield from _not_shown(context, context.feedback.held_back, "answered.held_back", "why")
    yield context.paragraph("answered.promise", "answered.do_not_guess")


def _not_shown(
    context: FeedbackContext, people: Mapping[str, int], key: str, *reasons: str
) -> Iterator[Block]:
    """How many of each group are in no figure, and why; nothing where everybody is."""
    if not people:
        return
    groups = (
        context.say(
            f"{key}.group", group=context.group_name(name), people=context.count("people", n)
        )
        for name, n in people.items()
    )
    yield Heading(text=context.fill(key))
    yield Paragraph(sentences=(*groups, *(context.say(f"{key}.{each}") for each in reasons)))


def _introduction(context: FeedbackContext, plans: list[GroupPlan]) -> Paragraph:
    people = sum(plan.n for plan in plans if plan.name != SELF)
    groups = sum(plan.n > 0 for plan in plans if plan.name != SELF)
    if not people:
        return context.paragraph("answered.nobody")
    return Paragraph(
        sentences=(
            context.say(
                "answered.total",
                people=context.count("people", people),
                groups=context.count("groups", groups),
            ),
        )
    )


def _in_order(context: FeedbackContext) -> list[GroupPlan]:
    place = {str(group): number for number, group in enumerate(RaterGroup)}
    return sorted(context.feedback.groups, key=lambda plan: place.get(plan.name, len(place)))


def _how(context: FeedbackContext, plan: GroupPlan) -> str:
    if plan.n == 0:
        return context.fill("how.no_answers")
    if plan.status == "merged":
        names = [context.fill(f"group.{each.name.replace('-', '_')}") for each in context.merged]
        return context.fill("how.merged", groups=context.listed(names))
    held = context.feedback.held_back.get(plan.name, 0)
    if plan.status == "hidden":
        return context.fill("how.held_back" if held else "how.hidden")
    if plan.name in (SELF, MANAGER):
        return context.fill("how.singly")
    waiting = _waiting(context, plan)
    if held or waiting:
        key = "how.part.held_back" if held else "how.part"
        return context.fill(key, shown=context.count("people", plan.n - waiting - held))
    return context.fill("how.shown")


def _waiting(context: FeedbackContext, plan: GroupPlan) -> int:
    """How many people of a shown group are in none of its figures yet."""
    if plan.status != "shown" or plan.name in (SELF, MANAGER):
        return 0
    shown = max(
        (figure.n for figure in context.feedback.figures if figure.group == plan.name), default=0
    )
    return max(plan.n - shown - context.feedback.held_back.get(plan.name, 0), 0)
