"""A small world for hostile posts: something real behind each address of the site."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from stature.web.accounts.models import Organisation, User
from stature.web.accounts.services import create_organisation
from stature.web.api.models import Scope
from stature.web.api.services import make_token
from stature.web.invitations.models import StopLink
from stature.web.keys import hash_of_key
from stature.web.people.models import Person
from stature.web.programmes import services
from stature.web.programmes.links import issue_link
from stature.web.responses.services import start_response
from tests.web.conftest import client_of
from tests.web.hostile import World
from tests.web.test_access import ADDRESSES, Address

STOP_KEY = "stop-key-0123456789"


def make_world(organisation: Organisation, administrator: User, participant: User) -> World:
    """Browsers of an administrator, a participant and a stranger, a program, and all addresses."""
    values = _values(organisation, participant)
    token, key = make_token(
        organisation=organisation, name="x", scopes=Scope.values, days=30, by=administrator
    )
    clients = {
        "administrator": client_of(administrator),
        "participant": client_of(participant),
        "stranger": Client(),
        "program": Client(headers={"authorization": f"Bearer {key}"}),
    }
    values["tokens"] = token.pk
    return clients, sorted({_path(each, values) for each in ADDRESSES})


def _values(organisation: Organisation, participant: User) -> dict[str, Any]:
    """What stands for each place in an address, by the word before it."""
    paul = Person.objects.get(user=participant)
    cora = Person.objects.create(organisation=organisation, email="cora@harbour.example")
    programme = services.create_programme(
        organisation=organisation,
        template="profile-with-colleagues",
        title="Leaders",
        purpose="development",
    )
    found = programme.rounds.get()
    assessment = services.add_participant(round=found, person=paul)
    colleague = services.add_rater(assessment=assessment, person=cora, relationship="peer")
    services.change_plan(
        round=found, closes_on=timezone.localdate() + timedelta(days=9), languages=["en-gb"]
    )
    services.open_round(round=found)
    own = assessment.assignments.get(relationship="self")
    StopLink.objects.create(person=cora, key_sha256=hash_of_key(STOP_KEY))
    return {
        "rounds": found.pk,
        "programmes": programme.pk,
        "people": cora.pk,
        "members": participant.pk,
        "participants": assessment.pk,
        "colleagues": colleague.pk,
        "a": issue_link(own),
        "answer": start_response(sections=["SL"]),
        "answers": own.pk,
        "reports": assessment.pk,
        "stop": STOP_KEY,
        "join": create_organisation(name="New", administrator_email="new@new.example")[1],
        "areas": "sl",
    }


def _path(address: Address, values: dict[str, Any]) -> str:
    """The path of an address with real rows where there are, else with what does not exist."""
    unknown, parts = address.path.split("/"), f"/{address.route}".split("/")
    for place, part in enumerate(parts):
        if part.startswith("<") and part.endswith(">") and parts[place - 1] in values:
            unknown[place] = str(values[parts[place - 1]])
    return "/".join(unknown)
