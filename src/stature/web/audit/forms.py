"""What part of the audit log to show."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from stature.web.audit.words import action_in_words


class EventsForm(forms.Form):
    """An action and a span of days; each may be left open."""

    action = forms.ChoiceField(label=_("What was done"), required=False)
    first_day = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: object, actions: Iterable[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        named = [(action, action_in_words(action)) for action in actions]
        self.fields["action"].choices = [("", _("Everything")), *named]  # type: ignore[attr-defined]
