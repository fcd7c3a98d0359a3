"""One's own account, the choice of an organisation, and where work begins."""

from __future__ import annotations

import pytest
from django.test import Client

from stature.web.accounts.models import Membership, Role
from tests.web.conftest import client_of, member

pytestmark = pytest.mark.django_db


def test_name_and_language_are_kept_and_used(administration, administrator):
    posted = {"name": "Ada L.", "language": "de"}
    assert administration.post("/account/", posted).status_code == 302
    administrator.refresh_from_db()
    assert (administrator.name, administrator.language) == ("Ada L.", "de")
    assert 'lang="de"' in administration.get("/account/").content.decode()


@pytest.mark.parametrize("posted", [{"name": "a\nb"}, {"name": "x" * 200}, {"language": "xx"}])
def test_what_cannot_be_kept_is_shown_again(administration, administrator, posted):
    reply = administration.post("/account/", posted)
    assert "error-summary" in reply.content.decode()
    administrator.refresh_from_db()
    assert administrator.name == "Ada"


def test_stranger_sees_the_sample_report_in_the_demo_and_else_signs_in(client, settings):
    settings.STATURE_DEMO = True
    assert "Made-up people only" in client.get("/").content.decode()
    settings.STATURE_DEMO = False
    assert client.get("/")["Location"] == "/sign-in/login/?next=/"
    assert "Made-up people only" not in client.get("/sign-in/login/").content.decode()


@pytest.mark.parametrize(
    ("role", "begins"),
    [
        (Role.ADMINISTRATOR, "/o/harbour/"),
        (Role.CONSULTANT, "/o/harbour/"),
        (Role.RESEARCHER, "/frameworks/"),
        (Role.LINE_MANAGER, "/"),
        (Role.PARTICIPANT, "/"),
    ],
)
def test_work_begins_on_the_screen_of_the_role(organisation, role, begins):
    client = client_of(member(organisation, "x@harbour.example", role))
    first = client.get("/")
    assert first["Location"].startswith(begins)
    assert client.get(first["Location"]).status_code == 200


def test_user_without_any_organisation_still_has_a_first_screen(organisation):
    assert client_of(member(organisation, "x@y.example")).get("/", follow=True).status_code == 200


def test_who_works_in_two_organisations_chooses(administrator, other_organisation):
    Membership.objects.create(
        user=administrator, organisation=other_organisation, role=Role.CONSULTANT
    )
    client = client_of(administrator)
    page = client.get("/", follow=True).content.decode()
    assert "Go to Harbour Hotels" in page
    assert "Go to Northern Rail" in page
    reply = client.post("/o/northern/choose/")
    assert reply["Location"].startswith("/o/northern/")
    assert "Northern Rail" in client.get("/account/").content.decode()


def test_choosing_somebody_elses_organisation_is_not_found(administration, other_organisation):
    assert administration.post("/o/northern/choose/").status_code == 404


def links(client: Client) -> set[str]:
    page = client.get("/account/").content.decode()
    nav = page.partition('class="site-links"')[2].partition("</ul>")[0]
    words = ("Programmes", "People", "Members", "Audit log", "Settings")
    return {word for word in words if f">{word}<" in nav}


def test_header_shows_each_role_only_what_it_may_open(organisation, administration):
    assert {"Members", "Audit log", "Settings"} <= links(administration)
    consultant = links(client_of(member(organisation, "c@harbour.example", Role.CONSULTANT)))
    assert "Members" in consultant
    assert not consultant & {"Audit log", "Settings"}
    assert links(client_of(member(organisation, "p@harbour.example", Role.PARTICIPANT))) == set()


def test_page_of_a_member_asks_the_database_little(administration, django_assert_max_num_queries):
    administration.get("/o/harbour/members/")
    with django_assert_max_num_queries(8):
        administration.get("/o/harbour/members/")
