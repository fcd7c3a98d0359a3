"""What OWASP ASVS 5 asks of the whole site and no other test shows; see docs/security.md."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.cache import cache
from django.test import Client

from stature.web.accounts.models import Role, User
from tests.web.conftest import client_of, give_password, member
from tests.web.hostile_world import make_world

PASSWORD = "long-enough-for-anyone-7"
SIGN_IN = "/sign-in/login/"
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=\"/)(?![^>]*application/json)"
)
SETTINGS = """
import django, json
django.setup()
from django.conf import settings
from django.core.checks import run_checks
told = run_checks(include_deployment_checks=True)
found = [str(each) for each in told if each.level >= 30 and not each.is_silenced()]
wanted = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
          "SECURE_HSTS_SECONDS", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "DEBUG")
print(json.dumps([found, {name: getattr(settings, name) for name in wanted}]))
"""


@pytest.fixture(autouse=True)
def nothing_tried_yet(db):
    cache.clear()


@pytest.fixture
def person_with_password(organisation) -> User:
    user = member(organisation, "pia@harbour.example", Role.PARTICIPANT)
    give_password(user, PASSWORD)
    return user


def sign_in(client: Client, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": "pia@harbour.example", "password": password, **more})


def test_check_of_django_before_use_finds_nothing(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "STATURE_HTTPS": "1",
        "STATURE_HOSTS": "stature.example",
        "STATURE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "stature.web.project.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SETTINGS],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found, values = json.loads(done.stdout.splitlines()[-1])
    assert found == []
    assert values.pop("SECURE_HSTS_SECONDS") >= 31_536_000
    assert values.pop("DEBUG") is False
    assert all(values.values())


def test_no_page_needs_anything_inline(organisation, administrator, participant):
    clients, paths = make_world(organisation, administrator, participant)
    seen, wrong = 0, []
    for path in paths:
        for who, client in clients.items():
            reply = client.get(path)
            policy = reply.headers.get("Content-Security-Policy", "")
            if "default-src 'none'" not in policy or "unsafe" in policy:
                wrong.append(f"{path} as {who}: {policy or 'no policy'}")
            if (
                reply.headers.get("Content-Type", "").startswith("text/html")
                and not reply.streaming
            ):
                seen += 1
                found = INLINE.search(reply.content.decode())
                wrong += [f"{path} as {who}: {found[0]}"] if found else []
    assert seen > 150
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "<p style='a'>",
        "<a onclick='b'>",
        "<script>x</script>",
        "<style>",
        '<a href="javascript:x">',
    ],
)
def test_inline_code_would_be_found(text):
    assert INLINE.search(text)


@pytest.mark.parametrize("path", ["/", SIGN_IN, "/no/such/page", "/api/v1/docs/"])
def test_page_cannot_be_framed(client, path):
    reply = client.get(path)
    assert reply["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in reply["Content-Security-Policy"]


def test_cookies_are_kept_from_scripts_and_other_sites(client, person_with_password):
    client.get(SIGN_IN)
    reply = sign_in(client)
    assert reply.status_code == 302
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]


def test_session_changes_at_sign_in_and_ends_at_sign_out(client, person_with_password):
    session = client.session
    session["before"] = "planted"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    signed_in = client.cookies["sessionid"].value
    assert signed_in != planted
    assert Client(headers={"cookie": f"sessionid={planted}"}).get("/account/").status_code == 302
    client.post("/sign-in/logout/")
    late = Client(headers={"cookie": f"sessionid={signed_in}"})
    assert late.get("/account/").status_code == 302


def test_session_key_of_a_stranger_is_not_taken_over(client):
    client.cookies["sessionid"] = "chosen-by-somebody-else-0123456789"
    client.get("/account/")
    assert client.session.session_key != "chosen-by-somebody-else-0123456789"


def test_new_password_ends_the_other_sessions(client, person_with_password):
    other = Client()
    sign_in(client)
    sign_in(other)
    assert other.get("/account/").status_code == 200
    person_with_password.set_password("another-long-password-8")
    person_with_password.save()
    assert other.get("/account/").status_code == 302


def test_guessing_a_password_is_slowed_down(client, person_with_password):
    statuses = [sign_in(client, "wrong").status_code for _ in range(12)]
    last = sign_in(client)
    assert "_auth_user_id" not in client.session
    assert last.status_code in (200, 429)
    assert set(statuses) <= {200, 429}


def test_sign_in_does_not_tell_who_has_an_account(client, person_with_password):
    known = sign_in(client, "wrong").content.decode()
    unknown = client.post(SIGN_IN, {"login": "nobody@harbour.example", "password": "wrong"})
    told = [re.sub(r'value="[^"]*"', "", page) for page in (known, unknown.content.decode())]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site_after_sign_in(client, person_with_password, place):
    reply = sign_in(client, next=place)
    assert reply.status_code == 302
    assert reply["Location"].startswith("/")
    assert not reply["Location"].startswith(("//", "/\\"))


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_choice_of_a_language_leads_to_no_other_site(client, place):
    reply = client.post("/language/", {"language": "de", "next": place}, headers={"referer": place})
    assert reply.status_code in (302, 400)
    assert "evil" not in reply.headers.get("Location", "")


def test_passwords_are_hashed_slowly_and_short_or_common_ones_refused(person_with_password):
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    assert identify_hasher(make_password(PASSWORD)).algorithm == "scrypt"
    assert PASSWORD not in person_with_password.password
    for weak in ("short-one-7", "password1234", "pia@harbour.example"):
        with pytest.raises(ValidationError):
            validate_password(weak, person_with_password)


def test_post_without_a_token_from_our_page_is_refused(administrator):
    signed_in = client_of(administrator)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    for path in ("/account/", "/o/harbour/members/invite/", "/o/harbour/tokens/new/", SIGN_IN):
        assert strict.post(path, {"name": "x"}).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil", ""]
)
def test_host_that_is_not_ours_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


def test_host_in_a_forwarding_header_is_not_believed(client, person_with_password, mailoutbox):
    client.post(
        "/sign-in/password/reset/",
        {"email": "pia@harbour.example"},
        headers={"x-forwarded-host": "evil.example"},
    )
    assert len(mailoutbox) == 1
    assert "evil.example" not in mailoutbox[0].body


def test_pages_of_a_person_are_not_kept_by_browsers(administration, participant):
    for client, path in (
        (administration, "/o/harbour/people/"),
        (administration, "/o/harbour/tokens/"),
        (client_of(participant), "/account/"),
    ):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_trace_and_strange_methods_do_nothing(administration):
    for method in ("TRACE", "TRACK", "DEBUG", "PUT", "CONNECT"):
        assert administration.generic(method, "/o/harbour/settings/").status_code in (403, 404, 405)
