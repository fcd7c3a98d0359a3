"""The bar "See this as": whom one can see the site as, and where that is refused."""

from __future__ import annotations

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.test import Client, override_settings

from stature.web.accounts.models import User
from stature.web.accounts.services import create_organisation
from stature.web.audit.models import AuditEvent
from stature.web.demo.models import MadeUpMember, Seat
from tests.web.conftest import client_of, give_password, member
from tests.web.demo.conftest import NO_DEMO

SEE_AS = "/demo/see-as/"
BAR = "See this as:"
NOTICE = "nobody in this demo exists"


def see_as(client: Client, seat: str):
    return client.post(SEE_AS, {"seat": seat}, follow=True)


def seen_as(client: Client) -> str | None:
    """The role as which the browser sees the site."""
    found = MadeUpMember.objects.filter(user=client.session.get("_auth_user_id"))
    return found.values_list("seat", flat=True).first()


@pytest.mark.parametrize(
    ("seat", "address", "words"),
    [
        ("participant", "/my/", "Choose who is asked about you"),
        ("rater", "/my/answers/", "Priya Nair"),
        ("line-manager", "/my/team/", "Robin Achterberg"),
        ("administrator", "/o/harbour-lane-housing/programmes/", "Leading service"),
        ("facilitator", "/o/harbour-lane-housing/talks/", "Robin Achterberg"),
        ("researcher", "/frameworks/", "Competency frameworks"),
    ],
)
def test_each_role_opens_its_first_screen_with_data_in_it(demo, client, seat, address, words):
    reply = see_as(client, seat)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert reply.request["PATH_INFO"].startswith(address)
    assert words in page
    assert BAR in page
    assert NOTICE in page
    assert f'value="{seat}" aria-pressed="true"' in page
    assert seen_as(client) == seat


def test_every_role_of_the_bar_is_tried_above():
    tried = test_each_role_opens_its_first_screen_with_data_in_it.pytestmark[0].args[1]
    assert {row[0] for row in tried} == set(Seat.values)


def test_finished_report_has_the_bar(demo, client):
    page = client.get("/").content.decode()
    assert "Your report at a glance" in page
    assert BAR in page
    assert all(f'value="{seat}"' in page for seat in Seat.values)


def test_visitor_is_shown_the_finished_report_again(demo, client):
    see_as(client, "administrator")
    reply = see_as(client, "nobody")
    assert "Your report at a glance" in reply.content.decode()
    assert "_auth_user_id" not in client.session


def test_session_of_one_person_is_not_carried_over_to_the_next(demo, client):
    see_as(client, "rater")
    session = client.session
    session["answering"] = [1]
    session.save()
    see_as(client, "participant")
    assert "answering" not in client.session


def test_choice_is_written_to_the_audit_log(demo, client):
    see_as(client, "participant")
    event = AuditEvent.objects.filter(action="account.signed-in").latest("pk")
    assert event.details == {"role": "participant"}
    assert event.organisation_id == demo.organisation_id


def test_choice_needs_a_token_and_a_post(demo, strict_client):
    assert strict_client.post(SEE_AS, {"seat": "rater"}).status_code == 403
    assert strict_client.get(SEE_AS).status_code == 405
    assert "_auth_user_id" not in strict_client.session


@pytest.mark.parametrize("seat", ["", "executive", "1", "ines.falk@harbour-lane.example", "\x00"])
def test_nobody_else_can_be_chosen(demo, client, seat):
    assert see_as(client, seat).status_code == 404
    assert "_auth_user_id" not in client.session


def test_user_who_is_not_of_the_demo_cannot_be_kept_by_it(demo, client):
    someone = member(demo.organisation, "new@harbour-lane.example", "administrator")
    see_as(client, "rater")
    session = client.session
    session["_auth_user_id"] = str(someone.pk)
    session.save()
    assert "/sign-in/" in client.get("/my/")["Location"]


# A site that is no demo, though the same folder was one.


def test_without_a_demo_the_address_does_not_exist(demo, client):
    with override_settings(**NO_DEMO):
        assert client.get(SEE_AS).status_code == 404
        assert see_as(client, "rater").status_code == 404
        assert BAR not in client.get("/", follow=True).content.decode()


def test_without_a_demo_a_session_of_the_demo_counts_for_nothing(demo, client):
    see_as(client, "administrator")
    with override_settings(**NO_DEMO):
        assert "/sign-in/" in client.get("/o/harbour-lane-housing/programmes/")["Location"]


def test_made_up_person_cannot_sign_in_with_a_password(demo, client):
    user = MadeUpMember.objects.get(seat="administrator").user
    user.set_password("a long and dull pass phrase")
    user.save()
    form = {"login": user.email, "password": "a long and dull pass phrase"}
    with override_settings(**NO_DEMO):
        assert client.post("/sign-in/login/", form).status_code == 403
        assert "_auth_user_id" not in client.session


def test_link_to_a_new_password_lets_no_made_up_person_in(demo, client):
    user = MadeUpMember.objects.get(seat="administrator").user
    place = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    with override_settings(**NO_DEMO):
        form = client.get(f"/sign-in/password/reset/key/{place}/")
        new = {
            "password1": "a long and dull pass phrase",
            "password2": "a long and dull pass phrase",
        }
        client.post(form["Location"], new)
        signing_in = {"login": user.email, "password": new["password1"]}
        assert client.post("/sign-in/login/", signing_in).status_code == 403
        assert "_auth_user_id" not in client.session


def test_other_people_sign_in_as_ever(demo, client):
    user = member(demo.organisation, "new@harbour-lane.example", "administrator")
    give_password(user, "a long and dull pass phrase")
    form = {"login": user.email, "password": "a long and dull pass phrase"}
    assert client.post("/sign-in/login/", form).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


# A database that holds another organisation.


@pytest.fixture
def real(demo) -> User:
    """The administrator of a real organisation in the same database."""
    organisation, _key = create_organisation(
        name="Northern Rail", administrator_email="olga@northern.example"
    )
    return member(organisation, "olga@northern.example", "administrator")


def test_beside_a_real_organisation_nobody_can_be_chosen(real, client):
    assert client.get(SEE_AS).status_code == 404
    assert see_as(client, "administrator").status_code == 404
    assert BAR not in client.get("/").content.decode()
    assert BAR not in client_of(real).get("/", follow=True).content.decode()


def test_who_sees_the_demo_is_out_once_a_real_organisation_is_there(demo, client):
    see_as(client, "administrator")
    create_organisation(name="Northern Rail", administrator_email="olga@northern.example")
    assert "/sign-in/" in client.get("/o/harbour-lane-housing/programmes/")["Location"]
