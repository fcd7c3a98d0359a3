"""Releasing the reports of a round. The request only asks; jobs make the reports."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from stature.web.accounts.models import User
from stature.web.jobs.services import enqueue
from stature.web.programmes.models import Round, RoundState
from stature.web.programmes.services.held import held_round, record
from stature.web.reports.models import Release, ReleaseEntry
from stature.web.reports.released import ready_assessments, running_release

BATCH: Final = 20


@transaction.atomic
def release_round(*, round: Round, by: User | None = None) -> Release:
    """Release the reports of a round that takes no more answers.

    Raises RoundStateError while it is open. Two clicks make one release.
    """
    from stature.web.reports.tasks import prepare_release

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
def prepare_release(*, release_id: int) -> None:
    """List whose reports a release makes, and have them made, some at a time."""
    from stature.web.reports.tasks import make_reports

    release = Release.objects.select_for_update(of=("self",)).get(pk=release_id)
    if release.finished_at or release.entries.exists():
        return
    ready = list(ready_assessments(release.round).values_list("pk", flat=True))
    entries = (ReleaseEntry(release=release, assessment_id=pk) for pk in ready)
    ReleaseEntry.objects.bulk_create(entries, batch_size=500)
    for start in range(0, len(ready), BATCH):
        enqueue(make_reports, release.pk, ready[start : start + BATCH])
    if not ready:
        finish_if_done(release)


def finish_if_done(release: Release) -> None:
    """Keep when a release was finished: when none of its reports is waited for."""
    if not release.entries.filter(outcome="waiting").exists():
        Release.objects.filter(pk=release.pk, finished_at=None).update(finished_at=timezone.now())
