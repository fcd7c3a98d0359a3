"""The words of the e-mail that tells a facilitator that packs are ready."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stature.web.accounts.models import User
from stature.web.invitations.letter import Letter
from stature.web.invitations.letters import first_supported
from stature.web.invitations.mail import headers_of, mail_of
from stature.web.invitations.models import FacilitatorLetter
from stature.web.invitations.phrases import greeting_by_name


def compose_facilitator_mail(
    letter: FacilitatorLetter, facilitator: User, n_packs: int
) -> EmailMultiAlternatives:
    """The e-mail of a letter, in the language of the facilitator's account."""
    organisation = letter.round.programme.organisation
    language = first_supported(facilitator.language, organisation.language)
    with translation.override(language):
        return mail_of(
            _words(letter, facilitator, n_packs),
            organisation=organisation,
            to=facilitator.email,
            headers=headers_of(letter.message_id, language),
        )


def _words(letter: FacilitatorLetter, facilitator: User, n_packs: int) -> Letter:
    """No leader is named: whoever sees the e-mail learns of nobody's report."""
    programme = letter.round.programme
    names = {"n": n_packs, "programme": programme.title}
    return Letter(
        subject=_("%(programme)s: the packs for your talks are ready") % names,
        greeting=greeting_by_name(facilitator.name),
        paragraphs=[
            ngettext(
                "The pack for %(n)d talk in “%(programme)s” is ready.",
                "The packs for %(n)d talks in “%(programme)s” are ready.",
                n_packs,
            )
            % names,
            _("A pack holds the report, an agenda for the talk, and what to take care of."),
            _("Please read it before you talk with the leader."),
        ],
        link_words=_("Open my talks"),
        link=f"{settings.ADDRESS}/o/{programme.organisation.slug}/talks/",
        notes=[
            _("You sign in to read the packs."),
            _("Only the leader and you can open a pack. Each look is written to a log."),
        ],
    )
