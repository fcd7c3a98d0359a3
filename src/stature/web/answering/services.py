"""Writing: begin to answer, finish, decline, ask for a fresh link. Each is one transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stature.web.accounts.models import User
from stature.web.answering.errors import BegunElsewhereError, NotPossibleError
from stature.web.answering.selectors import (
    RELATED,
    instrument_asked,
    is_about_self,
    perspectives_asked,
)
from stature.web.answering.standing import Standing, standing_of
from stature.web.audit.models import AuditEvent
from stature.web.audit.services import WithoutAccount, record_event
from stature.web.jobs.services import enqueue, enqueue_named
from stature.web.norms import joining as norms
from stature.web.programmes.models import Assignment, AssignmentLink
from stature.web.responses import services as responses
from stature.web.responses.models import Consent

# By name: reports stand above this area.
MAKE_REPORT: Final = "stature.web.reports.tasks.make_report"
PAUSE_BETWEEN_FRESH_LINKS: Final = timedelta(minutes=5)


@transaction.atomic
def start_answering(
    *,
    assignment_id: int,
    statement: str,
    joins_norms: bool = False,
    link_id: int | None = None,
    by: User | None = None,
) -> Assignment:
    """Begin to answer, with consent to what was told; and, apart from that, to joining norms.

    Raises BegunElsewhereError when another browser came first, NotPossibleError when it is closed.
    """
    assignment = _held(assignment_id)
    standing = standing_of(assignment)
    if standing is Standing.BEGUN:
        raise BegunElsewhereError("these answers were already begun.")
    _refuse_unless(standing is Standing.READY)
    instrument = instrument_asked(assignment)
    saved, _key = responses.begin_response(
        instrument=instrument,
        perspectives=perspectives_asked(assignment, instrument),
    )
    Consent.objects.create(response=saved, statement=statement, language=get_language() or "")
    assignment.response, assignment.started_at = saved, saved.started_at
    assignment.save(update_fields=["response", "started_at"])
    if joins_norms:
        norms.agree(assignment)
    _use_link(link_id)
    _record("answering.started", assignment, by)
    return assignment


@transaction.atomic
def go_on_here(*, link_id: int) -> bool:
    """Use up a fresh link, so that it binds one browser only. False when it was used before."""
    held = AssignmentLink.objects.select_for_update().get(pk=link_id)
    if not held.is_fresh or held.is_expired or held.used_at:
        return False
    _use_link(link_id)
    _record("answering.fresh-link-used", _held(held.assignment_id), None)
    return True


@transaction.atomic
def finish_answering(*, assignment_id: int, by: User | None = None) -> Assignment:
    """Close the answers for good. To finish once more changes nothing."""
    assignment = _held(assignment_id)
    standing = standing_of(assignment)
    if standing is Standing.DONE:
        return assignment
    _refuse_unless(standing is Standing.BEGUN)
    round_ = assignment.assessment.round
    responses.seal(response_id=assignment.response_id, texts_sha256=round_.texts_sha256)
    assignment.done_at = timezone.now()
    assignment.save(update_fields=["done_at"])
    _record("answering.finished", assignment, by)
    if is_about_self(assignment) and round_.release_at_once:
        _ask_for_report(assignment.assessment_id)
    return assignment


@transaction.atomic
def decline(*, assignment_id: int, by: User | None = None) -> None:
    """Say no. Answers that were given so far are deleted, and so is consent to norms."""
    assignment = _held(assignment_id)
    _refuse_unless(standing_of(assignment) in (Standing.READY, Standing.BEGUN))
    response = assignment.response
    assignment.response, assignment.started_at = None, None
    assignment.declined_at = timezone.now()
    assignment.save(update_fields=["response", "started_at", "declined_at"])
    if response:
        response.delete()
    if is_about_self(assignment):
        norms.take_back(assignment.assessment)
    _record("answering.declined", assignment, by)


@transaction.atomic
def take_part_after_all(*, assignment_id: int, by: User | None = None) -> None:
    """Take a no back, while the round is open."""
    assignment = _held(assignment_id)
    open_still = assignment.assessment.round.is_open
    _refuse_unless(standing_of(assignment) is Standing.DECLINED and open_still)
    assignment.declined_at = None
    assignment.save(update_fields=["declined_at"])
    _record("answering.decline-taken-back", assignment, by)


@transaction.atomic
def ask_for_fresh_link(*, assignment_id: int) -> None:
    """Have a fresh link sent to the person's own address, at most once in five minutes."""
    from stature.web.invitations.services import send_fresh_link

    assignment = _held(assignment_id)
    action, since = "answering.fresh-link-asked", timezone.now() - PAUSE_BETWEEN_FRESH_LINKS
    asked = AuditEvent.objects.filter(action=action, subject=_name(assignment), at__gt=since)
    if not asked.exists():
        _record(action, assignment, None)
        enqueue(send_fresh_link, assignment_id)


def _held(assignment_id: int) -> Assignment:
    """The assignment, held for this transaction."""
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related(*RELATED)
        .get(pk=assignment_id)
    )


def _refuse_unless(possible: bool) -> None:
    if not possible:
        raise NotPossibleError(
            _("this can no longer be done."), remedy=_("Please reload the page.")
        )


def _use_link(link_id: int | None) -> None:
    AssignmentLink.objects.filter(pk=link_id, used_at=None).update(used_at=timezone.now())


def _ask_for_report(assessment_id: int) -> None:
    enqueue_named(MAKE_REPORT, assessment_id)


def _name(assignment: Assignment) -> str:
    return f"assignment {assignment.pk}"


def _record(action: str, assignment: Assignment, by: User | None) -> None:
    organisation_id = assignment.assessment.round.programme.organisation_id
    actor = by or WithoutAccount(assignment.person_id)
    record_event(action, actor=actor, organisation_id=organisation_id, subject=_name(assignment))
