"""What the two rounds of the demo have in common: who is in them, and how they are set up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone

from stature.packs.library import find_framework_pack
from stature.web.accounts.models import Organisation, User
from stature.web.demo.cast import ADMINISTRATOR, FACILITATOR, MadeUpPerson
from stature.web.people.models import Person
from stature.web.programmes import services as programmes
from stature.web.programmes.models import Assessment, Assignment, Purpose, Round

TEMPLATE: Final = "360-feedback"
FRAMEWORK: Final = "customer-service-director"
WEEKS_OPEN: Final = 4


@dataclass(frozen=True)
class Cast:
    """The organisation, its accounts and its people, once they are there."""

    organisation: Organisation
    users: Mapping[MadeUpPerson, User]
    people: Mapping[MadeUpPerson, Person]

    @property
    def administrator(self) -> User:
        """Who sets up the rounds."""
        return self.users[ADMINISTRATOR]


def draft_round(cast: Cast, title: str) -> Round:
    """A new programme with a round for development, that is not open yet."""
    by = cast.administrator
    programme = programmes.create_programme(
        organisation=cast.organisation,
        template=TEMPLATE,
        title=title,
        purpose=Purpose.DEVELOPMENT,
        by=by,
    )
    draft = programmes.change_questionnaire(
        round=programme.rounds.get(), pack=FRAMEWORK, role_profile=_role_of_leaders(), by=by
    )
    return programmes.change_plan(
        round=draft,
        closes_on=timezone.localdate() + timedelta(weeks=WEEKS_OPEN),
        languages=[cast.organisation.language],
        facilitator=cast.users[FACILITATOR],
        by=by,
    )


def ask_rater(cast: Cast, leader: Assessment, who: MadeUpPerson, relationship: str) -> Assignment:
    """Have somebody asked about a leader."""
    return programmes.add_rater(
        assessment=leader,
        person=cast.people[who],
        relationship=relationship,
        by=cast.administrator,
    )


def _role_of_leaders() -> str:
    """The role that leaders are compared with: the last that comes with the framework."""
    return find_framework_pack(FRAMEWORK).role_profiles[-1].id
