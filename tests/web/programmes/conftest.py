"""Programmes at each stage."""

from __future__ import annotations

import pytest

from stature.web.accounts.models import Organisation
from stature.web.people.models import Person
from stature.web.programmes import services
from stature.web.programmes.models import Assessment, Programme, Round
from stature.web.programmes.services import inviting
from tests.web.conftest import person


@pytest.fixture(autouse=True)
def jobs(monkeypatch) -> list[tuple[str, tuple]]:
    """The jobs that were asked for, in place of the queue."""
    asked: list[tuple[str, tuple]] = []

    def keep(place, *args, **_options):
        asked.append((place, args))

    monkeypatch.setattr("stature.web.jobs.services.async_task", keep)
    return asked


@pytest.fixture
def asha(organisation) -> Person:
    return person(organisation, "Asha")


@pytest.fixture
def ben(organisation) -> Person:
    return person(organisation, "Ben")


@pytest.fixture
def stranger(other_organisation) -> Person:
    return person(other_organisation, "Olaf")


def programme_of(organisation: Organisation, template: str = "self-profile") -> Programme:
    """A programme with a title and a purpose."""
    return services.create_programme(
        organisation=organisation, template=template, title="Leaders 2027", purpose="development"
    )


@pytest.fixture
def draft(organisation) -> Round:
    """A self profile that nobody takes part in yet."""
    return programme_of(organisation).rounds.get()


@pytest.fixture
def draft_with_colleagues(organisation, asha) -> Round:
    """A round in which colleagues are asked about Asha."""
    found = programme_of(organisation, "profile-with-colleagues").rounds.get()
    services.add_participant(round=found, person=asha)
    return found


@pytest.fixture
def open_round(draft, asha) -> Round:
    """A round that asks Asha."""
    services.add_participant(round=draft, person=asha)
    return services.open_round(round=draft)


@pytest.fixture
def assessment(draft_with_colleagues) -> Assessment:
    return draft_with_colleagues.assessments.get()


@pytest.fixture
def others_round(other_organisation) -> Round:
    """A draft of another organisation."""
    return programme_of(other_organisation).rounds.get()


def invitations(jobs: list[tuple[str, tuple]]) -> list[int]:
    """The rounds for which invitations were asked."""
    return [args[0] for place, args in jobs if place == inviting.INVITE_ROUND]


def place(round: Round, rest: str = "") -> str:
    """The address of a page of a round."""
    return f"/o/{round.programme.organisation.slug}/rounds/{round.pk}/{rest}"


def refreshed(row):
    """The row as it is now."""
    return type(row).objects.get(pk=row.pk)
