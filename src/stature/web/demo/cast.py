"""Who is in the demo. None of them exists, and no e-mail can reach an address under .example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stature.web.accounts.models import Role
from stature.web.demo.models import Seat

ORGANISATION: Final = "Harbour Lane Housing"
DOMAIN: Final = "harbour-lane.example"


@dataclass(frozen=True)
class MadeUpPerson:
    """Somebody made up; ``seat`` and ``role`` are there for those who have an account."""

    name: str
    unit: str = ""
    seat: Seat | None = None
    role: Role | None = None

    @property
    def email(self) -> str:
        """An address that leads nowhere."""
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}"

    @property
    def first_name(self) -> str:
        """The name before the space."""
        return self.name.partition(" ")[0]

    @property
    def last_name(self) -> str:
        """The name after the space."""
        return self.name.partition(" ")[2]


ADMINISTRATOR: Final = MadeUpPerson(
    "Ines Falk", "People and learning", Seat.ADMINISTRATOR, Role.ADMINISTRATOR
)
FACILITATOR: Final = MadeUpPerson(
    "Tomasz Wren", "People and learning", Seat.FACILITATOR, Role.CONSULTANT
)
RESEARCHER: Final = MadeUpPerson(
    "Mirela Costa", "People and learning", Seat.RESEARCHER, Role.RESEARCHER
)
MANAGER: Final = MadeUpPerson(
    "Helen Marsh", "Customer services", Seat.LINE_MANAGER, Role.LINE_MANAGER
)
LEADER: Final = MadeUpPerson(
    "Robin Achterberg", "Customer services", Seat.PARTICIPANT, Role.PARTICIPANT
)
RATER: Final = MadeUpPerson("Jo Abara", "Repairs", Seat.RATER, Role.PARTICIPANT)
MEMBERS: Final = (ADMINISTRATOR, FACILITATOR, RESEARCHER, MANAGER, LEADER, RATER)

# In the order of the made-up ratings: manager, three peers, four direct reports, three customers
# and somebody else.
RATERS_OF_LEADER: Final[tuple[MadeUpPerson, ...]] = (
    MANAGER,
    RATER,
    MadeUpPerson("Milan Petrov", "Lettings"),
    MadeUpPerson("Grace Oduya", "Finance"),
    MadeUpPerson("Owen Price", "Customer services"),
    MadeUpPerson("Lucia Brandt", "Customer services"),
    MadeUpPerson("Amir Haddad", "Customer services"),
    MadeUpPerson("Nell Carver", "Customer services"),
    MadeUpPerson("Ruth Adeyemi", "Tenants’ council"),
    MadeUpPerson("Piotr Zielin", "Tenants’ council"),
    MadeUpPerson("Sofia Lind", "Tenants’ council"),
    MadeUpPerson("Dev Kapoor", "City council"),
)
# Leaders of the round that is open: two whose raters are asked, one whose list waits.
RATED_NOW: Final = (
    MadeUpPerson("Priya Nair", "Lettings"),
    MadeUpPerson("Dana Whitlock", "Repairs"),
)
LIST_WAITS: Final = MadeUpPerson("Sam Okoro", "Finance")
EVERYBODY: Final = (*dict.fromkeys((*MEMBERS, *RATERS_OF_LEADER, *RATED_NOW, LIST_WAITS)),)
IN_THE_TEAM: Final = (LEADER, *RATED_NOW, LIST_WAITS)
