"""Asking for reports on a round's leaders together, and the job that makes them."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.core.errors import StatureError
from stature.web.accounts.models import User
from stature.web.jobs.services import enqueue
from stature.web.programmes.errors import RoundStateError
from stature.web.programmes.models import Round, RoundState
from stature.web.programmes.services.held import held_round, record
from stature.web.reports.feedback.group import MadeGroup, make_group
from stature.web.reports.feedback.group_basis import Basis
from stature.web.reports.grouped import running_group_release
from stature.web.reports.models import GroupOutcome, GroupRelease, ReleasedGroupReport
from stature.web.reports.released import running_release

LOG = logging.getLogger("stature.reports")


@transaction.atomic
def ask_for_group_reports(*, round: Round, by: User | None = None) -> GroupRelease:
    """Have reports made on the leaders of a round together. Two clicks ask once.

    Raises RoundStateError unless the round's feedback was released.
    """
    held = held_round(round.pk, RoundState.RELEASED)
    if not held.is_feedback:
        raise RoundStateError(_("There is no group report in this kind of round."))
    if running_release(held):
        raise RoundStateError(
            _("The reports are being made."), remedy=_("Ask again when they are done.")
        )
    running = running_group_release(held)
    if running:
        return running
    number = held.group_releases.count() + 1
    asked = GroupRelease.objects.create(round=held, number=number, asked_by=by)
    record("reports.group-asked", round=held, by=by, release=number)
    enqueue(make_group_reports, asked.pk)
    return asked


def make_group_reports(group_release_id: int) -> None:
    """A job: make what was asked for, or keep why it cannot be. One that is done is passed over."""
    waiting = GroupRelease.objects.filter(pk=group_release_id, outcome=GroupOutcome.WAITING)
    for release in waiting.select_related("round__programme"):
        follows = _made(release.round).count()
        _keep(release, _made_or_failed(release), follows=follows)


def _made_or_failed(release: GroupRelease) -> MadeGroup:
    try:
        return make_group(release.round, earlier_bases(release.round))
    except StatureError:
        LOG.exception("the group reports of round %s could not be made", release.round_id)
        return MadeGroup(GroupOutcome.FAILED)


def earlier_bases(round: Round) -> list[Basis]:
    """What the group reports of a round told, the oldest first."""
    made = _made(round).order_by("number").values_list("basis", flat=True)
    return [Basis.of_document(document) for document in made]


def _made(round: Round) -> QuerySet[GroupRelease]:
    return GroupRelease.objects.filter(round=round, outcome=GroupOutcome.MADE)


@transaction.atomic
def _keep(release: GroupRelease, made: MadeGroup, *, follows: int) -> None:
    """Keep what was made, unless another worker did so. Where another report came between, it is
    made anew beside that one.
    """
    Round.objects.select_for_update().get(pk=release.round_id)
    held = GroupRelease.objects.get(pk=release.pk)
    if held.outcome != GroupOutcome.WAITING:
        return
    if _made(release.round).count() != follows:
        enqueue(make_group_reports, release.pk)
        return
    held.outcome, held.finished_at = made.outcome, timezone.now()
    held.basis = made.basis.document() if made.basis else {}
    held.save(update_fields=["outcome", "finished_at", "basis"])
    ReleasedGroupReport.objects.bulk_create(
        ReleasedGroupReport(
            release=held, selection=each.selection[:200], html=each.html, pdf=each.pdf
        )
        for each in made.reports
    )
    if made.reports:
        record("reports.group-made", round=release.round, by=None, n=len(made.reports))
