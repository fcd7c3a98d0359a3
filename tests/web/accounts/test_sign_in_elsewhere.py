"""The organisation's own sign-in: begun by a post of this site, and by nothing else."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.accounts.provider import running_provider

pytestmark = pytest.mark.django_db
LOGIN = "/sign-in/login/"
GO = "/sign-in/with/organisation/"


@pytest.fixture
def provider(settings) -> str:
    """The address of a provider that this site knows."""
    with running_provider() as named:
        settings.SOCIALACCOUNT_PROVIDERS = named
        yield named["openid_connect"]["APPS"][0]["settings"]["server_url"]


def test_post_leads_on_with_a_state_and_a_challenge(client, provider):
    reply = client.post(GO, {"process": "login"})
    address = re.fullmatch(r"0; url=(\S+)", reply["Refresh"])[1]
    asked = parse_qs(urlsplit(address).query)
    assert reply.status_code == 200
    assert address.startswith(f"{provider}/authorize?")
    assert asked["state"]
    assert asked["code_challenge_method"] == ["S256"]
    assert 'href="http' in reply.content.decode()


def test_post_needs_the_token_of_this_site(strict_client, provider):
    assert strict_client.post(GO, {"process": "login"}).status_code == 403


@pytest.mark.parametrize("address", [GO, "/sign-in/oidc/organisation/login/?process=login"])
def test_link_begins_nothing(client, provider, address):
    reply = client.get(address)
    assert "Refresh" not in reply
    assert reply.status_code in (200, 405)
    assert "socialaccount" not in str(list(client.session.items()))


def test_page_of_sign_in_offers_a_form(client, provider):
    page = client.get(f"{LOGIN}?next=/my/").content.decode()
    form = re.search(rf'<form method="post" action="{GO}">.*?</form>', page)[0]
    assert "Harbour sign-in" in form
    assert "csrfmiddlewaretoken" in form
    assert 'value="/my/"' in form


def test_unknown_provider_is_not_found(client, provider):
    assert client.post("/sign-in/with/another/").status_code == 404
