"""The report on one leader's feedback, as a page, as plain text and as PDF."""

from __future__ import annotations

from typing import Any, Final

from stature.core.reporting.feedback import FeedbackContext, compose_feedback_report
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.render_pdf import render_pdf
from stature.web.programmes.models import Assessment
from stature.web.reports.composing import MadeReport, in_its_language
from stature.web.reports.feedback.results import AS_DOCUMENT
from stature.web.reports.feedback.scoring import ScoredFeedback
from stature.web.reports.plain_text import plain_text
from stature.web.responses.published import published_framework
from stature.web.responses.selectors import published_feedback, published_texts

SCORES: Final = ("instrument", "rule", "rule_version", "disclosure_version", "figures")


def _scores(scored: ScoredFeedback) -> dict[str, Any]:
    """The published figures as data, with the versions of the rules that gave them."""
    known = AS_DOCUMENT.dump_python(scored.feedback, mode="json")
    return {name: known[name] for name in SCORES}


def make_feedback_report(assessment: Assessment, scored: ScoredFeedback) -> MadeReport:
    """All forms of the report, with the framework and the words that the round began with."""
    round_ = assessment.round
    instrument = published_feedback(round_.instrument_sha256)
    context = FeedbackContext(
        feedback=scored.feedback,
        instrument=instrument,
        framework=published_framework(instrument.framework.sha256),
        texts=published_texts(round_.texts_sha256),
        name=str(assessment.participant),
        day=round_.closed_at.date() if round_.closed_at else None,
        comments=scored.comments if instrument.comments else None,
    )
    report = compose_feedback_report(context)
    return MadeReport(
        scores=_scores(scored),
        html=in_its_language(render_html_body(report), report.language),
        plain_text=plain_text(report),
        pdf=render_pdf(report),
    )
