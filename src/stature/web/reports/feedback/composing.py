"""The report on one leader's feedback, as a page, as plain text and as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from stature.core.disclosure import CommentPool
from stature.core.reporting.feedback import (
    FeedbackContext,
    compose_facilitator_pack,
    compose_feedback_report,
)
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.render_pdf import render_pdf
from stature.core.reporting.render_text import render_text
from stature.core.scoring.feedback import DisclosedFeedback, FeedbackNorms
from stature.web.programmes.models import Assessment
from stature.web.reports.composing import MadeReport, fit_to_round, in_its_language
from stature.web.reports.feedback.results import (
    AS_DOCUMENT,
    COMMENTS_AS_DOCUMENT,
    disclosed_feedback_of,
)
from stature.web.reports.models import ReleasedFeedback
from stature.web.responses.published import published_framework, published_role
from stature.web.responses.selectors import published_feedback, published_texts

SCORES: Final = ("instrument", "rule", "rule_version", "disclosure_version", "figures")


@dataclass(frozen=True, eq=False)
class Shown:
    """What a report shows of a leader: what may be known, and the norms it is laid beside."""

    feedback: DisclosedFeedback
    comments: CommentPool
    norms: FeedbackNorms | None

    @classmethod
    def of_kept(cls, kept: ReleasedFeedback, norms: FeedbackNorms | None) -> Shown:
        """Feedback as it was released; nothing is scored again."""
        comments = COMMENTS_AS_DOCUMENT.validate_python(kept.comments)
        pool = CommentPool(comments, frozenset(kept.comment_pool))
        return cls(disclosed_feedback_of(kept), pool, norms)


@dataclass(frozen=True)
class MadePack:
    """A facilitator's pack in its forms."""

    html: str
    pdf: bytes


def make_feedback_report(assessment: Assessment, shown: Shown) -> MadeReport:
    """All forms of the report, with the framework and the words that the round began with."""
    context = _context(assessment, shown)
    report = fit_to_round(compose_feedback_report(context), assessment.round)
    return MadeReport(
        scores=_scores(context),
        html=in_its_language(render_html_body(report), report.language),
        plain_text=render_text(report),
        pdf=render_pdf(report),
    )


def make_facilitator_pack(assessment: Assessment, shown: Shown) -> MadePack | None:
    """The pack for the talk about the report; None where no facilitator is named."""
    if assessment.round.facilitator_id is None:
        return None
    pack = fit_to_round(compose_facilitator_pack(_context(assessment, shown)), assessment.round)
    return MadePack(in_its_language(render_html_body(pack), pack.language), render_pdf(pack))


def _scores(context: FeedbackContext) -> dict[str, Any]:
    """The published figures as data, with the versions of the rules that gave them, and with the
    name of each group as the report has it.
    """
    known = AS_DOCUMENT.dump_python(context.feedback, mode="json")
    groups = sorted({figure.group for figure in context.feedback.figures})
    names = {group: context.group_name(group) for group in groups}
    return {name: known[name] for name in SCORES} | {"group_names": names}


def _context(assessment: Assessment, shown: Shown) -> FeedbackContext:
    """What the report and the pack are composed from; the words are kept since the opening."""
    round_ = assessment.round
    instrument = published_feedback(round_.instrument_sha256)
    return FeedbackContext(
        feedback=shown.feedback,
        instrument=instrument,
        framework=published_framework(instrument.framework.sha256),
        texts=published_texts(round_.texts_sha256),
        name=str(assessment.participant),
        day=round_.closed_at.date() if round_.closed_at else None,
        comments=shown.comments if instrument.comments else None,
        role=published_role(round_.role_sha256) if round_.role_sha256 else None,
        norms=shown.norms,
        made_up=settings.STATURE_DEMO,  # in a demo nobody exists
    )
