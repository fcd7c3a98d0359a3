"""Releasing the reports of a round. The request only asks; jobs, which may run twice, make them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from stature.core.errors import StatureError
from stature.web.accounts.models import User
from stature.web.invitations.services import tell_facilitator
from stature.web.jobs.services import enqueue
from stature.web.programmes.models import Round, RoundState
from stature.web.programmes.services.held import held_round, record
from stature.web.reports.models import FacilitatorPack, Release, ReleaseEntry, ReleaseOutcome
from stature.web.reports.released import ready_assessments, running_release
from stature.web.reports.services.making import make_report

BATCH: Final = 20
WAITING: Final = ReleaseOutcome.WAITING
LOG = logging.getLogger("stature.reports")


@transaction.atomic
def release_round(*, round: Round, by: User | None = None) -> Release:
    """Release the reports of a round that takes no more answers.

    Raises RoundStateError while it is open. Two clicks make one release.
    """
    held = held_round(round.pk, RoundState.CLOSED, RoundState.RELEASED)
    running = running_release(held)
    if running:
        return running
    release = Release.objects.create(round=held, number=held.releases.count() + 1, started_by=by)
    held.state, held.released_at = RoundState.RELEASED, held.released_at or timezone.now()
    held.save(update_fields=["state", "released_at"])
    record("rounds.released", round=held, by=by, release=release.number)
    enqueue(prepare_release, release.pk)
    return release


@transaction.atomic
def prepare_release(release_id: int) -> None:
    """A job: list whose reports a release makes, and have them made, some at a time."""
    held = Release.objects.select_for_update(of=("self",))
    release = held.filter(pk=release_id, finished_at=None).first()
    if release is None or release.entries.exists():
        return
    ready = list(ready_assessments(release.round).values_list("pk", flat=True))
    entries = (ReleaseEntry(release=release, assessment_id=pk) for pk in ready)
    ReleaseEntry.objects.bulk_create(entries, batch_size=500)
    for start in range(0, len(ready), BATCH):
        enqueue(make_reports, release.pk, ready[start : start + BATCH])
    if not ready:
        finish_if_done(release)


def make_reports(release_id: int, assessment_ids: Sequence[int]) -> None:
    """A job: make some of the reports of a release; those that no longer wait are passed over."""
    for release in Release.objects.filter(pk=release_id):
        waiting = release.entries.filter(assessment__in=list(assessment_ids), outcome=WAITING)
        for assessment_id in list(waiting.values_list("assessment", flat=True)):
            _make_or_note(release, assessment_id)
        finish_if_done(release)


def _make_or_note(release: Release, assessment_id: int) -> None:
    """Make a report. One that cannot be made holds up no other."""
    try:
        make_report(assessment_id=assessment_id, release=release)
    except StatureError:
        LOG.exception("the report of assessment %s could not be made", assessment_id)
        entries = release.entries.filter(assessment=assessment_id)
        entries.update(outcome=ReleaseOutcome.FAILED)


@transaction.atomic
def finish_if_done(release: Release) -> None:
    """Keep when a release was finished: when none of its reports is waited for."""
    if release.entries.filter(outcome=WAITING).exists():
        return
    unfinished = Release.objects.filter(pk=release.pk, finished_at=None)
    if unfinished.update(finished_at=timezone.now()):
        _tell_facilitator(release)


def _tell_facilitator(release: Release) -> None:
    """Have the round's facilitator told of the packs that the release made, all in one e-mail."""
    facilitator, number = release.round.facilitator_id, release.number
    packs = FacilitatorPack.objects.filter(report__release=release)
    n_packs = packs.exclude(report__assessment__participant__user=facilitator).count()
    if facilitator and n_packs:
        enqueue(tell_facilitator, release.round_id, number, n_packs)
