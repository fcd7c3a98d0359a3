"""Making one report. It may be asked for twice: what is there already is not made again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from stature.web.audit.services import record_event
from stature.web.programmes.models import Assessment
from stature.web.reports.composing import (
    Inputs,
    MadeReport,
    hash_of_inputs,
    inputs_of,
    make_forms,
    what_changed,
)
from stature.web.reports.feedback.releasing import release_feedback
from stature.web.reports.models import Release, ReleasedReport, ReleaseEntry, ReleaseOutcome
from stature.web.reports.released import find_ready, latest_report, own_sealed_response
from stature.web.reports.telling import tell_of_report


@dataclass(frozen=True)
class _Draft:
    """A report that is made and not yet kept, with the version that it follows."""

    inputs: Inputs
    sha256: str
    made: MadeReport
    follows: int


def make_report(*, assessment_id: int, release: Release | None = None) -> ReleaseOutcome:
    """Make the next version of a participant's report, unless nothing is new since the last.

    The page and the PDF are made before the transaction, so that savers of answers need not wait.
    Where another worker came first, or the participant withdrew, what was made is dropped.
    """
    assessment = find_ready(assessment_id)
    if assessment is None or not (release or assessment.round.release_at_once):
        return _keep_outcome(release, assessment_id, ReleaseOutcome.NOT_READY)
    if assessment.round.is_feedback:
        outcome = release_feedback(assessment=assessment, release=release)
        return _keep_outcome(release, assessment_id, outcome)
    draft = _draft(assessment)
    if draft is None:
        return _keep_outcome(release, assessment_id, ReleaseOutcome.UNCHANGED)
    return _keep(draft, assessment, release)


def _draft(assessment: Assessment) -> _Draft | None:
    """The next version, or None when the last was made from the same."""
    saved, last = own_sealed_response(assessment), latest_report(assessment)
    inputs = inputs_of(assessment, saved, last.inputs if last else None)
    sha256 = hash_of_inputs(inputs)
    if last and last.inputs_sha256 == sha256:
        return None
    made = make_forms(assessment, saved, inputs)
    return _Draft(inputs, sha256, made, last.version if last else 0)


@transaction.atomic
def _keep(draft: _Draft, assessment: Assessment, release: Release | None) -> ReleaseOutcome:
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    if find_ready(assessment.pk) is None:
        return _keep_outcome(release, assessment.pk, ReleaseOutcome.NOT_READY)
    last = latest_report(assessment)
    if (last.version if last else 0) != draft.follows:
        return _keep_outcome(release, assessment.pk, ReleaseOutcome.MADE)
    report = ReleasedReport.objects.create(
        assessment=assessment,
        release=release,
        version=draft.follows + 1,
        inputs=draft.inputs,
        inputs_sha256=draft.sha256,
        instrument_sha256=draft.inputs["instrument"],
        texts_sha256=draft.inputs["texts"],
        changed=what_changed(last.inputs, draft.inputs) if last else [],
        scores=draft.made.scores,
        html=draft.made.html,
        plain_text=draft.made.plain_text,
        pdf=draft.made.pdf,
    )
    tell_of_report(assessment, report.version)
    _record_made(report)
    return _keep_outcome(release, assessment.pk, ReleaseOutcome.MADE)


def _record_made(report: ReleasedReport) -> None:
    round_ = report.assessment.round
    record_event(
        "reports.released",
        organisation_id=round_.programme.organisation_id,
        subject=f"assessment {report.assessment_id}",
        version=report.version,
        round_id=round_.pk,
    )


def _keep_outcome(
    release: Release | None, assessment_id: int, outcome: ReleaseOutcome
) -> ReleaseOutcome:
    """Keep what became of the report; one that was made stays so, though the job runs twice."""
    waiting = ReleaseEntry.objects.filter(
        release=release, assessment=assessment_id, outcome=ReleaseOutcome.WAITING
    )
    if release is not None:
        waiting.update(outcome=outcome)
    return outcome
