"""Writing: making a version of norms, and using one. Each is one transaction."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from stature.core.document import canonical_json
from stature.core.errors import StatureError
from stature.core.psychometrics.norms.size import TOO_SMALL_BELOW
from stature.core.scoring.feedback import FeedbackNorms, NormsProvenance, norms_of_leaders
from stature.core.scoring.feedback.norms_of_leaders import LEAST_NEW
from stature.web.accounts.models import Organisation, User
from stature.web.audit.services import record_event
from stature.web.jobs.services import enqueue_named
from stature.web.norms.models import NormConsent, NormVersion
from stature.web.norms.selectors import (
    TAKES_NO_ANSWERS,
    ReadyLeader,
    ready_leaders,
    rounds_of,
    versions_of,
)
from stature.web.responses.selectors import published_feedback

MAKE_NORMS: Final = "stature.web.norms.tasks.make_norms"
LICENCE: Final = "With the consent of the leaders, for norms only"


class TooFewLeadersError(StatureError):
    """Too few leaders agreed, or too few who are new, for norms that tell nobody's results."""


def ask_for_version(
    *, organisation: Organisation, instrument_sha256: str, people: str, place: str, by: User
) -> None:
    """Have the next version made in the background. Raises TooFewLeadersError if it cannot be."""
    last = versions_of(organisation, instrument_sha256).first()
    _refuse_too_few(len(ready_leaders(organisation, instrument_sha256)), last)
    number = last.number + 1 if last else 1
    enqueue_named(MAKE_NORMS, organisation.pk, instrument_sha256, number, people, place, by.pk)


@transaction.atomic
def make_version(
    *,
    organisation: Organisation,
    instrument_sha256: str,
    number: int,
    people: str,
    place: str,
    by: User | None,
) -> NormVersion | None:
    """Make this version from all leaders who are ready; None if it is there already.

    A version keeps every leader of the one before, and adds at least 30: see docs/feedback.md.
    Raises TooFewLeadersError, and UndefinedStatistic if all new leaders have one score.
    """
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    last = versions_of(held, instrument_sha256).first()
    if number != (last.number + 1 if last else 1):
        return None
    _hold_consents(held)
    ready = ready_leaders(held, instrument_sha256)
    _refuse_too_few(len(ready), last)
    norms = _norms_of(held, instrument_sha256, ready, last, (people, place))
    made = NormVersion.objects.create(
        organisation=held,
        instrument_sha256=instrument_sha256,
        number=number,
        document=canonical_json(norms),
        leaders=len(ready) + (last.leaders if last else 0),
        new_leaders=len(ready),
        made_up=norms.made_up,
        made_by=by,
    )
    NormConsent.objects.filter(pk__in=[each.consent_id for each in ready]).update(version=made)
    _record("norms.made", made, by)
    return made


@transaction.atomic
def use_version(*, version: NormVersion, by: User, is_used: bool = True) -> None:
    """Lay reports beside this version from now on, or beside none. Released reports stay."""
    Organisation.objects.select_for_update().get(pk=version.organisation_id)
    versions_of(version.organisation, version.instrument_sha256).update(is_used=False)
    NormVersion.objects.filter(pk=version.pk).update(is_used=is_used)
    _record("norms.used" if is_used else "norms.set-aside", version, by)


def _norms_of(
    organisation: Organisation,
    instrument_sha256: str,
    ready: list[ReadyLeader],
    last: NormVersion | None,
    who_and_where: tuple[str, str],
) -> FeedbackNorms:
    earlier = last.norms if last else None
    first_day, last_day = _days_of(organisation, instrument_sha256)
    instrument = published_feedback(instrument_sha256)
    provenance = NormsProvenance(
        instrument=instrument,
        version=earlier.next_version if earlier else "1.0.0",
        people=who_and_where[0],
        place=who_and_where[1],
        collected_from=min(first_day, earlier.collected_from) if earlier else first_day,
        collected_to=last_day,
        authors=(organisation.name,),
        licence=LICENCE,
    )
    return norms_of_leaders(
        [each.scores for each in ready],
        instrument.reference,
        provenance=provenance.fields,
        earlier=earlier,
        made_up=earlier.made_up if earlier else settings.STATURE_DEMO,
    )


def _hold_consents(organisation: Organisation) -> None:
    """Hold what leaders agreed to, so that nobody takes back what is being counted."""
    mine = NormConsent.objects.filter(assessment__round__programme__organisation=organisation)
    list(mine.select_for_update(of=("self",)).values_list("pk", flat=True))


def _days_of(organisation: Organisation, instrument_sha256: str) -> tuple[date, date]:
    """When the rounds of a questionnaire that take no more answers began and ended."""
    ended = rounds_of(organisation, instrument_sha256).filter(state__in=TAKES_NO_ANSWERS)
    found = [(each.opened_at or each.closed_at, each.closed_at) for each in ended]
    days = [(first.date(), last.date()) for first, last in found if first and last]
    return min(first for first, _last in days), max(last for _first, last in days)


def _refuse_too_few(ready: int, last: NormVersion | None) -> None:
    """Refuse in words, and without the number: nobody is to see who has said yes."""
    if last is None and ready < TOO_SMALL_BELOW:
        raise TooFewLeadersError(
            _("norms need %(least)d leaders who agreed and have four raters or more.")
            % {"least": TOO_SMALL_BELOW},
            remedy=_("Release more rounds, and try again."),
        )
    if last is not None and ready < LEAST_NEW:
        raise TooFewLeadersError(
            _("a new version needs %(least)d more leaders who agreed and have enough raters.")
            % {"least": LEAST_NEW},
            remedy=_("With fewer, the two versions together would tell too much about them."),
        )


def _record(action: str, version: NormVersion, by: User | None) -> None:
    record_event(
        action,
        actor=by,
        organisation_id=version.organisation_id,
        subject=f"norms {version.pk}",
        version=version.number,
    )
