"""What administrators post about tokens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.forms import ONE_LINE
from stature.web.api.models import Scope


class TokenForm(forms.Form):
    """What a token is for, what it opens, and for how long."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        validators=[ONE_LINE],
        help_text=_("The program that will use it, such as your staff system."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.TypedChoiceField(
        label=_("Ends after"),
        coerce=int,
        choices=[
            ("", _("Choose how long")),
            (30, _("30 days")),
            (90, _("90 days")),
            (365, _("One year")),
        ],
    )
