"""A leader's yes to norms: keeping it, taking it back, and letting it go with the person."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stature.core.errors import StatureError
from stature.web.norms.asking import asks_for_norms, norm_statement
from stature.web.norms.models import NormConsent
from stature.web.people.models import Person
from stature.web.programmes.models import Assessment, Assignment


class AlreadyCountedError(StatureError):
    """Norms were made with these results, so that the consent can no longer be taken back."""


@transaction.atomic
def agree(assignment: Assignment) -> None:
    """Keep a leader's yes with the words they read. A second yes changes nothing."""
    if asks_for_norms(assignment) and assignment.assessment.withdrawn_at is None:
        NormConsent.objects.get_or_create(
            assessment=assignment.assessment,
            defaults={
                "statement": norm_statement(assignment),
                "language": get_language() or "",
            },
        )


@transaction.atomic
def take_back(assessment: Assessment) -> None:
    """Forget a leader's yes. Raises AlreadyCountedError once norms were made with the results."""
    held = NormConsent.objects.select_for_update().filter(assessment=assessment).first()
    if held is None:
        return
    if held.version_id is not None:
        raise AlreadyCountedError(
            _("norms have been made with your results already."),
            remedy=_("Only counts are kept, and nobody can tell which of them is yours."),
        )
    held.delete()


def forget_person(person: Person) -> None:
    """Let the consents of a removed person go. Counts in norms stay; they lead to nobody."""
    NormConsent.objects.filter(assessment__participant=person).delete()


def forget_those_who_left() -> None:
    """Let the consents of leaders who left their round go, unless a version counts them."""
    NormConsent.objects.filter(assessment__withdrawn_at__isnull=False, version=None).delete()
