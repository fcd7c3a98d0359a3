"""Tokens: made, shown once, kept as a hash, revoked; and what the API says of itself."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stature.web.accounts.models import Role
from stature.web.api import throttle
from stature.web.api.models import ApiToken, Scope
from stature.web.audit.models import AuditEvent
from tests.web.api.conftest import API, Program, token
from tests.web.conftest import client_of, member

TOKENS = "/o/harbour/tokens/"
FORM = {"name": "Staff system", "scopes": ["people:read"], "days": "30"}


def test_token_is_shown_once_and_only_its_hash_is_kept(administration):
    page = administration.post(f"{TOKENS}new/", FORM)
    shown = re.search(r"stature_[\w-]{40,}", page.content.decode())[0]
    kept = ApiToken.objects.get()
    assert len(kept.key_sha256) == 64
    assert shown not in str(ApiToken.objects.values())
    assert shown not in administration.get(TOKENS).content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Program(shown).get("people/").status_code == 200


def test_making_and_revoking_is_written_to_the_log(administration):
    administration.post(f"{TOKENS}new/", FORM)
    administration.post(f"{TOKENS}{ApiToken.objects.get().pk}/revoke/")
    administration.post(f"{TOKENS}{ApiToken.objects.get().pk}/revoke/")
    logged = AuditEvent.objects.filter(action__startswith="tokens.").order_by("pk")
    assert list(logged.values_list("action", flat=True)) == ["tokens.made", "tokens.revoked"]
    assert "stature_" not in str(logged.values())


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"name": "a" * 81}, {"scopes": []}, {"scopes": ["all"]}, {"days": "9999"}],
)
def test_wrong_token_is_refused_and_nothing_is_lost(administration, change):
    page = administration.post(f"{TOKENS}new/", {**FORM, **change})
    assert page.status_code == 400
    assert "Please check this" in page.content.decode()
    assert not ApiToken.objects.exists()


def test_empty_list_teaches(administration):
    assert "There is no token yet" in administration.get(TOKENS).content.decode()


def test_revoked_token_opens_nothing(program, administration):
    assert program.get("people/").status_code == 200
    administration.post(f"{TOKENS}{ApiToken.objects.get().pk}/revoke/")
    assert program.get("people/").status_code == 401


def test_ended_token_opens_nothing(program):
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert program.get("people/").status_code == 401


def test_administrator_of_another_organisation_cannot_revoke(organisation, administrator, outsider):
    theirs, _key = token(organisation, administrator, "people:read")
    assert client_of(outsider).post(f"{TOKENS}{theirs.pk}/revoke/").status_code == 404
    assert client_of(outsider).post(f"/o/northern/tokens/{theirs.pk}/revoke/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_good


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.ADMINISTRATOR}))
def test_other_roles_have_no_tokens(organisation, role):
    client = client_of(member(organisation, "low@harbour.example", role))
    assert client.get(TOKENS).status_code == 403
    assert client.post(f"{TOKENS}new/", FORM).status_code == 403


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer stature_wrong", "Basic YTpi", "Bearer \xff\xfe"]
)
def test_without_a_good_token_nothing_opens(asha, header):
    reply = Client().get(f"{API}people/", headers={"authorization": header} if header else {})
    assert reply.status_code == 401
    assert reply["WWW-Authenticate"] == "Bearer"
    assert reply["Content-Type"] == "application/problem+json"
    assert "asha" not in reply.content.decode().lower()


def test_signing_in_is_not_enough_for_the_api(administration, asha):
    assert administration.get(f"{API}people/").status_code == 401


def test_last_use_is_kept(program):
    program.get("people/")
    assert ApiToken.objects.get().last_used_at is not None


def test_token_that_asks_too_often_is_told_to_wait(program, others_program, monkeypatch):
    monkeypatch.setattr(throttle, "REQUESTS", 2)
    monkeypatch.setattr(throttle, "time", SimpleNamespace(time=lambda: 1_000_000_010.0))
    replies = [program.get("rounds/") for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert 1 <= int(replies[2]["Retry-After"]) <= 60
    assert others_program.get("rounds/").status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 60_000, 400),
        (b"null", 422),
        (b'{"email": "\\ud800@x.example"}', 422),
        (b'{"email": NaN}', 422),
        (b'{"email": "' + b"a" * 70_000 + b'"}', 413),
    ],
)
def test_malformed_body_is_a_problem_in_words(program, body, status):
    reply = program.post("people/", body)
    assert reply.status_code == status
    assert reply["Content-Type"] == "application/problem+json"
    assert reply.json()["detail"]


def test_document_names_the_scope_and_the_problems_of_each_operation(client, db):
    document = client.get(f"{API}openapi.json").json()
    operations = [each for path in document["paths"].values() for each in path.values()]
    assert len(operations) == 11
    for operation in operations:
        assert operation["x-scope"] in Scope.values
        assert {"401", "403", "422", "429"} <= set(operation["responses"])
        assert operation["security"]


def test_documentation_is_a_page_without_scripts_of_others(client, db):
    page = client.get(f"{API}docs/")
    body = page.content.decode()
    assert "GET /api/v1/people/" in body
    assert "style=" not in body
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", body)
