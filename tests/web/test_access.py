"""Every address of the site has a rule, and the rule is kept. A new address without one fails here.

Addresses are filled in with what does not exist, so that nothing but the rule can answer first:
a stranger must not learn whether a row is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from stature.web.accounts.access import RULE, AccessRule
from stature.web.accounts.models import Membership, Role
from tests.web.conftest import client_of, member

pytestmark = pytest.mark.django_db

# Pages of other makers: what a stranger may get. Signing in must be open to strangers.
OPEN, ASKS_TO_SIGN_IN = "open", "asks to sign in"
RULES_OF_OTHERS = {
    "account_login": OPEN,
    "account_logout": OPEN,
    "account_inactive": OPEN,
    "account_signup": OPEN,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "account_email_verification_sent": OPEN,
    "account_confirm_email": OPEN,
    "account_confirm_login_code": OPEN,
    "account_reauthenticate": ASKS_TO_SIGN_IN,
    "account_email": ASKS_TO_SIGN_IN,
    "account_change_password": ASKS_TO_SIGN_IN,
    "account_set_password": ASKS_TO_SIGN_IN,
    "mfa_index": ASKS_TO_SIGN_IN,
    "mfa_authenticate": OPEN,
    "mfa_reauthenticate": ASKS_TO_SIGN_IN,
    "mfa_trust": OPEN,
    "mfa_activate_totp": ASKS_TO_SIGN_IN,
    "mfa_deactivate_totp": ASKS_TO_SIGN_IN,
    "mfa_view_recovery_codes": ASKS_TO_SIGN_IN,
    "mfa_generate_recovery_codes": ASKS_TO_SIGN_IN,
    "mfa_download_recovery_codes": ASKS_TO_SIGN_IN,
    "mfa_list_webauthn": ASKS_TO_SIGN_IN,
    "mfa_add_webauthn": ASKS_TO_SIGN_IN,
    "mfa_remove_webauthn": ASKS_TO_SIGN_IN,
    "mfa_edit_webauthn": ASKS_TO_SIGN_IN,
    "mfa_reauthenticate_webauthn": ASKS_TO_SIGN_IN,
    "mfa_login_webauthn": OPEN,
    "socialaccount_login_cancelled": OPEN,
    "socialaccount_login_error": OPEN,
    "socialaccount_signup": OPEN,
    "socialaccount_connections": ASKS_TO_SIGN_IN,
    "openid_connect_login": OPEN,
    "openid_connect_callback": OPEN,
}
# Addresses that only lead on to one above; they have no name.
LEADS_ON = re.compile(r"sign-in/social/(login/(cancelled|error)|signup|connections)/$")
SAMPLES = {"slug": "harbour", "int": "987654321", "uuid": "00000000-0000-4000-8000-000000000000"}
UNKNOWN = "no-such-thing-0123456789abcdef"


class Address:
    """One address of the site: its pattern, its page and its name."""

    def __init__(self, route: str, pattern: URLPattern) -> None:
        self.route = route
        self.page = pattern.callback
        self.name = pattern.name or ""

    @property
    def rule(self) -> AccessRule | None:
        """The rule that its page carries."""
        return getattr(self.page, RULE, None)

    @property
    def path(self) -> str:
        """A path that the pattern takes, to rows that do not exist."""
        return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", _sample, self.route)


def _sample(place: re.Match[str]) -> str:
    kind, name = place.groups()
    return SAMPLES.get(name) or SAMPLES.get(kind or "") or UNKNOWN


def _plain(pattern: Any) -> str:
    """A pattern without the marks of regular expressions, its groups written as places."""
    text = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern))
    return text.replace("^", "").replace("$", "").replace("\\Z", "")


def _walk(resolver: URLResolver, before: str = "") -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = before + _plain(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        else:
            yield Address(route, pattern)


ADDRESSES = list(_walk(get_resolver()))
OURS = [each for each in ADDRESSES if each.rule]
OTHERS = [each for each in ADDRESSES if not each.rule and each.name in RULES_OF_OTHERS]


def _with(who: str) -> list[Address]:
    return [each for each in OURS if each.rule and each.rule.who == who]


def each_address(addresses: list[Address]) -> Any:
    """One test for each of these addresses."""
    return pytest.mark.parametrize("address", addresses, ids=lambda each: each.route or "/")


FAR_AWAY = "203.0.113.9"  # what may be seen from this computer only is not seen from there


def answers(client: Client, address: Address) -> set[int]:
    """The statuses of reading and of writing, apart from "this page is not for that"."""
    replies = (client.get(address.path), client.post(address.path))
    return {reply.status_code for reply in replies} - {405}


def stranger() -> Client:
    """A browser that is not signed in, on another computer."""
    return Client(REMOTE_ADDR=FAR_AWAY)


def test_walk_finds_the_addresses_of_the_site():
    routes = {each.route for each in ADDRESSES}
    assert {"", "o/<slug:slug>/members/", "sign-in/login/", "answer/<str:key>/check/"} <= routes


def test_every_address_has_a_rule():
    without = [
        each.route
        for each in ADDRESSES
        if not each.rule and each.name not in RULES_OF_OTHERS and not LEADS_ON.match(each.route)
    ]
    assert without == []


def test_address_without_a_rule_would_be_found():
    assert Address("new/", URLPattern("new/", lambda request: None, name="new")).rule is None


def test_address_of_an_organisation_is_for_its_members():
    wrong = [
        each.route
        for each in OURS
        if each.route.startswith("o/") and each.rule and each.rule.who != "member"
    ]
    assert wrong == []


@each_address(_with("member") + _with("signed-in"))
def test_stranger_is_asked_to_sign_in_and_learns_nothing(organisation, address):
    assert answers(stranger(), address) == {302}
    for reply in (stranger().get(address.path), stranger().post(address.path)):
        assert reply.status_code == 405 or reply["Location"].startswith("/sign-in/login/?next=")


@each_address(_with("link"))
def test_stranger_without_a_right_key_finds_nothing(db, address):
    assert answers(stranger(), address) == {404}


@each_address(_with("token"))
def test_stranger_without_a_token_is_refused(db, address):
    assert answers(stranger(), address) == {401}


@each_address(_with("public"))
def test_public_page_has_no_fault_for_a_stranger(db, address):
    assert max(answers(stranger(), address), default=200) < 500


@each_address(OTHERS)
def test_page_of_another_maker_keeps_its_rule(db, address):
    given = answers(stranger(), address)
    assert max(given, default=200) < 500
    if RULES_OF_OTHERS[address.name] == ASKS_TO_SIGN_IN:
        assert given == {302}
        assert "/sign-in/login/" in stranger().get(address.path)["Location"]


@each_address(_with("member"))
def test_member_of_another_organisation_finds_nothing(organisation, outsider, address):
    assert answers(client_of(outsider), address) == {404}


@each_address(_with("member"))
def test_each_role_that_is_not_named_is_refused(organisation, address):
    user = member(organisation, "low@harbour.example")
    client = client_of(user)
    for role in sorted(set(Role.values) - address.rule.roles) if address.rule.roles else ():
        Membership.objects.filter(user=user).delete()
        Membership.objects.create(user=user, organisation=organisation, role=role)
        assert answers(client, address) == {403}, role


@each_address([each for each in _with("member") if "<int:" in each.route])
def test_row_that_is_not_there_is_not_found(organisation, address):
    user = member(organisation, "every@harbour.example", *Role.values)
    assert answers(client_of(user), address) == {404}


@each_address([each for each in OURS if "<" in each.route])
def test_strange_text_in_an_address_does_no_harm(organisation, address):
    for text in ("%00", "'%20OR%201=1", "%F0%9F%98%80", "..%2f..%2fetc%2fpasswd"):
        path = address.path.replace(UNKNOWN, text).replace(SAMPLES["int"], text)
        assert stranger().get(path.replace("harbour", text)).status_code < 500
