"""Telling a round's facilitator that packs are ready: one e-mail for each release."""

from __future__ import annotations

from stature.web.accounts.models import User
from stature.web.invitations.account_letters import send_once
from stature.web.invitations.facilitator_mail import compose_facilitator_mail
from stature.web.invitations.mail import new_message_id
from stature.web.invitations.models import FacilitatorLetter
from stature.web.programmes.models import Round
from stature.web.programmes.selectors import facilitators_of


def tell_facilitator(round_id: int, release: int, n_packs: int) -> None:
    """A job: tell the facilitator, who still works here, of the packs that a release made.

    It may run twice and sends once. Raises OSError when the mail server does not take the e-mail,
    so that the job is tried again.
    """
    round_ = Round.objects.select_related("programme__organisation", "facilitator").get(pk=round_id)
    facilitator = _facilitator_of(round_)
    if facilitator is None:
        return
    letter, _is_new = FacilitatorLetter.objects.get_or_create(
        round=round_, release=release, defaults={"message_id": new_message_id()}
    )
    _send(letter, facilitator, n_packs)


def _facilitator_of(round: Round) -> User | None:
    """Whoever could open the packs today; None where nobody could."""
    organisation = round.programme.organisation
    return facilitators_of(organisation).filter(pk=round.facilitator_id).first()


def _send(letter: FacilitatorLetter, facilitator: User, n_packs: int) -> None:
    send_once(letter, lambda: compose_facilitator_mail(letter, facilitator, n_packs))
