"""What somebody posts about their own data."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stature.web.people.forms import TextField


class CorrectForm(forms.Form):
    """Name and language."""

    first_name = TextField("first_name", label=_("First name"))
    last_name = TextField("last_name", label=_("Last name"))
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("No choice")), *settings.LANGUAGES],
        help_text=_("E-mails and pages come in this language where there are words for it."),
    )


class DeleteForm(forms.Form):
    """The word that deleting is meant."""

    sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Tick this to delete your data.")},
    )
