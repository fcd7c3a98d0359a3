"""What people post here."""

from __future__ import annotations

from typing import Final

from django import forms

LARGEST_NUMBER: Final = 2**63 - 1


class SendAgainForm(forms.Form):
    """One message to send again, or all when none is named."""

    message = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)

    @property
    def message_ids(self) -> list[int] | None:
        """The message chosen, or None for all."""
        chosen = self.cleaned_data["message"]
        return None if chosen is None else [chosen]
