"""What authors post about frameworks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FrameworkForm(forms.Form):
    """A file with a framework."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("YAML, CSV, Excel (.xlsx), our CASE package (.json) or a .zip; up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.csv,.xlsx,.json,.zip"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Export it again."),
        },
    )
