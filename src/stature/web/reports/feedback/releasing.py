"""Releasing one leader's feedback: scored, made into a report, and kept for good."""

from __future__ import annotations

from django.db import transaction

from stature.core.disclosure import release_document, release_of_document
from stature.web.audit.services import record_event
from stature.web.programmes.models import Assessment, RoundState
from stature.web.reports.composing import hash_of_inputs
from stature.web.reports.feedback.drafting import Draft, Versions, draft_of
from stature.web.reports.feedback.left_out import counted_findings
from stature.web.reports.feedback.results import AS_DOCUMENT, COMMENTS_AS_DOCUMENT, RESULT_VERSION
from stature.web.reports.feedback.scoring import ScoredFeedback, score_feedback
from stature.web.reports.models import (
    FacilitatorPack,
    Release,
    ReleasedFeedback,
    ReleasedReport,
    ReleaseOutcome,
)
from stature.web.reports.released import latest_report
from stature.web.reports.telling import tell_of_report

TAKES_NO_ANSWERS = (RoundState.CLOSED, RoundState.RELEASED)


def release_feedback(*, assessment: Assessment, release: Release | None) -> ReleaseOutcome:
    """Keep the next version of a leader's report, unless nothing is new since the last.

    Answers that came after the last release are shown only as far as they tell nothing beside it.
    Where only norms or the name are new, the feedback stays exactly as it was released.
    The report is made before the transaction, so that savers of answers need not wait.
    """
    if not _may_release(assessment):
        return ReleaseOutcome.NOT_READY
    last = _last(assessment)
    scored = score_feedback(
        assessment,
        earlier=release_of_document(last.disclosure_release) if last else None,
        commented=last.comment_pool if last else (),
    )
    if scored is None:
        return ReleaseOutcome.NOT_READY
    draft = draft_of(assessment, last, scored)
    return _keep(assessment, release, draft) if draft else ReleaseOutcome.UNCHANGED


def _may_release(assessment: Assessment) -> bool:
    """Whether the leader is still there, and the round takes no more answers."""
    return assessment.withdrawn_at is None and assessment.round.state in TAKES_NO_ANSWERS


def _last(assessment: Assessment) -> ReleasedFeedback | None:
    return ReleasedFeedback.objects.filter(assessment=assessment).first()


@transaction.atomic
def _keep(assessment: Assessment, release: Release | None, draft: Draft) -> ReleaseOutcome:
    """Keep a draft, unless the leader left meanwhile, or another worker came first."""
    held = Assessment.objects.select_for_update(of=("self",)).select_related("round__programme")
    found = held.get(pk=assessment.pk)
    if not _may_release(found):
        return ReleaseOutcome.NOT_READY
    if Versions.of(_last(found), latest_report(found)) == draft.follows:
        if draft.scored:
            _keep_feedback(found, release, draft.scored, draft.inputs["feedback"])
        _keep_report(found, release, draft)
        _note(found, draft)
    return ReleaseOutcome.MADE


def _keep_feedback(
    assessment: Assessment, release: Release | None, scored: ScoredFeedback, version: int
) -> None:
    ReleasedFeedback.objects.create(
        assessment=assessment,
        release=release,
        version=version,
        instrument_sha256=assessment.round.instrument_sha256,
        inputs_sha256=scored.inputs_sha256,
        result=AS_DOCUMENT.dump_python(scored.feedback, mode="json"),
        result_version=RESULT_VERSION,
        left_out=counted_findings(scored.findings),
        comments=COMMENTS_AS_DOCUMENT.dump_python(scored.comments.questions, mode="json"),
        disclosure_release=release_document(scored.release),
        comment_pool=sorted(scored.comments.raters),
        counted=dict(scored.counted),
    )


def _keep_report(assessment: Assessment, release: Release | None, draft: Draft) -> None:
    """The report that people read. Its inputs name the version of the feedback, and no rater."""
    report = ReleasedReport.objects.create(
        assessment=assessment,
        release=release,
        version=draft.follows.report + 1,
        inputs=draft.inputs,
        inputs_sha256=hash_of_inputs(draft.inputs),
        instrument_sha256=draft.inputs["instrument"],
        texts_sha256=draft.inputs["texts"],
        changed=draft.changed,
        scores=draft.made.scores,
        html=draft.made.html,
        plain_text=draft.made.plain_text,
        pdf=draft.made.pdf,
    )
    if draft.pack is not None:
        FacilitatorPack.objects.create(report=report, html=draft.pack.html, pdf=draft.pack.pdf)


def _note(assessment: Assessment, draft: Draft) -> None:
    version = draft.follows.report + 1
    tell_of_report(assessment, version)
    record_event(
        "reports.feedback-released",
        organisation_id=assessment.round.programme.organisation_id,
        subject=f"assessment {assessment.pk}",
        version=version,
        round_id=assessment.round_id,
        findings=len(draft.scored.findings) if draft.scored else 0,
    )
