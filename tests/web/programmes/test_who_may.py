"""Who may open the pages of programmes: administrators and consultants of the organisation."""

from __future__ import annotations

import pytest
from django.test import Client

from stature.web.accounts.models import Role
from stature.web.programmes import services
from stature.web.programmes.models import Round
from tests.web.conftest import client_of, member
from tests.web.programmes.conftest import place, refreshed

PAGES = [
    "",
    "set-up/template/",
    "set-up/purpose/",
    "set-up/people/",
    "set-up/plan/",
    "set-up/check/",
    "open/",
    "last-day/",
    "close/",
    "open-again/",
    "archive/",
    "participants/add/",
    "participants/import/1/",
    "participants/{assessment}/",
    "participants/{assessment}/take-out/",
    "participants/{assessment}/colleagues/{assignment}/remove/",
]
LISTS = ["programmes/", "programmes/new/", "programmes/{programme}/"]


LOWER_ROLES = [each for each in Role if each not in (Role.ADMINISTRATOR, Role.CONSULTANT)]


@pytest.fixture
def addresses(open_round) -> list[str]:
    """Each page of a round that Asha takes part in."""
    assessment = open_round.assessments.get()
    names = {
        "assessment": assessment.pk,
        "assignment": assessment.assignments.get().pk,
        "programme": open_round.programme_id,
    }
    pages = [place(open_round, page.format(**names)) for page in PAGES]
    return pages + ["/o/harbour/" + page.format(**names) for page in LISTS]


def answers(client: Client, addresses: list[str]) -> set[int]:
    """How a client is answered that looks at and posts to each page."""
    return {ask(address).status_code for address in addresses for ask in (client.get, client.post)}


def test_stranger_is_asked_to_sign_in(addresses):
    assert answers(Client(), addresses) == {302}
    assert all("/sign-in/" in Client().get(address).url for address in addresses)


def test_member_of_another_organisation_finds_nothing(addresses, outsider):
    assert answers(client_of(outsider), addresses) == {404}


@pytest.mark.parametrize("role", LOWER_ROLES)
def test_lower_roles_are_refused(addresses, organisation, role):
    lower = client_of(member(organisation, "low@harbour.example", role))
    assert answers(lower, addresses) == {403}


def test_own_organisations_name_opens_no_round_of_another(administration, others_round):
    for page in PAGES:
        address = f"/o/harbour/rounds/{others_round.pk}/{page.format(assessment=1, assignment=1)}"
        assert answers(administration, [address]) <= {404, 405}
    assert refreshed(others_round).is_draft


def test_participant_of_another_round_is_not_found(administration, organisation, open_round):
    other = services.create_programme(organisation=organisation, template="self-profile")
    elsewhere = other.rounds.get()
    number = open_round.assessments.get().pk
    assert administration.get(place(elsewhere, f"participants/{number}/")).status_code == 404


def test_consultant_sees_the_list(organisation):
    consultant = client_of(member(organisation, "con@harbour.example", Role.CONSULTANT))
    assert consultant.get("/o/harbour/programmes/").status_code == 200


@pytest.mark.parametrize("number", [0, 10**30])
def test_numbers_of_no_round_are_not_found(administration, number):
    assert administration.get(f"/o/harbour/rounds/{number}/").status_code == 404
    assert administration.get(f"/o/harbour/programmes/{number}/").status_code == 404


def test_nothing_is_done_by_looking(administration, open_round):
    for page in ("open/", "close/", "archive/", "open-again/"):
        administration.get(place(open_round, page))
    assert Round.objects.get().is_open
