"""What the facilitator's pack adds: an agenda of two to three hours, and what to take care of."""

from __future__ import annotations

from collections.abc import Iterator

from stature.core.reporting.blocks import Bullets, DataTable, Heading
from stature.core.reporting.feedback.choice import Basis
from stature.core.reporting.feedback.context import FeedbackContext, note
from stature.core.reporting.report import ReportSection

# Minutes of each part in a talk of two hours, and in one of three.
AGENDA = {
    "welcome": (10, 15),
    "reading": (15, 20),
    "first_look": (20, 30),
    "strengths": (20, 30),
    "gaps": (25, 35),
    "priorities": (15, 25),
    "plan": (15, 25),
}


def facilitator_sections(context: FeedbackContext) -> Iterator[ReportSection]:
    """The agenda, the cautions, and questions that fit this report."""
    yield _agenda(context)
    yield _cautions(context)


def _agenda(context: FeedbackContext) -> ReportSection:
    fill = context.fill
    rows = tuple(
        (fill(f"agenda.{part}"), fill(f"agenda.{part}.how"), str(short), str(long))
        for part, (short, long) in AGENDA.items()
    )
    total = tuple(str(sum(minutes)) for minutes in zip(*AGENDA.values(), strict=True))
    return ReportSection(
        anchor="agenda",
        heading=fill("heading.agenda"),
        starts_page=True,
        blocks=(
            context.paragraph("agenda.introduction"),
            DataTable(
                caption=fill("agenda.caption"),
                header=(
                    fill("agenda.part"),
                    fill("agenda.what"),
                    fill("agenda.two_hours"),
                    fill("agenda.three_hours"),
                ),
                rows=(*rows, (fill("agenda.total"), "", *total)),
                numeric=(2, 3),
            ),
            note(context.say("agenda.break")),
        ),
    )


def _cautions(context: FeedbackContext) -> ReportSection:
    general = [
        "caution.never_guess",
        "caution.no_comparing",
        "caution.error",
        "caution.person",
        "caution.distress",
        "caution.purpose",
    ]
    return ReportSection(
        anchor="cautions",
        heading=context.fill("heading.cautions"),
        blocks=(
            Bullets(entries=tuple(context.fill(key) for key in general)),
            Heading(text=context.fill("caution.here")),
            Bullets(entries=tuple(context.fill(key) for key in _of_this_report(context))),
        ),
    )


def _of_this_report(context: FeedbackContext) -> Iterator[str]:
    """Cautions that only some reports need."""
    choice = context.choice
    if choice.basis is not Basis.OTHERS:
        yield "caution.self_only"
        return
    if any(plan.status == "hidden" and plan.n for plan in context.feedback.groups):
        yield "caution.hidden_group"
    if context.merged:
        yield "caution.merged_group"
    if not choice.strengths:
        yield "caution.all_low"
    if not choice.priorities:
        yield "caution.all_high"
    if choice.surprise is None:
        yield "caution.no_gap"
    else:
        yield "caution.gap"
    if context.comments is not None:
        yield "caution.comments"
