"""The end of the body: comments, role target, and the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stature.core.disclosure import ALL_RATERS, PublishedComments
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.reporting.blocks import (
    Block,
    Bullets,
    Heading,
    RatingDots,
    RatingRow,
)
from stature.core.reporting.closing_parts import contract_form
from stature.core.reporting.feedback.answered import rating_key
from stature.core.reporting.feedback.charts import marks_of, with_n
from stature.core.reporting.feedback.competencies import first_step
from stature.core.reporting.feedback.context import NOT_SHOWN, FeedbackContext, anchor_of, note
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import show_signed
from stature.core.scoring.feedback import RoleGap, RoleVerdict, role_gaps
from stature.core.scoring.feedback.comments import NOT_AGAIN

VERDICTS = {
    RoleVerdict.MET: "role.met",
    RoleVerdict.BELOW: "role.below",
    RoleVerdict.WITHIN_ERROR: "role.within_error",
    RoleVerdict.NOT_TOLD: "role.not_told",
}


def comments_section(context: FeedbackContext) -> ReportSection | None:
    """Comments by question, in chance order; None when none were asked."""
    if context.comments is None:
        return None
    return ReportSection(
        anchor="comments",
        heading=context.fill("heading.comments"),
        blocks=tuple(_comments(context)),
    )


def _comments(context: FeedbackContext) -> Iterator[Block]:
    found = {each.question: each for each in context.comments.questions} if context.comments else {}
    if not any(each.texts for each in found.values()):
        yield context.paragraph(f"comments.{_why_none(found.values())}")
        return
    yield context.paragraph("comments.introduction", "comments.order")
    for prompt in context.instrument.comments:
        texts = found[prompt.code].texts if prompt.code in found else ()
        yield Heading(text=context.fill(f"comments.{prompt.code}"))
        if texts:
            yield Bullets(entries=texts)
        else:
            yield context.paragraph("comments.none_here")
    yield note(context.say("comments.read"))


def _why_none(found: Iterable[PublishedComments]) -> str:
    """Why no comment is shown: held back beside an earlier report, too few people, or none."""
    reasons = {each.reason for each in found} - {""}
    if NOT_AGAIN in reasons:
        return "held_back"
    return "too_few" if reasons else "none"


def role_section(context: FeedbackContext) -> ReportSection | None:
    """Others' ratings beside what a role asks for; None without a role profile."""
    role = context.role
    if role is None:
        return None
    gaps = {gap.competency: gap for gap in role_gaps(context.feedback.all_others, role)}
    asked = [section.code for section in context.sections if section.code in gaps]
    fill = context.fill
    chart = RatingDots(
        title=_role_title(context, [gaps[code] for code in asked]),
        row_heading=fill("chart.competency"),
        key=rating_key(context, own=False, aim=True),
        lowest=LOWEST,
        highest=HIGHEST,
        figure_headings=(fill("role.target"), fill("chart.others_n"), fill("role.distance")),
        rows=tuple(_role_row(context, gaps[code]) for code in asked),
    )
    technical: tuple[Block, ...] = ()
    if role.technical:
        technical = (
            Heading(text=fill("role.technical")),
            context.paragraph("role.technical.apart"),
            Bullets(entries=tuple(context.speak(each.text) for each in role.technical)),
        )
    return ReportSection(
        anchor="role",
        heading=fill("heading.role", role=role.role),
        starts_page=True,
        blocks=(
            context.paragraph("role.introduction", f"role.serves.{role.serves}", role=role.role),
            chart,
            note(context.say("role.error")),
            *technical,
        ),
    )


def _role_title(context: FeedbackContext, gaps: list[RoleGap]) -> str:
    if all(gap.verdict is RoleVerdict.NOT_TOLD for gap in gaps):
        return context.fill("role.title.not_told")
    below = sum(gap.verdict is RoleVerdict.BELOW for gap in gaps)
    return context.count("role.title", below) if below else context.fill("role.title.none")


def _role_row(context: FeedbackContext, gap: RoleGap) -> RatingRow:
    code = gap.competency
    figure = context.figure(code, ALL_RATERS)
    others, low, high = marks_of(figure)
    return RatingRow(
        label=f"{code} {context.name_of(code)}",
        others=others,
        low=low,
        high=high,
        aim=gap.target,
        figures=(f"{gap.target:.1f}", with_n(context, figure), _distance(context, gap)),
        target=anchor_of(code),
    )


def _distance(context: FeedbackContext, gap: RoleGap) -> str:
    """How far a score lies from its target, and what that means."""
    if gap.difference is None:
        return NOT_SHOWN
    difference = show_signed(gap.difference)
    if gap.verdict is RoleVerdict.WITHIN_ERROR and difference == show_signed(0):
        return context.fill("role.about_met")
    return context.fill(VERDICTS[gap.verdict], difference=difference)


def plan_section(context: FeedbackContext) -> ReportSection:
    """The plan, its first goal filled in."""
    signatures = ("plan.signed", "plan.supporter_signed", "plan.date", "plan.review")
    form = contract_form(
        context.texts, _first_goal(context), tuple(context.fill(key) for key in signatures)
    )
    return ReportSection(
        anchor="plan",
        heading=context.fill("heading.plan"),
        starts_page=True,
        blocks=(context.paragraph("plan.introduction"), form),
    )


def _first_goal(context: FeedbackContext) -> str:
    found = first_step(context)
    if found is None:
        return ""
    competency, step = found
    return context.fill("plan.goal", competency=competency, step=step)
