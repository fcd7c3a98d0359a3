"""An open round with a participant and colleagues, their links, and browsers that open them."""

from __future__ import annotations

import pytest
from django.test import Client

from stature.web.programmes.links import issue_link
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Relationship,
    Round,
    RoundState,
)
from tests.web.conftest import person, published_round


@pytest.fixture
def open_round(organisation) -> Round:
    """A round for development that takes answers."""
    return published_round(organisation, RoundState.OPEN)


@pytest.fixture
def assessment(open_round, participant) -> Assessment:
    """Paul, who has an account, takes part."""
    return Assessment.objects.create(round=open_round, participant=participant.people.get())


@pytest.fixture
def own(assessment) -> Assignment:
    """What Paul is asked about himself."""
    return Assignment.objects.create(
        assessment=assessment, person=assessment.participant, relationship=Relationship.SELF
    )


@pytest.fixture
def colleagues(assessment, organisation) -> Assignment:
    """What Cora, a peer without an account, is asked about Paul."""
    return Assignment.objects.create(
        assessment=assessment,
        person=person(organisation, "Cora", "Lind"),
        relationship=Relationship.PEER,
    )


@pytest.fixture
def link(own) -> str:
    """The address that Paul's personal link opens."""
    return f"/a/{issue_link(own)}/"


@pytest.fixture
def colleague_link(colleagues) -> str:
    """The address that Cora's personal link opens."""
    return f"/a/{issue_link(colleagues)}/"


@pytest.fixture
def elsewhere() -> Client:
    """Another browser."""
    return Client()


def begin(client: Client, link: str) -> None:
    """Choose Start."""
    assert client.post(f"{link}start/").status_code == 302


def save(client: Client, link: str, item: str = "SL-1", side: str = "organisation", answer="2"):
    return client.post(f"{link}answers/", {"item": item, "perspective": side, "answer": answer})
