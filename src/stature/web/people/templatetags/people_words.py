"""What fields and reasons are called on the pages of an import."""

from __future__ import annotations

from typing import Any, Final

from django import template
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from stature.web.audit.details import VALUES
from stature.web.people.person_fields import PERSON_FIELDS
from stature.web.people.services.undoing import CHANGED_SINCE, TAKEN, TAKES_PART

register = template.Library()

FIELDS: Final[dict[str, Any]] = {
    **{field: VALUES[field] for field in PERSON_FIELDS},
    "manager_id": VALUES["manager"],
}
REASONS: Final[dict[str, Any]] = {
    CHANGED_SINCE: _("It was changed since."),
    TAKES_PART: _("The person takes part in a round."),
    TAKEN: _("The earlier value is taken or no longer there."),
}


@register.filter
def field_in_words(field: str) -> Any:
    """What a field is called."""
    return FIELDS.get(field, field)


@register.filter
def reason_in_words(reason: str) -> Any:
    """Why something was left as it is."""
    return REASONS.get(reason, reason)


@register.filter
def or_nothing(value: str) -> str:
    """A value, or a word where there is none."""
    return value or _now("nothing")
