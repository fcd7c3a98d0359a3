"""Setting up a programme and its rounds: step by step, each saved as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.core.instrument.feedback.selection import SHORT_FORM
from stature.web.accounts.models import Organisation, User
from stature.web.audit.services import record_event
from stature.web.programmes.errors import NotReadyError, PurposeLockedError
from stature.web.programmes.models import (
    Assignment,
    Programme,
    Relationship,
    Round,
    RoundState,
)
from stature.web.programmes.programme_templates import ProgrammeTemplate, find_template
from stature.web.programmes.services.held import held_round, record

RATER_LOAD: Final = 8
"""Leaders whom one person rates at most in a round, unless the round says otherwise."""


@transaction.atomic
def create_programme(
    *,
    organisation: Organisation,
    template: str,
    title: str = "",
    purpose: str = "",
    by: User | None = None,
) -> Programme:
    """Begin a programme with its first round as a draft. Raises NotReadyError for a template
    whose questionnaires are not here yet.
    """
    chosen = _template_to_start(template)
    programme = Programme.objects.create(
        organisation=organisation, template=template, title=title, purpose=purpose, created_by=by
    )
    Round.objects.create(
        programme=programme,
        languages=[organisation.language],
        **_settings_of(chosen),
    )
    record_event(
        "programmes.created",
        actor=by,
        organisation_id=organisation.pk,
        subject=programme,
        template=template,
    )
    return programme


@transaction.atomic
def change_template(*, round: Round, template: str, by: User | None = None) -> Round:
    """Set up another ready-made programme. Colleagues leave the list where it asks none."""
    chosen, held = _template_to_start(template), held_round(round.pk, RoundState.DRAFT)
    if held.programme.purpose_is_locked:
        raise NotReadyError(_("A later round asks the same as the first."))
    if held.programme.template != template:
        held.programme.template = template
        held.programme.save(update_fields=["template"])
        _save(held, **_settings_of(chosen))
        record("rounds.template-changed", round=held, by=by, template=template)
    if not chosen.colleagues_asked:
        _colleagues(held).delete()
    return held


@transaction.atomic
def change_purpose(*, round: Round, title: str, purpose: str, by: User | None = None) -> Round:
    """Name the programme and say what it is for. Raises PurposeLockedError once it was stated."""
    held = held_round(round.pk, *RoundState)
    programme = Programme.objects.select_for_update().get(pk=held.programme_id)
    if programme.purpose_is_locked and purpose != programme.purpose:
        raise PurposeLockedError(
            _("The purpose was stated to people who answer, so it can no longer change."),
            remedy=_("Set up another programme for another purpose."),
        )
    programme.title, programme.purpose = title, purpose
    programme.save(update_fields=["title", "purpose"])
    held.programme = programme
    record("rounds.purpose-changed", round=held, by=by, purpose=purpose)
    return held


@transaction.atomic
def change_questionnaire(
    *,
    round: Round,
    pack: str,
    items_per_competency: int = SHORT_FORM,
    asks_effectiveness: bool = False,
    role_profile: str = "",
    by: User | None = None,
) -> Round:
    """Set what a draft of feedback asks. The questionnaire itself is made when the round opens."""
    held = held_round(round.pk, RoundState.DRAFT)
    if not held.is_feedback:
        raise NotReadyError(_("This programme has a questionnaire of its own."))
    _save(
        held,
        pack=pack,
        items_per_competency=items_per_competency,
        asks_effectiveness=asks_effectiveness,
        role_profile=role_profile,
    )
    record("rounds.questionnaire-changed", round=held, by=by)
    return held


@transaction.atomic
def change_plan(
    *,
    round: Round,
    closes_on: date,
    languages: Sequence[str],
    first_reminder_days: int = 7,
    second_reminder_days: int = 2,
    manager_sees_report: bool = False,
    administrators_see_reports: bool = False,
    release_at_once: bool = True,
    rater_load: int = RATER_LOAD,
    facilitator: User | None = None,
    by: User | None = None,
) -> Round:
    """Set the last day, languages, reminders and the rule of sight of a draft."""
    held = held_round(round.pk, RoundState.DRAFT)
    _save(
        held,
        closes_on=closes_on,
        languages=list(languages),
        first_reminder_days=first_reminder_days,
        second_reminder_days=second_reminder_days,
        manager_sees_report=manager_sees_report,
        administrators_see_reports=administrators_see_reports,
        release_at_once=release_at_once and not held.colleagues_asked,
        rater_load=rater_load,
        facilitator=facilitator if held.is_feedback else None,
    )
    record("rounds.plan-changed", round=held, by=by, closes_on=closes_on.isoformat())
    return held


def _template_to_start(template: str) -> ProgrammeTemplate:
    chosen = find_template(template)
    if not chosen.can_start:
        raise NotReadyError(
            _("A questionnaire of this programme is not here yet."),
            remedy=_("Choose another programme."),
        )
    return chosen


def _settings_of(template: ProgrammeTemplate) -> dict[str, Any]:
    """What a round begins with: sensible for the template, and open to change."""
    return {
        "pack": template.pack,
        "closes_on": timezone.localdate() + timedelta(weeks=template.weeks_open),
        "is_feedback": template.is_feedback,
        "colleagues_asked": template.colleagues_asked,
        "administrators_see_reports": template.administrators_see_reports,
        "release_at_once": template.release_at_once,
        "review_months": template.review_months,
        "items_per_competency": SHORT_FORM,
        "asks_effectiveness": False,
        "role_profile": "",
        "facilitator": None,
    }


def _colleagues(round: Round) -> Any:
    asked = Assignment.objects.filter(assessment__round=round)
    return asked.exclude(relationship=Relationship.SELF)


def _save(round: Round, **values: Any) -> None:
    for name, value in values.items():
        setattr(round, name, value)
    round.save(update_fields=list(values))
