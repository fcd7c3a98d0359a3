"""Filling the demo, in the background and once: each step looks first whether it is done."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from stature.web.demo.answers import bring_in_late
from stature.web.demo.first_round import hold_first_round, late_assignment
from stature.web.demo.models import Demo
from stature.web.demo.norms import lay_beside_norms
from stature.web.demo.people import make_organisation, make_people
from stature.web.demo.rounds import Cast
from stature.web.demo.second_round import open_second_round
from stature.web.demo.selectors import the_demo
from stature.web.programmes.models import Assessment, Programme, Round
from stature.web.reports.models import ReleasedReport
from stature.web.reports.services import (
    make_reports,
    prepare_release,
    release_round,
    share_report,
)

LOG = logging.getLogger("stature.demo")


def fill() -> None:
    """A job: make the organisation and its rounds, and release the reports of the first.

    To fill again changes nothing. On a site that is no demo nothing is made.
    """
    demo = the_demo()
    if demo is None or demo.is_finished:
        return
    round_ = _first_round(demo) or _set_the_scene()
    if round_ is None:
        return
    _release_up_to(round_, 1)
    late = late_assignment(round_)
    if late.done_at is None:
        bring_in_late(late)
    _release_up_to(round_, 2)
    _share(round_)
    Demo.objects.filter(pk=demo.pk, finished_at=None).update(finished_at=timezone.now())


def _first_round(demo: Demo) -> Round | None:
    programmes = Programme.objects.filter(organisation=demo.organisation_id)
    first = programmes.order_by("pk").first() if demo.organisation_id else None
    return first.rounds.get(number=1) if first else None


@transaction.atomic
def _set_the_scene() -> Round | None:
    """Everything but the reports, or nothing; the first round. None if another worker did it."""
    demo = Demo.objects.select_for_update().get(pk=Demo.THE_ONE)
    if demo.organisation_id is not None:
        return None
    users = make_organisation(demo)
    assert demo.organisation is not None
    cast = Cast(demo.organisation, users, make_people(demo.organisation))
    first = hold_first_round(cast)
    lay_beside_norms(cast, first)
    open_second_round(cast)
    return first


def _release_up_to(round: Round, version: int) -> None:
    """Release the round's reports, unless this version of them is there."""
    if ReleasedReport.objects.filter(assessment__round=round, version__gte=version).exists():
        return
    release = release_round(round=round)
    prepare_release(release.pk)
    make_reports(release.pk, list(release.entries.values_list("assessment", flat=True)))
    LOG.info("version %s of the demo's report is made", version)


def _share(round: Round) -> None:
    """The leader lets the line manager read the report."""
    for assessment in Assessment.objects.filter(round=round):
        share_report(assessment=assessment, by=assessment.participant.user)
