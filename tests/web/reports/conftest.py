"""Rounds in which people answered, and the jobs that make their reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from stature.packs import find_pack
from stature.web.accounts.models import Role, User
from stature.web.people.models import Person
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Relationship,
    Round,
    RoundState,
)
from stature.web.responses import services as responses
from tests.web.conftest import PACK, client_of, member, published_round

REPORTS = "stature.web.reports."


class Jobs(list[tuple[str, tuple]]):
    """The jobs that were asked for, in place of the queue."""

    def run(self) -> None:
        """Do the jobs on reports, and those that they ask for."""
        while any(place.startswith(REPORTS) for place, _args in self):
            asked, self[:] = list(self), []
            for place, args in asked:
                if place.startswith(REPORTS):
                    import_string(place)(*args)
                else:
                    self.append((place, args))

    def told(self) -> list[tuple]:
        """Who is to be told that a report is ready, and of which version."""
        return [args for place, args in self if place.endswith("tell_report_is_ready")]


@pytest.fixture(autouse=True)
def jobs(monkeypatch) -> Jobs:
    asked = Jobs()
    monkeypatch.setattr(
        "stature.web.jobs.services.async_task",
        lambda place, *args, **_options: asked.append((place, args)),
    )
    return asked


@pytest.fixture
def round_(organisation) -> Round:
    """A round that took answers and is closed."""
    return published_round(organisation, RoundState.CLOSED)


def answer(assignment: Assignment, value: int = 2, *, sealed: bool = True) -> Assignment:
    """Give the same answer to everything in one area."""
    instrument = find_pack(PACK).instrument
    sides = instrument.perspective_ids
    if assignment.relationship != Relationship.SELF:
        sides = ["organisation"]
    saved, key = responses.begin_response(
        instrument=instrument, sections=["SL"], perspectives=sides, name=""
    )
    given = {item.code: dict.fromkeys(sides, value) for item in instrument.sections[0].items}
    responses.save_area(key=key, answers=given)
    if sealed:
        responses.seal_response(key=key)
    assignment.response, assignment.started_at = saved, timezone.now()
    assignment.done_at = timezone.now() if sealed else None
    assignment.save()
    return assignment


def take_part(round: Round, who: Person) -> Assignment:
    """Have somebody take part, and the assignment about themselves."""
    assessment = Assessment.objects.create(round=round, participant=who)
    return Assignment.objects.create(
        assessment=assessment, person=who, relationship=Relationship.SELF
    )


def rate(assessment: Assessment, who: Person, value: int, relationship=Relationship.PEER):
    """Have a colleague answer about a participant."""
    assignment = Assignment.objects.create(
        assessment=assessment, person=who, relationship=relationship
    )
    return answer(assignment, value)


@pytest.fixture
def manager(organisation) -> User:
    """Paul's line manager, with an account."""
    user = member(organisation, "mona@harbour.example", Role.LINE_MANAGER)
    Person.objects.create(
        organisation=organisation, email=user.email, first_name="Mona", last_name="Lead", user=user
    )
    return user


@pytest.fixture
def paul(participant, manager) -> Person:
    """A participant with an account and a line manager."""
    found = participant.people.get()
    found.manager = manager.people.get()
    found.save()
    return found


@pytest.fixture
def own(round_, paul) -> Assignment:
    """What Paul sent about himself."""
    return answer(take_part(round_, paul))


@pytest.fixture
def assessment(own) -> Assessment:
    return own.assessment


@pytest.fixture
def released(assessment, release) -> Assessment:
    """Paul's assessment, with a released report."""
    release()
    return assessment


@pytest.fixture
def release(round_, administration, jobs) -> Callable[[], None]:
    """Release the round through the page, and let the jobs run."""

    def through_the_page() -> None:
        assert administration.post(release_page(round_)).status_code == 302
        jobs.run()

    return through_the_page


def release_page(round: Round) -> str:
    """The address of the release."""
    return f"/o/harbour/rounds/{round.pk}/release/"


def report_page(assessment: Assessment, rest: str = "") -> str:
    """An address of one's own report, signed in."""
    return f"/my/reports/{assessment.pk}/{rest}"


def fresh_link(assignment: Assignment) -> str:
    """The address that a link sent lately opens."""
    return f"/a/{issue_link(assignment, fresh=True)}/"


@pytest.fixture
def paul_reads(participant) -> Client:
    """Paul's browser."""
    return client_of(participant)
