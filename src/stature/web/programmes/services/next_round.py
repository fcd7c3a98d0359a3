"""The next round of a programme: the same settings, and the same people in a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.web.accounts.models import User
from stature.web.jobs.services import enqueue_named
from stature.web.programmes.errors import RoundStateError
from stature.web.programmes.models import Programme, Round
from stature.web.programmes.programme_templates import find_template
from stature.web.programmes.services.held import record

COPY_PEOPLE: Final = "stature.web.programmes.tasks.copy_people_of_round"
COPIED: Final = (
    "pack",
    "languages",
    "is_feedback",
    "colleagues_asked",
    "rater_load",
    "items_per_competency",
    "asks_effectiveness",
    "role_profile",
    "facilitator",
    "manager_sees_report",
    "administrators_see_reports",
    "release_at_once",
    "first_reminder_days",
    "second_reminder_days",
    "review_months",
)


@transaction.atomic
def start_next_round(*, programme: Programme, by: User | None = None) -> Round:
    """A draft of the next round with the settings of the last; a job copies its people."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    last = Round.objects.filter(programme=programme).order_by("-number")[0]
    if last.is_draft:
        raise RoundStateError(_("The next round is being set up already."))
    weeks = find_template(programme.template).weeks_open
    following = Round.objects.create(
        programme=programme,
        number=last.number + 1,
        closes_on=timezone.localdate() + timedelta(weeks=weeks),
        **{name: getattr(last, name) for name in COPIED},
    )
    record("rounds.next-begun", round=following, by=by)
    enqueue_named(COPY_PEOPLE, last.pk, following.pk)
    return following
