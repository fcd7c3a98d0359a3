"""Who looks at a leader's list of raters, by when, and which lists wait for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from stature.web.people.models import Person
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Nomination,
    Relationship,
    Round,
    RoundState,
)

CAN_APPROVE: Final = Q(
    participant__manager__isnull=False,
    participant__manager__removed_at=None,
    participant__manager__opted_out_at=None,
    participant__manager__bounced_at=None,
)
LAST_DAYS: Final = timedelta(days=2)
"""Raters who are asked later than this before the last day hardly answer."""


@dataclass(frozen=True)
class Waiting:
    """Who of a round waits for whom: lists for managers and administrators, leaders for nobody."""

    with_managers: QuerySet[Assessment]
    with_administrators: QuerySet[Assessment]
    without_list: QuerySet[Assessment]


def reachable_manager(participant: Person) -> Person | None:
    """The line manager, who looks at the list of raters. None where there is none, or no e-mail
    reaches them: then an administrator looks at it.
    """
    manager = participant.manager
    if manager is None or manager.removed_at or manager.opted_out_at or manager.bounced_at:
        return None
    return manager


def waiting_in(round: Round) -> Waiting:
    """Who of an open round of feedback waits for whom."""
    there = Assessment.objects.filter(
        round=round, withdrawn_at=None, participant__removed_at=None
    ).select_related("participant__manager")
    lists = there.filter(raters_sent_at__isnull=False)
    asked = Assignment.objects.filter(assessment=OuterRef("pk")).exclude(
        relationship=Relationship.SELF
    )
    return Waiting(
        with_managers=lists.filter(CAN_APPROVE),
        with_administrators=lists.exclude(CAN_APPROVE),
        without_list=there.filter(~Exists(asked), raters_sent_at=None),
    )


def lists_with_administrators(round: Round) -> QuerySet[Assessment]:
    """The lists of a round that no line manager looks at, the oldest first; none once it closed."""
    if round.state != RoundState.OPEN:
        return Assessment.objects.none()
    return waiting_in(round).with_administrators.order_by("raters_sent_at", "pk")


def approve_by(round: Round, today: date) -> date | None:
    """The day by which a list is to be approved, so that raters have time left to answer.

    Half way between today and the last day, at least two days before that, and never in the past.
    None where the round has no last day.
    """
    if round.closes_on is None:
        return None
    half_way = today + (round.closes_on - today) // 2
    return max(today, min(half_way, round.closes_on - LAST_DAYS))


def named_as_manager(assessment: Assessment) -> list[Person | Nomination]:
    """Who is asked or proposed as the leader's line manager, and is not the one whom the list of
    people names. Their answers would be shown on their own.
    """
    manager = assessment.participant.manager
    known = manager.email.lower() if manager else ""
    as_manager = Q(relationship=Relationship.MANAGER)
    asked = assessment.assignments.filter(
        as_manager, declined_at=None, person__removed_at=None
    ).select_related("person")
    named: list[Person | Nomination] = [each.person for each in asked]
    named += assessment.nominations.filter(as_manager)
    return [each for each in named if each.email.lower() != known]
