"""Running a round: open, close, open again, and archive."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.core.reporting.texts import ReportTexts
from stature.packs.library import find_pack
from stature.web.accounts.models import User
from stature.web.programmes.errors import NotReadyError, RoundStateError
from stature.web.programmes.findings import what_is_missing
from stature.web.programmes.models import Assessment, Programme, Round, RoundState
from stature.web.programmes.questionnaires import (
    chosen_framework,
    chosen_role,
    questionnaire_of,
)
from stature.web.programmes.services.held import held_round, record
from stature.web.programmes.services.inviting import ask_for_invitations
from stature.web.programmes.services.known_managers import propose_managers
from stature.web.responses.published import Questionnaire
from stature.web.responses.services import publish_document


@transaction.atomic
def open_round(*, round: Round, by: User | None = None) -> Round:
    """Open a round for answers: lock the purpose, keep the instrument and its texts by hash, and
    have everybody invited. Raises NotReadyError where something is missing.
    """
    held = held_round(round.pk, RoundState.DRAFT)
    missing = what_is_missing(held)
    if missing:
        raise NotReadyError(str(missing[0].sentence))
    _publish_questionnaire(held)
    now = timezone.now()
    Programme.objects.filter(pk=held.programme_id, purpose_locked_at=None).update(
        purpose_locked_at=now
    )
    held.opens_on, held.opened_at, held.state = timezone.localdate(now), now, RoundState.OPEN
    held.save()
    propose_managers(held, Assessment.objects.filter(round=held))
    record("rounds.opened", round=held, by=by, purpose=held.programme.purpose)
    ask_for_invitations(held)
    return held


@transaction.atomic
def close_round(*, round: Round, by: User | None = None) -> Round:
    """Take no more answers."""
    held = held_round(round.pk, RoundState.OPEN)
    held.state, held.closed_at = RoundState.CLOSED, timezone.now()
    held.save(update_fields=["state", "closed_at"])
    record("rounds.closed", round=held, by=by)
    return held


@transaction.atomic
def reopen_round(*, round: Round, closes_on: date, by: User | None = None) -> Round:
    """Take answers again until a new last day. Raises RoundStateError after a release: a late
    answer would show whose it is by comparison with the report before it.
    """
    held = held_round(round.pk, RoundState.CLOSED)
    if held.colleagues_asked and _has_reports(held):
        raise RoundStateError(
            _("Reports of this round were released, so it takes no more answers."),
            remedy=_("Ask late answers in a new round."),
        )
    held.state, held.closed_at, held.closes_on = RoundState.OPEN, None, closes_on
    held.save(update_fields=["state", "closed_at", "closes_on"])
    record("rounds.reopened", round=held, by=by, closes_on=closes_on.isoformat())
    ask_for_invitations(held)
    return held


@transaction.atomic
def change_last_day(*, round: Round, closes_on: date, by: User | None = None) -> Round:
    """Give people more time, or less."""
    held = held_round(round.pk, RoundState.OPEN)
    held.closes_on = closes_on
    held.save(update_fields=["closes_on"])
    record("rounds.last-day-changed", round=held, by=by, closes_on=closes_on.isoformat())
    return held


@transaction.atomic
def archive_round(*, round: Round, by: User | None = None) -> Round:
    """Put a finished round away. It stays readable."""
    held = held_round(round.pk, RoundState.CLOSED, RoundState.RELEASED)
    held.state = RoundState.ARCHIVED
    held.save(update_fields=["state"])
    record("rounds.archived", round=held, by=by)
    return held


def _publish_questionnaire(round: Round) -> None:
    """Keep the instrument and its texts as they are today; later changes reach later rounds."""
    instrument, texts = _feedback_documents(round) if round.is_feedback else _documents(round)
    publish_document(instrument, kind=instrument.kind)
    publish_document(texts, kind=texts.kind)
    round.instrument_sha256, round.texts_sha256 = instrument.sha256, texts.sha256


def _documents(round: Round) -> tuple[Questionnaire, ReportTexts]:
    pack = find_pack(round.pack)
    return pack.instrument, pack.report_texts


def _feedback_documents(round: Round) -> tuple[Questionnaire, ReportTexts]:
    """What a framework makes; the framework itself is kept too, because the report quotes it."""
    pack = chosen_framework(round)
    if pack is None:
        raise NotReadyError(_("The framework is no longer here. Choose another."))
    publish_document(pack.framework, kind=pack.framework.kind)
    _publish_role(round)
    return questionnaire_of(round, pack), pack.feedback_report_texts


def _publish_role(round: Round) -> None:
    """Keep the role that leaders are compared with, as it is today."""
    role = chosen_role(round)
    if role is not None:
        publish_document(role, kind=role.kind)
        round.role_sha256 = role.sha256


def _has_reports(round: Round) -> bool:
    return Assessment.objects.filter(round=round, reports__isnull=False).exists()
