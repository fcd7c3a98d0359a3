"""Background work on norms. Each job may run twice: what is done already is passed over."""

from __future__ import annotations

from stature.core.errors import UndefinedStatistic
from stature.web.accounts.models import Organisation, User
from stature.web.audit.services import record_event
from stature.web.norms import joining, services


def make_norms(
    organisation_id: int,
    instrument_sha256: str,
    number: int,
    people: str,
    place: str,
    user_id: int | None,
) -> None:
    """Make a version of norms. If too few leaders are left by now, the log says so."""
    by = User.objects.filter(pk=user_id).first()
    try:
        services.make_version(
            organisation=Organisation.objects.get(pk=organisation_id),
            instrument_sha256=instrument_sha256,
            number=number,
            people=people,
            place=place,
            by=by,
        )
    except (services.TooFewLeadersError, UndefinedStatistic):
        record_event(
            "norms.refused", actor=by, organisation_id=organisation_id, subject=f"norms {number}"
        )


def forget_consents() -> None:
    """Let the consents of leaders who left their round go."""
    joining.forget_those_who_left()
