"""Signing in and joining: by invitation only, without telling who has an account, not too often."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from stature.web.accounts.models import Role, User
from stature.web.accounts.services import create_organisation
from stature.web.audit.models import AuditEvent
from stature.web.project.open_id import open_id_settings
from tests.web.conftest import client_of, give_password, member

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD = "/sign-in/login/", "a long and dull pass phrase"


@pytest.fixture(autouse=True)
def quick_passwords_and_no_throttle_left_over(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def ada(organisation) -> User:
    user = member(organisation, "ada@harbour.example", Role.ADMINISTRATOR)
    give_password(user, PASSWORD)
    return user


@pytest.fixture
def key(db) -> str:
    return create_organisation(name="New House", administrator_email="eve@house.example")[1]


def sign_in(client: Client, email: str = "ada@harbour.example", password: str = PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def without_tokens(reply) -> str:
    """The page without what differs each time: tokens, and what was typed."""
    return re.sub(r'value="[^"]*"', "", reply.content.decode())


def test_right_password_leads_to_the_first_screen(client, ada):
    assert sign_in(client)["Location"] == "/"
    assert client.get("/")["Location"].startswith("/o/harbour/")
    assert AuditEvent.objects.get(action="account.signed-in").organisation_id


def test_session_gets_another_key_at_sign_in(client, ada, key):
    client.get(f"/join/{key}/")
    before = client.cookies["sessionid"].value
    sign_in(client)
    assert client.cookies["sessionid"].value != before


def test_wrong_password_and_unknown_address_get_the_same_answer(client, ada):
    texts = [
        without_tokens(sign_in(client, email, "wrong"))
        for email in ("ada@harbour.example", "nobody@harbour.example")
    ]
    assert "error-summary" in texts[0]
    assert texts[0] == texts[1]


def test_failed_sign_in_is_logged_without_what_was_typed(client, ada):
    sign_in(client, password="wrong")
    sign_in(client, email="my-secret-pass@word.example")
    lines = list(AuditEvent.objects.filter(action="account.sign-in-failed").order_by("pk"))
    assert [line.subject for line in lines] == [f"user {ada.pk}", "an unknown address"]
    assert [line.organisation_id for line in lines] == [ada.memberships.get().organisation_id, None]


def test_guessing_is_slowed_down(client, ada):
    for _ in range(12):
        reply = sign_in(client, password="wrong")
    assert reply.status_code == 429 or "Too many" in reply.content.decode()
    assert "_auth_user_id" not in client.session
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_address_to_go_on_to_must_be_of_this_site(client, ada):
    reply = client.post(
        f"{LOGIN}?next=https://evil.example/",
        {"login": ada.email, "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert "evil" not in reply["Location"]


def test_signing_out_needs_a_post(ada):
    client = client_of(ada)
    client.get("/sign-in/logout/")
    assert "_auth_user_id" in client.session
    client.post("/sign-in/logout/")
    assert "_auth_user_id" not in client.session


def test_sign_up_is_closed_without_an_invitation(client):
    page = client.get("/sign-in/signup/").content.decode()
    assert "An account needs an invitation" in page
    posted = {"name": "X", "email": "x@y.example", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/sign-in/signup/", posted)
    assert not User.objects.exists()


def test_invited_person_makes_an_account_and_is_a_member_at_once(client, key):
    page = client.get(f"/join/{key}/").content.decode()
    assert "New House" in page
    assert 'value="eve@house.example"' in client.get("/sign-in/signup/").content.decode()
    posted = {"name": "Eve", "email": "eve@house.example"}
    posted |= {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/sign-in/signup/", posted)["Location"] == "/"
    user = User.objects.get()
    assert (user.name, str(user)) == ("Eve", "Eve")
    assert [each.role for each in user.memberships.all()] == [Role.ADMINISTRATOR]
    assert client.get("/")["Location"].startswith("/o/new-house/")
    assert client_of(user).get(f"/join/{key}/").status_code == 404


def test_another_address_than_the_invited_one_must_be_confirmed(client, key):
    client.get(f"/join/{key}/")
    posted = {"name": "Eve", "email": "other@house.example"}
    posted |= {"password1": PASSWORD, "password2": PASSWORD}
    client.post("/sign-in/signup/", posted)
    confirmed = dict(EmailAddress.objects.values_list("email", "verified"))
    assert confirmed == {"eve@house.example": True, "other@house.example": False}


@pytest.mark.parametrize("password", ["short", "password1234", "eve@house.example"])
def test_weak_password_is_refused(client, key, password):
    client.get(f"/join/{key}/")
    posted = {"name": "E", "email": "eve@house.example"}
    posted |= {"password1": password, "password2": password}
    assert "error-summary" in client.post("/sign-in/signup/", posted).content.decode()
    assert not User.objects.exists()


def test_somebody_with_an_account_signs_in_and_joins(client, ada, key):
    client.get(f"/join/{key}/")
    sign_in(client)
    assert client.get("/")["Location"] == "/join/"
    page = client.get("/join/").content.decode()
    assert "eve@house.example" in page
    client.post("/join/")
    assert {each.organisation.slug for each in ada.memberships.all()} == {"harbour", "new-house"}
    assert client.get("/")["Location"] == "/organisations/"


def test_join_page_without_an_invitation_leads_home(administration):
    assert administration.get("/join/")["Location"] == "/"


def test_password_reset_says_the_same_for_any_address_and_works(client, ada):
    pages = [
        without_tokens(client.post("/sign-in/password/reset/", {"email": email}, follow=True))
        for email in ("nobody@harbour.example", ada.email)
    ]
    assert pages[0] == pages[1]
    link = re.search(r"https?://[^/]+(/sign-in/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True)
    reply = client.post(
        form.redirect_chain[-1][0], {"password1": PASSWORD * 2, "password2": PASSWORD * 2}
    )
    assert reply.status_code == 302
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD * 2)
    assert AuditEvent.objects.filter(action="account.password-reset").exists()


def test_second_step_is_asked_once_it_is_on(client, ada):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(ada, generate_totp_secret())
    assert sign_in(client)["Location"].startswith("/sign-in/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    assert "The second step" in client.get("/sign-in/2fa/authenticate/").content.decode()


@pytest.mark.parametrize("page", ["/sign-in/reauthenticate/", "/sign-in/2fa/reauthenticate/"])
def test_who_is_asked_once_more_answers_on_the_same_page(ada, page):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(ada, generate_totp_secret())
    asked = client_of(ada).get(page).content.decode()
    assert f'<form method="post" action="{page}" novalidate>' in asked
    assert "Continue" in asked


def test_picture_of_the_secret_stands_in_the_page_itself(client, ada):
    sign_in(client)
    assert "reauthenticate" in client.get("/sign-in/2fa/totp/activate/")["Location"]
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    page = client.get("/sign-in/2fa/totp/activate/").content.decode()
    assert page.count("<svg") == 2  # the brand's and this one
    assert "data:" not in page.replace("metadata:", "")


PAGES = [
    "login/",
    "password/reset/",
    "password/reset/done/",
    "confirm-email/",
    "signup/",
    "email/",
    "password/change/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/recovery-codes/generate/",
    "reauthenticate/",
    "3rdparty/",
    "3rdparty/login/error/",
    "3rdparty/login/cancelled/",
    "logout/",
    "2fa/recovery-codes/",
    "2fa/reauthenticate/",
    "2fa/webauthn/reauthenticate/",
    "inactive/",
    "password/reset/key/1-bad/",
    "confirm-email/bad/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "signed in"])
def test_page_of_signing_in_is_ours_and_has_nothing_inline(client, ada, page, signed_in):
    if signed_in:
        sign_in(client)
        client.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    reply = client.get(f"/sign-in/{page}", follow=True)
    text = reply.content.decode()
    assert reply.status_code in (200, 401, 404)
    assert text.count("<h1>") == 1
    assert "site-footer" in text
    assert not re.search(r"<script(?![^>]*(src=|application/json))|\sstyle=|\son\w+=|<style", text)


def test_languages_of_the_site_are_those_of_the_page(client):
    page = client.get(LOGIN, headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert settings.LANGUAGES


def test_mails_are_in_our_words_and_name_no_host(client, ada):
    client.post("/sign-in/password/reset/", {"email": ada.email})
    client.post("/sign-in/password/reset/", {"email": "nobody@harbour.example"})
    sign_in(client)
    posted = {"oldpassword": PASSWORD, "password1": PASSWORD * 2, "password2": PASSWORD * 2}
    assert client.post("/sign-in/password/change/", posted).status_code == 302
    subjects = [each.subject for each in mail.outbox]
    assert subjects[:2] == ["Set a new password", "There is no account with this address"]
    assert subjects[2] == "Your password was changed"
    assert all(each.body.startswith("Hello,") for each in mail.outbox)
    assert "Thank you for using" not in "".join(each.body for each in mail.outbox)


def test_sign_in_of_the_organisation_is_offered_when_the_environment_names_one():
    named = {"STATURE_OIDC_SERVER": "https://id.example", "STATURE_OIDC_CLIENT": "c"}
    named |= {"STATURE_OIDC_SECRET": "s", "STATURE_OIDC_NAME": "Harbour sign-in"}
    app = open_id_settings(named)["openid_connect"]["APPS"][0]
    assert (app["name"], app["client_id"]) == ("Harbour sign-in", "c")
    assert app["settings"] == {"server_url": "https://id.example"}
    assert open_id_settings({}) == {}


def test_button_of_the_organisations_sign_in_leads_on(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = open_id_settings(
        {"STATURE_OIDC_SERVER": "https://id.example", "STATURE_OIDC_NAME": "Harbour sign-in"}
    )
    page = client.get(LOGIN).content.decode()
    assert "Harbour sign-in" in page
    assert "/sign-in/with/organisation/" in page
