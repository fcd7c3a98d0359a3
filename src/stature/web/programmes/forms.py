"""What administrators post: one form for each step, and for each change of a round."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.models import User
from stature.web.people.models import Person
from stature.web.programmes.models import Programme, Purpose, Relationship, Round
from stature.web.programmes.programme_templates import TEMPLATES
from stature.web.programmes.selectors import facilitators_of

NUMBER: Final = re.compile("[0-9]{1,18}")
LONGEST_ROUND: Final = timedelta(days=366)
COLLEAGUE_CHOICES: Final = [choice for choice in Relationship.choices if choice[0] != "self"]


class TemplateForm(forms.Form):
    """Which ready-made programme."""

    template = forms.ChoiceField(
        label=_("Programme"),
        choices=[(template.id, template.name) for template in TEMPLATES if template.can_start],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a programme."),
            "invalid_choice": _("This programme cannot be started yet. Choose another."),
        },
    )


class PurposeForm(forms.Form):
    """The title, and what the programme is for."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("Everybody who is asked reads it. Example: Service leaders, spring 2027."),
        error_messages={"required": _("Give the programme a title.")},
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=Purpose.choices,
        help_text=_(
            "Everybody is told before they answer. It is fixed when the first round opens."
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the programme is for.")},
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": programme.title, "purpose": programme.purpose}
        super().__init__(*args, **kwargs)
        if programme.purpose_is_locked:
            self.fields["purpose"].disabled = True


def last_day_field() -> forms.DateField:
    """The last day of a round, as browsers ask for a date."""
    return forms.DateField(
        label=_("Last day"),
        help_text=_("Answers are taken until the end of this day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the last day."),
            "invalid": _("Write the last day as year, month, day, such as 2027-03-31."),
        },
    )


class LastDayForm(forms.Form):
    """The last day of a round that is open, or opens again."""

    closes_on = last_day_field()

    def clean_closes_on(self) -> Any:
        """A day from today on, within a year."""
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("The last day is over. Choose a later one."))
        if day > today + LONGEST_ROUND:
            raise forms.ValidationError(_("A round lasts a year at most. Choose an earlier day."))
        return day


class YesOrNoField(forms.TypedChoiceField):
    """A choice between ‘yes’ and ‘no’, each in the words of its question; cleaned to a bool."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=lambda value: value == "yes", **kwargs)


class PlanForm(LastDayForm):
    """The last day, languages, reminders, and who sees what."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        help_text=_("Each person chooses one of them before they answer."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    first_reminder_days = forms.IntegerField(
        label=_("First reminder: days before the last day"), min_value=1, max_value=60
    )
    second_reminder_days = forms.IntegerField(
        label=_("Second reminder: days before the last day"), min_value=0, max_value=59
    )
    manager_sees_report = YesOrNoField(
        label=_("Who sees a report"),
        help_text=_("Nobody sees what a single colleague answered."),
        choices=[
            ("no", _("The participant only, who may share it")),
            ("yes", _("The participant and their line manager")),
        ],
        error_messages={"required": _("Choose who sees a report.")},
    )
    administrators_see_reports = YesOrNoField(
        label=_("Whether administrators see the reports"),
        help_text=_("Everybody is told before they answer. It is fixed when the round opens."),
        choices=[
            ("no", _("No, they see only who has answered")),
            ("yes", _("Yes, they can read and download each released report")),
        ],
        error_messages={"required": _("Choose whether administrators see the reports.")},
    )
    release_at_once = YesOrNoField(
        label=_("When reports are released"),
        choices=[
            ("yes", _("Each one as soon as the participant has answered")),
            ("no", _("All together, when you release them after the last day")),
        ],
        error_messages={"required": _("Choose when reports are released.")},
    )
    rater_load = forms.IntegerField(
        label=_("How many leaders one person rates at most"),
        help_text=_("Who rates many leaders takes less care with each."),
        min_value=1,
        max_value=50,
    )

    facilitator: Any = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Facilitator"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_(
            "The facilitator talks about the report with each leader. They get each report with "
            "an agenda for this talk. Everybody is told before they answer."
        ),
        error_messages={"invalid_choice": _("Choose somebody who works here.")},
    )

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "closes_on": round.closes_on,
            "languages": round.languages,
            "first_reminder_days": round.first_reminder_days,
            "second_reminder_days": round.second_reminder_days,
            "manager_sees_report": "yes" if round.manager_sees_report else "no",
            "administrators_see_reports": "yes" if round.administrators_see_reports else "no",
            "release_at_once": "yes" if round.release_at_once else "no",
            "rater_load": round.rater_load,
            "facilitator": round.facilitator_id,
        }
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = facilitators_of(  # type: ignore[attr-defined]
            round.programme.organisation
        )
        if not round.is_feedback:
            del self.fields["rater_load"], self.fields["facilitator"]
        if round.colleagues_asked:
            self.fields["release_at_once"].disabled = True
            self.fields["release_at_once"].help_text = _(
                "With colleagues, reports wait until the round is closed: "
                "a late answer would show whose it is."
            )
            self.initial["release_at_once"] = "no"

    def clean(self) -> dict[str, Any]:
        """The second reminder comes after the first."""
        given = super().clean() or {}
        first, second = given.get("first_reminder_days"), given.get("second_reminder_days")
        if first is not None and second is not None and second >= first:
            self.add_error(
                "second_reminder_days",
                _("The second reminder comes nearer to the last day than the first."),
            )
        return given


class PeopleField(forms.ModelMultipleChoiceField):
    """People by their numbers; what no database can hold is nobody's number."""

    def clean(self, value: Any) -> Any:
        """The people. Raises ValidationError for anybody who cannot be chosen."""
        if not all(NUMBER.fullmatch(str(each)) for each in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_pk_value"])
        return super().clean(value)


class PeopleForm(forms.Form):
    """The people ticked on a page."""

    people: Any = PeopleField(
        queryset=Person.objects.none(),
        label=_("People"),
        error_messages={
            "required": _("Tick at least one person."),
            "invalid_choice": _("Somebody on this page takes part already. Choose again."),
            "invalid_pk_value": _("Somebody on this page takes part already. Choose again."),
        },
    )

    def __init__(self, choice: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = choice  # type: ignore[attr-defined]


class AddressForm(forms.Form):
    """A person of the organisation, by address."""

    email = forms.EmailField(
        label=_("E-mail address of the colleague"),
        help_text=_("The colleague must be in your list of people."),
        error_messages={"required": _("Give the colleague’s e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        self.person: Person | None = None

    def clean_email(self) -> str:
        """The address of somebody whom the organisation knows."""
        email = str(self.cleaned_data["email"])
        self.person = Person.objects.filter(
            organisation=self.round.programme.organisation_id, email__iexact=email
        ).first()
        if self.person is None:
            raise forms.ValidationError(
                _("Nobody in your list of people has this address. Add the person there first.")
            )
        return email


class ColleagueForm(AddressForm):
    """Somebody to ask about a participant, and how they stand to the participant."""

    relationship = forms.ChoiceField(
        label=_("How they stand to the participant"),
        choices=COLLEAGUE_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how they stand to the participant.")},
    )
