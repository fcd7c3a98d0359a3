"""The form on what a round of feedback asks."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stature.core.instrument.feedback.selection import SHORT_FORM
from stature.packs.library import FrameworkPack
from stature.web.programmes.forms import YesOrNoField
from stature.web.programmes.models import Round
from stature.web.programmes.questionnaires import LENGTHS, SERVES, frameworks_to_ask, roles_of
from stature.web.responses.published import feedback_questionnaire

Choice = tuple[str, str | Promise]
OWN_FRAMEWORKS: Final = _(
    "A framework of your own cannot be chosen here yet. The command line can use one."
)


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
            "role_profile": round.role_profile,
        }
        super().__init__(*args, **kwargs)
        packs = frameworks_to_ask()
        chosen = packs.get(round.pack) or next(iter(packs.values()))
        self._choose_from("pack", [(pack.id, pack.framework.title) for pack in packs.values()])
        self._choose_from("items_per_competency", _lengths(chosen))
        self._choose_from("role_profile", _roles(packs))

    def clean(self) -> dict[str, Any]:
        """A role belongs to the framework that is asked about."""
        given = super().clean() or {}
        pack = frameworks_to_ask().get(given.get("pack", ""))
        role = given.get("role_profile")
        if pack and role and role not in roles_of(pack):
            self.add_error("role_profile", _("This role belongs to another framework."))
        return given

    def _choose_from(self, name: str, choices: list[Choice]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _lengths(pack: FrameworkPack) -> list[Choice]:
    return [(str(length), _length(pack, length)) for length in LENGTHS]


def _length(pack: FrameworkPack, length: int) -> str:
    """A length in words, with the number of questions and the time of one scale."""
    instrument = feedback_questionnaire(pack, length)
    words = (
        _("Short: %(length)d for each competency, %(n)d questions, %(minutes)s")
        if length == SHORT_FORM
        else _("Full: %(length)d for each competency, %(n)d questions, %(minutes)s")
    )
    minutes = ngettext("about %(n)d minute", "about %(n)d minutes", instrument.minutes)
    return str(words) % {
        "length": length,
        "n": len(instrument.items),
        "minutes": minutes % {"n": instrument.minutes},
    }


def _roles(packs: dict[str, FrameworkPack]) -> list[Choice]:
    found = {role.id: role for pack in packs.values() for role in roles_of(pack).values()}
    named: list[Choice] = [
        (role.id, f"{role.role} – {SERVES[role.serves]}") for role in found.values()
    ]
    return [("", _("None")), *named]
