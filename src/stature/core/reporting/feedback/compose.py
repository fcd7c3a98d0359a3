"""Putting the feedback report together, for the leader and for who leads the talk about it."""

from __future__ import annotations

from stature.core.reporting.feedback.agreement import agreement_section
from stature.core.reporting.feedback.answered import answered_section, reading_section
from stature.core.reporting.feedback.appendix import appendix_sections
from stature.core.reporting.feedback.charts import dots_section, grid_section
from stature.core.reporting.feedback.closing import comments_section, plan_section, role_section
from stature.core.reporting.feedback.competencies import competency_sections
from stature.core.reporting.feedback.context import FeedbackContext
from stature.core.reporting.feedback.emphasis import emphasis_section
from stature.core.reporting.feedback.facilitator import facilitator_sections
from stature.core.reporting.feedback.glance import glance_section, masthead
from stature.core.reporting.report import Report, ReportSection


def compose_feedback_report(context: FeedbackContext) -> Report:
    """The report of one leader, from what may be known of their feedback."""
    return _report(context, "document_title", _sections(context))


def compose_facilitator_pack(context: FeedbackContext) -> Report:
    """The same report with an agenda for the talk about it, and what to take care of."""
    glance, *rest = _sections(context)
    sections = (glance, *facilitator_sections(context), *rest)
    return _report(context, "facilitator.document_title", sections)


def _sections(context: FeedbackContext) -> tuple[ReportSection, ...]:
    found = (
        glance_section(context),
        reading_section(context),
        answered_section(context),
        grid_section(context),
        dots_section(context),
        agreement_section(context),
        *competency_sections(context),
        comments_section(context),
        emphasis_section(context),
        role_section(context),
        plan_section(context),
        *appendix_sections(context),
    )
    return tuple(section for section in found if section is not None)


def _report(context: FeedbackContext, title: str, sections: tuple[ReportSection, ...]) -> Report:
    return Report(
        title=context.fill(title),
        person=context.name,
        language=context.instrument.language,
        day=context.day,
        footer=_footer(context),
        page_label=context.fill("page_label"),
        contents_label=context.fill("contents_label"),
        masthead=masthead(context, title),
        sections=sections,
    )


def _footer(context: FeedbackContext) -> str:
    """What stands on every page: that data or norms are made up, or that it is confidential."""
    if context.made_up:
        return context.fill("footer_made_up")
    if context.norms is not None and context.norms.made_up:
        return context.fill("footer_made_up_norms")
    return context.fill("footer")
