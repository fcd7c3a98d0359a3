"""The words of the e-mail that tells an administrator of lists of raters to approve."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from stature.web.accounts.models import User
from stature.web.invitations.letter import Letter
from stature.web.invitations.letters import first_supported
from stature.web.invitations.mail import headers_of, mail_of
from stature.web.invitations.models import ListsLetter
from stature.web.invitations.phrases import approval_deadline, greeting_by_name


def compose_lists_mail(letter: ListsLetter, administrator: User) -> EmailMultiAlternatives:
    """The e-mail of a letter, in the language of the administrator's account."""
    organisation = letter.round.programme.organisation
    language = first_supported(administrator.language, organisation.language)
    with translation.override(language):
        return mail_of(
            _words(letter, administrator),
            organisation=organisation,
            to=administrator.email,
            headers=headers_of(letter.message_id, language),
        )


def _words(letter: ListsLetter, administrator: User) -> Letter:
    """No leader is named: the page says whose lists they are."""
    programme = letter.round.programme
    names = {"programme": programme.title}
    return Letter(
        subject=_("%(programme)s: lists of raters wait for you") % names,
        greeting=greeting_by_name(administrator.name),
        paragraphs=[
            _("A leader in “%(programme)s” has proposed who gives feedback.") % names,
            _("There is no line manager to look at the list, so please do it."),
            _("Nobody on it is asked before you approve."),
            *approval_deadline(letter.round),
        ],
        link_words=_("Open the round"),
        link=f"{settings.ADDRESS}/o/{programme.organisation.slug}/rounds/{letter.round_id}/",
        notes=[
            _("You sign in to see the lists. All that wait stand at the top of the page."),
            _("For more lists you get no further e-mail until these are done."),
        ],
    )
