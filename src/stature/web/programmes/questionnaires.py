"""What a round of feedback may ask: the frameworks, the lengths, and the roles to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stature.core.framework.role_profile import RoleProfile
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.instrument.feedback.selection import FULL_FORM, SHORT_FORM
from stature.packs.library import FrameworkPack, bundled_framework_packs
from stature.web.programmes.models import Round
from stature.web.responses.published import feedback_questionnaire

LENGTHS: Final = (SHORT_FORM, FULL_FORM)
SERVES: Final[dict[str, str | Promise]] = {
    "present": _("the present role"),
    "larger": _("a larger role"),
    "other": _("another role"),
}


@dataclass(frozen=True)
class AskedInRound:
    """What a round of feedback asks, for the check before it opens."""

    framework: str
    instrument: FeedbackInstrument
    role: RoleProfile | None

    @property
    def n_items(self) -> int:
        """How many behaviours are rated."""
        return len(self.instrument.items)

    @property
    def serves(self) -> str | Promise:
        """Which question the role is meant for; empty without one."""
        return SERVES[self.role.serves] if self.role else ""


def frameworks_to_ask() -> dict[str, FrameworkPack]:
    """The frameworks that the site can ask about, by their packs' ids."""
    return {pack.id: pack for pack in bundled_framework_packs()}


def roles_of(pack: FrameworkPack) -> dict[str, RoleProfile]:
    """The roles that leaders can be compared with, by their ids: present, larger, then other."""
    order = list(SERVES)
    found = sorted(pack.role_profiles, key=lambda each: order.index(each.serves))
    return {role.id: role for role in found}


def chosen_role(round: Round) -> RoleProfile | None:
    """The role that a draft compares with. None for none, or one that is no longer here."""
    pack = frameworks_to_ask().get(round.pack)
    return roles_of(pack).get(round.role_profile) if pack else None


def questionnaire_of(round: Round, pack: FrameworkPack) -> FeedbackInstrument:
    """The questionnaire that a draft would ask if it were opened today."""
    return feedback_questionnaire(
        pack, round.items_per_competency, with_effectiveness=round.asks_effectiveness
    )


def asked_in(round: Round) -> AskedInRound | None:
    """What a draft of feedback asks. None in other rounds, and where the framework is gone."""
    pack = frameworks_to_ask().get(round.pack) if round.is_feedback else None
    if pack is None:
        return None
    return AskedInRound(pack.framework.title, questionnaire_of(round, pack), chosen_role(round))
