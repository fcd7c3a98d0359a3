"""The form on what a round of feedback asks."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from stature.core.instrument.feedback.selection import SHORT_FORM, lengths_of
from stature.packs.library import FrameworkContent
from stature.web.programmes.forms import YesOrNoField
from stature.web.programmes.models import Round
from stature.web.programmes.questionnaire_choices import (
    Choice,
    frameworks_to_choose,
    lengths_to_choose,
    role_choice,
    roles_to_choose,
)
from stature.web.programmes.questionnaires import frameworks_to_ask, roles_of

OWN_FRAMEWORKS: Final = _("Frameworks of your own stand here too, once somebody has added them.")


class QuestionnaireForm(forms.Form):
    """What is asked: framework, length, second scale, and the role to compare with."""

    pack = forms.ChoiceField(
        label=_("Framework"),
        help_text=OWN_FRAMEWORKS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a framework.")},
    )
    items_per_competency = forms.TypedChoiceField(
        label=_("How long it is"),
        help_text=_("Everybody answers the same questions. More questions give surer scores."),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long it is.")},
    )
    asks_effectiveness = YesOrNoField(
        label=_("Whether people also say how well it works"),
        help_text=_("The first scale asks how often a behaviour is seen."),
        choices=[
            ("no", _("No, only how often")),
            ("yes", _("Yes. It takes about twice as long")),
        ],
        error_messages={"required": _("Choose whether people say how well it works.")},
    )
    role_profile = forms.ChoiceField(
        label=_("Role to compare with"),
        required=False,
        help_text=_("The report lays each leader’s scores beside what this role asks for."),
        widget=forms.RadioSelect,
    )

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "pack": round.pack,
            "items_per_competency": round.items_per_competency,
            "asks_effectiveness": "yes" if round.asks_effectiveness else "no",
            "role_profile": role_choice(round.pack, round.role_profile),
        }
        super().__init__(*args, **kwargs)
        self.packs = frameworks_to_ask(round.programme.organisation)
        self._choose_from("pack", frameworks_to_choose(self.packs))
        self._choose_from("items_per_competency", lengths_to_choose(self.packs))
        self._choose_from("role_profile", roles_to_choose(self.packs))

    def clean(self) -> dict[str, Any]:
        """The length is one that the framework has, and the role belongs to it."""
        given = super().clean() or {}
        pack = self.packs.get(given.get("pack", ""))
        if pack:
            self._check_length(pack, given.get("items_per_competency"))
            self._check_role(pack, given)
        return given

    def _check_length(self, pack: FrameworkContent, length: int | None) -> None:
        if length is not None and length not in lengths_of(pack.framework):
            sentence = _(
                "“%(framework)s” has no full form: no competency has more than %(short)d "
                "indicators. Choose the short form."
            )
            words = {"framework": pack.framework.title, "short": SHORT_FORM}
            self.add_error("items_per_competency", sentence % words)

    def _check_role(self, pack: FrameworkContent, given: dict[str, Any]) -> None:
        roles = {role_choice(pack.id, role): role for role in roles_of(pack)}
        chosen = given.get("role_profile")
        if chosen and chosen not in roles:
            self.add_error("role_profile", _("This role belongs to another framework."))
        elif chosen:
            given["role_profile"] = roles[chosen]

    def _choose_from(self, name: str, choices: list[Choice]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
