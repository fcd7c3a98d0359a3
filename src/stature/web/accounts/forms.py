"""What administrators and members post about organisations, roles and themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.forms import LoginForm, SignupForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.joining import waiting_invitation
from stature.web.accounts.models import Organisation, Role, User

ONE_LINE = RegexValidator(
    r"^[^\x00-\x1f\x7f]*\Z", _("Please use letters, spaces and punctuation only.")
)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, even if that is nothing; None when the page is only read."""
    return request.POST if request.method == "POST" else None


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *Role.choices],
        help_text=_("You can give more roles later."),
    )


class RolesForm(forms.Form):
    """The roles of one member."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role, or remove the member.")},
    )


class OrganisationForm(forms.ModelForm):
    """What an administrator may change of the organisation."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[ONE_LINE])
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For e-mails to people whose language is not known."),
    )

    second_step_required = forms.BooleanField(
        label=_("Administrators and consultants must use a second step of sign-in"),
        required=False,
        help_text=_("A passkey or an app. Whoever has none is asked to set one up first."),
    )

    class Meta:
        model = Organisation
        fields = ("name", "contact_email", "language", "second_step_required")
        labels: ClassVar = {"contact_email": _("Contact for people who answer")}
        help_texts: ClassVar = {"contact_email": _("Shown at the foot of each page.")}


class ProfileForm(forms.ModelForm):
    """What a person may change of the own account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        validators=[ONE_LINE],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As my browser asks")), *settings.LANGUAGES],
        required=False,
    )

    class Meta:
        model = User
        fields = ("name", "language")


class SignInForm(LoginForm):  # type: ignore[misc]
    """Signing in with a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["remember"].label = _("Keep me signed in on this device")
        _say_it_in_the_label_only(self)


class JoinForm(SignupForm):  # type: ignore[misc]
    """A new account, made from an invitation."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[ONE_LINE],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order: ClassVar = ["name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invitation = waiting_invitation(context.request)
        if invitation:
            self.fields["email"].initial = invitation.email
        self.fields["email"].label = _("E-mail address")
        _say_it_in_the_label_only(self)

    def custom_signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002
        """Keep the name."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


def _say_it_in_the_label_only(form: forms.Form) -> None:
    """A placeholder that repeats the label is noise, and gone as soon as one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
