"""The report on one leader's feedback, as a page, as plain text and as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from stature.core.reporting.feedback import (
    FeedbackContext,
    compose_facilitator_pack,
    compose_feedback_report,
)
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.render_pdf import render_pdf
from stature.web.norms.selectors import norms_for
from stature.web.programmes.models import Assessment
from stature.web.reports.composing import MadeReport, in_its_language
from stature.web.reports.feedback.results import AS_DOCUMENT
from stature.web.reports.feedback.scoring import ScoredFeedback
from stature.web.reports.plain_text import plain_text
from stature.web.responses.published import published_framework, published_role
from stature.web.responses.selectors import published_feedback, published_texts

SCORES: Final = ("instrument", "rule", "rule_version", "disclosure_version", "figures")


def _scores(scored: ScoredFeedback) -> dict[str, Any]:
    """The published figures as data, with the versions of the rules that gave them."""
    known = AS_DOCUMENT.dump_python(scored.feedback, mode="json")
    return {name: known[name] for name in SCORES}


@dataclass(frozen=True)
class MadePack:
    """A facilitator's pack in its forms."""

    html: str
    pdf: bytes


def make_feedback_report(assessment: Assessment, scored: ScoredFeedback) -> MadeReport:
    """All forms of the report, with the framework and the words that the round began with."""
    report = compose_feedback_report(_context(assessment, scored))
    return MadeReport(
        scores=_scores(scored),
        html=in_its_language(render_html_body(report), report.language),
        plain_text=plain_text(report),
        pdf=render_pdf(report),
    )


def make_facilitator_pack(assessment: Assessment, scored: ScoredFeedback) -> MadePack | None:
    """The pack for the talk about the report; None where no facilitator is named."""
    if assessment.round.facilitator_id is None:
        return None
    pack = compose_facilitator_pack(_context(assessment, scored))
    return MadePack(in_its_language(render_html_body(pack), pack.language), render_pdf(pack))


def _context(assessment: Assessment, scored: ScoredFeedback) -> FeedbackContext:
    """What the report and the pack are composed from, all of it kept since the opening."""
    round_ = assessment.round
    instrument = published_feedback(round_.instrument_sha256)
    return FeedbackContext(
        feedback=scored.feedback,
        instrument=instrument,
        framework=published_framework(instrument.framework.sha256),
        texts=published_texts(round_.texts_sha256),
        name=str(assessment.participant),
        day=round_.closed_at.date() if round_.closed_at else None,
        comments=scored.comments if instrument.comments else None,
        role=published_role(round_.role_sha256) if round_.role_sha256 else None,
        norms=norms_for(round_),
        made_up=settings.STATURE_DEMO,  # in a demo nobody exists
    )
