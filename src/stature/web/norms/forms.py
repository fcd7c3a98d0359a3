"""What administrators post about norms."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.forms import ONE_LINE


class MakeNormsForm(forms.Form):
    """Who the leaders are, as every page says that shows the norms."""

    instrument = forms.CharField(widget=forms.HiddenInput, max_length=64)
    people = forms.CharField(
        label=_("Who the leaders are"),
        max_length=120,
        validators=[ONE_LINE],
        help_text=_("Every report says so beside the norms. Example: heads of service teams."),
        error_messages={"required": _("Say who the leaders are.")},
    )
    place = forms.CharField(
        label=_("Where they work"),
        max_length=120,
        validators=[ONE_LINE],
        help_text=_("Example: hotels in Europe."),
        error_messages={"required": _("Say where they work.")},
    )
