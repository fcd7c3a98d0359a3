"""How many raters: the fewest that a group needs to be shown, and the most that are asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q

from stature.web.people.models import Person
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Nomination,
    Relationship,
    Round,
)

FEWEST_IN_GROUP: Final = 3
"""Fewer answers than this are never shown as a group (docs: confidentiality, 1)."""
MOST_IN_GROUP: Final = 12
MOST_MANAGERS: Final = 2
SHOWN_SINGLY: Final = (Relationship.SELF, Relationship.MANAGER)
RATER_GROUPS: Final = tuple(each for each in Relationship if each != Relationship.SELF)
STILL_ASKED: Final = Q(declined_at=None, assessment__withdrawn_at=None)


@dataclass(frozen=True)
class GroupSize:
    """How many of a group are asked and nominated for one leader; those who declined are out."""

    relationship: Relationship
    asked: int
    nominated: int

    @property
    def label(self) -> str:
        """The group in words."""
        return str(self.relationship.label)

    @property
    def total(self) -> int:
        """All who may answer in the group."""
        return self.asked + self.nominated

    @property
    def fewest(self) -> int:
        """How many answers the group needs to be shown; the line manager is shown singly."""
        return 1 if self.relationship in SHOWN_SINGLY else FEWEST_IN_GROUP

    @property
    def is_short(self) -> bool:
        """Whether some are there, and too few for the group to be shown."""
        return 0 < self.total < self.fewest

    @property
    def is_full(self) -> bool:
        """Whether nobody more may be asked."""
        return self.total >= most_in(self.relationship)


@dataclass(frozen=True)
class ShortGroup:
    """A group of one leader's raters that cannot reach its minimum any more as it stands."""

    assessment: Assessment
    relationship: str
    n: int

    @property
    def label(self) -> str:
        """The group in words."""
        return str(Relationship(self.relationship).label)


def most_in(relationship: str) -> int:
    """How many may be asked in a group."""
    return MOST_MANAGERS if relationship == Relationship.MANAGER else MOST_IN_GROUP


def group_sizes(assessment: Assessment) -> tuple[GroupSize, ...]:
    """The groups of one leader's raters, the leader left out."""
    asked = _counts(Assignment.objects.filter(STILL_ASKED, assessment=assessment))
    nominated = _counts(Nomination.objects.filter(assessment=assessment))
    return tuple(
        GroupSize(each, asked.get(each.value, 0), nominated.get(each.value, 0))
        for each in RATER_GROUPS
    )


def short_groups(round: Round) -> list[ShortGroup]:
    """The groups of a round that will not be shown as they stand, by leader.

    While the round is open, everybody who may still answer counts; then, who has answered.
    """
    counted = Q() if round.is_open else Q(done_at__isnull=False)
    rows = (
        Assignment.objects.filter(assessment__round=round, assessment__withdrawn_at=None)
        .exclude(relationship__in=SHOWN_SINGLY)
        .order_by("assessment__participant__last_name", "assessment", "relationship")
        .values("assessment", "relationship")
        .annotate(n=Count("pk", filter=counted & Q(declined_at=None)))
        .filter(n__lt=FEWEST_IN_GROUP)
    )
    found = Assessment.objects.select_related("participant").in_bulk(
        [row["assessment"] for row in rows]
    )
    return [ShortGroup(found[row["assessment"]], row["relationship"], row["n"]) for row in rows]


def leaders_rated(round: Round, people: Collection[int] | None = None) -> Mapping[int, int]:
    """How many leaders each person is asked about in a round, by the person's number."""
    asked = Assignment.objects.filter(STILL_ASKED, assessment__round=round).exclude(
        relationship=Relationship.SELF
    )
    chosen = asked if people is None else asked.filter(person__in=people)
    counted = chosen.order_by().values("person").annotate(n=Count("pk"))
    return {row["person"]: row["n"] for row in counted}


def rates_enough(round: Round, person: Person) -> bool:
    """Whether a person rates as many leaders as one may in this round."""
    return round.is_feedback and leaders_rated(round, [person.pk]).get(person.pk, 0) >= int(
        round.rater_load
    )


def is_wanted_enough(round: Round, email: str, *, by: Assessment) -> bool:
    """Whether somebody is asked about, or proposed by, as many other leaders as one may rate."""
    asked = Assignment.objects.filter(
        STILL_ASKED, assessment__round=round, person__email__iexact=email
    ).exclude(relationship=Relationship.SELF)
    proposed = Nomination.objects.filter(
        assessment__round=round, assessment__withdrawn_at=None, email__iexact=email
    ).exclude(assessment=by)
    return asked.count() + proposed.count() >= int(round.rater_load)


def proposed_too_often(assessment: Assessment) -> list[Nomination]:
    """Who on a leader's list rates as many leaders as one may already, so cannot be asked."""
    proposed = list(assessment.nominations.all())
    known = dict(
        Person.objects.filter(
            organisation=assessment.round.programme.organisation_id,
            email__in=[each.email for each in proposed],
        ).values_list("email", "pk")
    )
    load = leaders_rated(assessment.round, list(known.values()))
    most = int(assessment.round.rater_load)
    return [each for each in proposed if load.get(known.get(each.email, 0), 0) >= most]


def _counts(rows: Iterable[Assignment | Nomination]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.relationship] = counts.get(row.relationship, 0) + 1
    return counts
