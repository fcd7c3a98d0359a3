"""Background work on rounds. Each job may run twice: what is done already is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from django.utils import timezone

from stature.web.accounts.models import User
from stature.web.people.models import PeopleImport, Person
from stature.web.planner import refresh_figures_of
from stature.web.programmes import selectors, services
from stature.web.programmes.errors import RoundStateError
from stature.web.programmes.imports import people_of_import, ratings_of_import
from stature.web.programmes.models import Assessment, Assignment, Round
from stature.web.programmes.services.taking_part import Rating, batches


def close_due_rounds(today: date | None = None) -> None:
    """Close the rounds whose last day is over."""
    for due in selectors.rounds_to_close(today or timezone.localdate()):
        with suppress(RoundStateError):  # somebody closed it meanwhile
            services.close_round(round=due)


def copy_people_of_round(last_id: int, following_id: int) -> None:
    """Have the people of one round take part in the next, unless that was opened already."""
    following = _round(following_id)
    if following.is_draft:
        people, ratings = selectors.people_of_round(_round(last_id))
        _add_in_batches(following, people, ratings, None)


def add_everybody(round_id: int, search: str, user_id: int | None) -> int:
    """Have everybody whom a search finds take part, while the round still takes people."""
    found = _round(round_id)
    people = list(selectors.people_to_choose(found, search=search))
    return _add_in_batches(found, people, (), _user(user_id))


def add_import(round_id: int, import_id: int, user_id: int | None) -> int:
    """Have the people of an imported table take part, with their colleagues."""
    found, by = _round(round_id), _user(user_id)
    table = PeopleImport.objects.get(pk=import_id, organisation=found.programme.organisation_id)
    return _add_in_batches(found, list(people_of_import(table)), ratings_of_import(table), by)


def _add_in_batches(
    round: Round, people: Sequence[Person], ratings: Sequence[Rating], by: User | None
) -> int:
    """Add people and colleagues a batch at a time, so that savers of answers need not wait."""
    added = 0
    with suppress(RoundStateError):
        for batch in batches(people):
            added += services.add_participants(round=round, people=batch, by=by)
        for batch in batches(ratings):
            services.add_raters(round=round, ratings=batch, by=by)
    refresh_figures_of(Assessment, Assignment)
    return added


def _round(pk: int) -> Round:
    return Round.objects.select_related("programme__organisation").get(pk=pk)


def _user(pk: int | None) -> User | None:
    return User.objects.filter(pk=pk).first()
