"""Ready-made programmes: what is asked, who is asked, and what is missing to start one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stature.packs.library import bundled_framework_packs, bundled_packs

Words = str | Promise


@dataclass(frozen=True)
class Part:
    """One questionnaire of a programme, by its pack; one on behaviour comes from a framework."""

    pack: str
    name: Words
    is_feedback: bool = False

    @property
    def exists(self) -> bool:
        """Whether the questionnaire is here."""
        packs = bundled_framework_packs() if self.is_feedback else bundled_packs()
        return self.pack in {pack.id for pack in packs}


@dataclass(frozen=True)
class ProgrammeTemplate:
    """A ready-made programme, with the settings that its first round begins with."""

    id: str
    name: Words
    summary: Words
    parts: tuple[Part, ...]
    colleagues_asked: bool = False
    administrators_see_reports: bool = False
    release_at_once: bool = True
    weeks_open: int = 3
    review_months: int | None = None

    @property
    def missing(self) -> tuple[Part, ...]:
        """The questionnaires that are not here yet."""
        return tuple(part for part in self.parts if not part.exists)

    @property
    def missing_in_words(self) -> str:
        """The names of what is not here yet."""
        return ", ".join(str(part.name) for part in self.missing)

    @property
    def can_start(self) -> bool:
        """Whether every questionnaire is here."""
        return not self.missing

    @property
    def pack(self) -> str:
        """The questionnaire that is asked."""
        return self.parts[0].pack

    @property
    def is_feedback(self) -> bool:
        """Whether leaders are rated by several groups on what they are seen to do."""
        return self.parts[0].is_feedback


PROFILE: Final = Part("service-commitment", _("Service Commitment Profile"))
PREDISPOSITIONS: Final = Part("predispositions", _("Questionnaire on predispositions"))
MOTIVES: Final = Part("motives", _("Questionnaire on motives"))
DELIVERED_BEHAVIOUR: Final = Part(
    "customer-service-director", _("Delivered-behaviour questionnaire"), is_feedback=True
)

TEMPLATES: Final = (
    ProgrammeTemplate(
        "self-profile",
        _("Self profile"),
        _(
            "Each leader answers alone in about 12 minutes and reads a personal report. "
            "A good first step."
        ),
        (PROFILE,),
    ),
    ProgrammeTemplate(
        "profile-with-colleagues",
        _("Profile with three or more colleagues"),
        _(
            "Each leader answers, and at least three colleagues rate the organisation too. "
            "Ask more than three: where fewer answer, the report has no colleagues’ view."
        ),
        (PROFILE,),
        colleagues_asked=True,
        release_at_once=False,
    ),
    ProgrammeTemplate(
        "360-feedback",
        _("360 feedback"),
        _(
            "Leaders, their managers, peers, direct reports and customers rate what the leader is "
            "seen to do. Each leader proposes who is asked, and the line manager agrees."
        ),
        (DELIVERED_BEHAVIOUR,),
        colleagues_asked=True,
        release_at_once=False,
        weeks_open=4,
    ),
    ProgrammeTemplate(
        "stage-1",
        _("Stage 1: predispositions and motives"),
        _(
            "Leaders answer two personality questionnaires and have a feedback session of "
            "two to three hours. The plan is reviewed after 6 months."
        ),
        (PREDISPOSITIONS, MOTIVES),
        release_at_once=False,
        review_months=6,
    ),
    ProgrammeTemplate(
        "stage-2",
        _("Stage 2: delivered behaviour"),
        _(
            "Leaders and colleagues rate what the leader is seen to do. "
            "The plan is reviewed after 18 months."
        ),
        (DELIVERED_BEHAVIOUR,),
        colleagues_asked=True,
        release_at_once=False,
        weeks_open=4,
        review_months=18,
    ),
    ProgrammeTemplate(
        "stage-3",
        _("Stage 3: the wider team"),
        _(
            "A whole team or function answers all three questionnaires, so that its people "
            "share the same words for behaviours, predispositions and motives."
        ),
        (DELIVERED_BEHAVIOUR, PREDISPOSITIONS, MOTIVES),
        colleagues_asked=True,
        release_at_once=False,
        weeks_open=4,
        review_months=18,
    ),
)


def find_template(template_id: str) -> ProgrammeTemplate:
    """A template by its id. Raises KeyError for another one."""
    return {template.id: template for template in TEMPLATES}[template_id]
