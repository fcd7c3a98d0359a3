"""The line manager whom the list of people names is on each leader's list from the start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from stature.web.people.models import Person
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Nomination,
    Relationship,
    Round,
)
from stature.web.programmes.rater_limits import leaders_rated

BATCH: Final = 500


def propose_managers(round: Round, assessments: Iterable[Assessment]) -> None:
    """Put each leader's line manager on the leader's list in an open round of feedback.

    Passed over are managers who are asked already, and those who rate as many leaders as one may.
    """
    if not (round.is_feedback and round.is_open):
        return
    leaders = {each.pk: each.participant_id for each in assessments}
    Nomination.objects.bulk_create(_proposals(round, leaders), batch_size=BATCH)


def _proposals(round: Round, leaders: dict[int, int]) -> Iterator[Nomination]:
    managers = _managers_of(round, leaders.values())
    asked = set(
        Assignment.objects.filter(assessment__round=round).values_list("assessment", "person")
    )
    load = Counter(leaders_rated(round))
    for assessment, leader in leaders.items():
        manager = managers.get(leader)
        if manager is None or (assessment, manager.pk) in asked:
            continue
        if load[manager.pk] < round.rater_load:
            load[manager.pk] += 1
            yield _proposal(assessment, manager)


def _managers_of(round: Round, leaders: Iterable[int]) -> dict[int, Person]:
    """The line manager of each of these people, by the people's numbers."""
    wanted = set(leaders)
    led = Person.objects.filter(
        organisation=round.programme.organisation_id, manager__removed_at=None
    ).exclude(manager=None)
    return {each.pk: each.manager for each in led.select_related("manager") if each.pk in wanted}


def _proposal(assessment: int, manager: Person) -> Nomination:
    return Nomination(
        assessment_id=assessment,
        email=manager.email.lower(),
        first_name=manager.first_name,
        last_name=manager.last_name,
        relationship=Relationship.MANAGER,
    )
