"""What a round of feedback may ask: the frameworks, the lengths, and the roles to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stature.core.framework.role_profile import RoleProfile
from stature.core.instrument.feedback import FeedbackInstrument
from stature.packs.library import FrameworkContent, bundled_framework_packs
from stature.web.accounts.models import Organisation
from stature.web.frameworks.selectors import own_packs
from stature.web.programmes.models import Round
from stature.web.responses.published import feedback_questionnaire

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
    def is_even(self) -> bool:
        """Whether every competency has as many questions as the length says."""
        wanted = self.instrument.selection.items_per_competency
        return all(len(section.items) == wanted for section in self.instrument.sections)

    @property
    def serves(self) -> str | Promise:
        """Which question the role is meant for; empty without one."""
        return SERVES[self.role.serves] if self.role else ""


def frameworks_to_ask(organisation: Organisation) -> dict[str, FrameworkContent]:
    """The frameworks that rounds of an organisation can ask about, by their packs' ids.

    Those that come with Stature, then the organisation's own, and never another's.
    """
    bundled: dict[str, FrameworkContent] = {pack.id: pack for pack in bundled_framework_packs()}
    return {**bundled, **own_packs(organisation)}


def chosen_framework(round: Round) -> FrameworkContent | None:
    """The framework that a draft asks about. None for one that cannot be chosen any more."""
    return frameworks_to_ask(round.programme.organisation).get(round.pack)


def roles_of(pack: FrameworkContent) -> dict[str, RoleProfile]:
    """The roles that leaders can be compared with, by their ids: present, larger, then other."""
    order = list(SERVES)
    found = sorted(pack.role_profiles, key=lambda each: order.index(each.serves))
    return {role.id: role for role in found}


def chosen_role(round: Round) -> RoleProfile | None:
    """The role that a draft compares with. None for none, or one that is no longer here."""
    pack = chosen_framework(round)
    return roles_of(pack).get(round.role_profile) if pack else None


def questionnaire_of(round: Round, pack: FrameworkContent) -> FeedbackInstrument:
    """The questionnaire that a draft would ask if it were opened today."""
    return feedback_questionnaire(
        pack, round.items_per_competency, with_effectiveness=round.asks_effectiveness
    )


def asked_in(round: Round) -> AskedInRound | None:
    """What a draft of feedback asks. None in other rounds, and where the framework is gone."""
    pack = chosen_framework(round) if round.is_feedback else None
    if pack is None:
        return None
    return AskedInRound(pack.framework.title, questionnaire_of(round, pack), chosen_role(round))
