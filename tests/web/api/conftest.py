"""Tokens, and programs that bring them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from stature.web.accounts.models import Organisation, User
from stature.web.api.models import ApiToken, Scope
from stature.web.api.services import make_token
from stature.web.people.models import Person
from stature.web.programmes import services
from stature.web.programmes.models import Round

API = "/api/v1/"


class Program:
    """A program with a token."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {key}"})

    def get(self, path: str, **query: Any):
        return self.client.get(API + path, query)

    def send(self, method: str, path: str, body: Any = None):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.generic(method, API + path, content, content_type="application/json")

    def post(self, path: str, body: Any):
        return self.send("POST", path, body)

    def patch(self, path: str, body: Any):
        return self.send("PATCH", path, body)

    def delete(self, path: str):
        return self.client.delete(API + path)


def token(
    organisation: Organisation, by: User, *scopes: str, days: int = 30
) -> tuple[ApiToken, str]:
    return make_token(
        organisation=organisation, name="Staff system", scopes=scopes, days=days, by=by
    )


@pytest.fixture(autouse=True)
def nothing_asked_yet(db) -> None:
    cache.clear()


@pytest.fixture
def key(organisation, administrator) -> str:
    """A token for everything, as it is shown once."""
    return token(organisation, administrator, *Scope.values)[1]


@pytest.fixture
def program(key) -> Program:
    return Program(key)


@pytest.fixture
def others_program(other_organisation, outsider) -> Program:
    """A program of the other organisation."""
    return Program(token(other_organisation, outsider, *Scope.values)[1])


@pytest.fixture
def asha(organisation) -> Person:
    return Person.objects.create(
        organisation=organisation,
        first_name="Asha",
        last_name="Rao",
        email="asha@harbour.example",
        identifier="17",
    )


@pytest.fixture
def draft(organisation, asha) -> Round:
    """A round of self profiles in which Asha takes part."""
    programme = services.create_programme(
        organisation=organisation, template="self-profile", title="Leaders", purpose="development"
    )
    found = programme.rounds.get()
    services.add_participant(round=found, person=asha)
    return found
