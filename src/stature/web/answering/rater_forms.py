"""What is posted about raters: somebody to ask, a name to take off, a reason to send back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stature.web.programmes.rater_limits import RATER_GROUPS
from stature.web.responses.forms import NO_CONTROL_CHARACTERS


def _name_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=80,
        required=False,
        validators=[NO_CONTROL_CHARACTERS],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RaterForm(forms.Form):
    """Somebody to ask: name, address, and how they know the leader, who fills it in unless
    ``participant`` names them.
    """

    first_name = _name_field(_("First name"))
    last_name = _name_field(_("Last name"))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"required": _("Give the person’s e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    relationship = forms.ChoiceField(
        label=_("How this person knows you"),
        choices=[(each.value, each.label) for each in RATER_GROUPS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how this person knows you.")},
    )

    def __init__(self, *args: Any, participant: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if participant:
            field, name = self.fields["relationship"], {"participant": participant}
            field.label = _("How this person knows %(participant)s") % name
            field.error_messages["required"] = (
                _("Choose how this person knows %(participant)s.") % name
            )


class SendBackForm(forms.Form):
    """Why a list goes back to the leader."""

    because = forms.CharField(
        label=_("What should be changed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what should be changed.")},
    )
