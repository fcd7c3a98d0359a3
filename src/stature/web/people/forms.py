"""What administrators post about people. Typed values keep the rules of imported ones."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stature.core.instrument.answer_files.cells import CellError
from stature.web.accounts.models import Organisation
from stature.web.people.import_file.cells import LONGEST, read_email, read_text
from stature.web.people.models import Person
from stature.web.people.selectors import people_of

TEXTS: Final = ("first_name", "last_name", "identifier", "unit")


class TextField(forms.CharField):
    """A text on one line, under the rules for cells of a table."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        self.longest = LONGEST[name]
        super().__init__(max_length=self.longest, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        """The text, or what is wrong with it."""
        try:
            return read_text(super().clean(value), self.longest)
        except CellError as error:
            raise forms.ValidationError(_sentence(error)) from None


class AddressField(forms.CharField):
    """An e-mail address in small letters."""

    widget = forms.EmailInput(attrs={"autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """The address, or what is wrong with it."""
        try:
            return read_email(super().clean(value))
        except CellError as error:
            raise forms.ValidationError(_sentence(error)) from None


class PersonForm(forms.Form):
    """All that is kept of a person."""

    first_name = TextField("first_name", label=_("First name"))
    last_name = TextField("last_name", label=_("Last name"))
    email = AddressField(
        label=_("E-mail address"),
        error_messages={"required": _("Give an e-mail address.")},
        help_text=_("Links to questionnaires are sent to it."),
    )
    identifier = TextField(
        "identifier",
        label=_("Own identifier"),
        help_text=_("Your own number for this person, such as a staff number."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As the organisation")), *settings.LANGUAGES],
        required=False,
    )
    unit = TextField("unit", label=_("Team or unit"))
    manager = AddressField(
        label=_("Line manager’s e-mail address"),
        required=False,
        help_text=_("The line manager must be in your list of people."),
    )

    def __init__(
        self, organisation: Organisation, data: Any = None, *, person: Person | None = None
    ) -> None:
        super().__init__(data, initial=_values_of(person) if person else None)
        self.organisation = organisation

    def clean_manager(self) -> Person | None:
        """The line manager, who must be known."""
        email = self.cleaned_data["manager"]
        found = people_of(self.organisation).filter(email=email).first() if email else None
        if email and found is None:
            raise forms.ValidationError(
                _("Nobody in your list has this address. Add the line manager first.")
            )
        return found


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(
        label=_("Search"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class ImportForm(forms.Form):
    """A table of people."""

    table = forms.FileField(
        label=_("Table"),
        help_text=_("CSV or Excel (.xlsx), up to 20,000 rows and 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Export it again, with a header row and people."),
        },
    )


def _values_of(person: Person) -> dict[str, Any]:
    values = {name: getattr(person, name) for name in (*TEXTS, "email", "language")}
    return {**values, "manager": person.manager.email if person.manager else ""}


def _sentence(error: CellError) -> str:
    problem = error.problem[:1].upper() + error.problem[1:]
    return f"{problem}. {error.remedy}"
