"""What holds on every page, whatever is asked."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from stature.web.operations.log_settings import PlainLines
from stature.web.project.secret_key import load_secret_key
from tests.web.conftest import address

pytestmark = pytest.mark.django_db


def pages(key: str, sealed: str) -> list[str]:
    return [
        "/",
        "/answer/",
        "/people/nobody/",
        "/no/such/page",
        address(key, "areas/sl/"),
        address(key, "check/"),
        address(sealed, "report/"),
        "/static/site/site.css",
    ]


def test_every_page_carries_the_headers_that_protect_it(client, key, sealed_key):
    for page in pages(key, sealed_key):
        reply = client.get(page)
        policy = reply["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert reply["X-Content-Type-Options"] == "nosniff"
        assert reply["Referrer-Policy"] == "same-origin"
        if not page.startswith("/static/"):
            assert reply["X-Frame-Options"] == "DENY"


def test_debugging_is_off_unless_asked_for():
    assert settings.DEBUG is False


def test_page_not_found_tells_nothing_about_the_site(client):
    reply = client.get("/no/such/page")
    assert reply.status_code == 404
    assert "There is no such page" in reply.content.decode()
    assert "urlconf" not in reply.content.decode().lower()


def test_strange_host_is_refused(client):
    reply = client.get("/", headers={"host": "evil.example"})
    assert reply.status_code == 400
    assert "Made-up people only" in reply.content.decode()


def test_post_that_is_too_large_is_refused(client, key):
    reply = client.post(address(key, "areas/sl/"), {"SL-1.individual": "1" * 70_000})
    assert reply.status_code == 400


def test_post_with_too_many_fields_is_refused(client, key):
    fields = {f"f{number}": "1" for number in range(300)}
    reply = client.post(
        address(key, "areas/sl/"),
        "&".join(f"{name}=1" for name in fields),
        content_type="application/x-www-form-urlencoded",
    )
    assert reply.status_code == 400


def test_file_where_none_is_asked_for_is_never_kept(client, key, tmp_path):
    file = tmp_path / "file.bin"
    file.write_bytes(b"x" * 1000)
    before = client.get(address(key, "areas/sl/")).context["form"].initial
    with file.open("rb") as handle:
        reply = client.post(address(key, "areas/sl/"), {"SL-1.individual": handle})
    assert reply.wsgi_request.FILES == {}
    assert client.get(address(key, "areas/sl/")).context["form"].initial == before


def test_failure_of_ours_is_told_in_plain_words(client, key, monkeypatch):
    monkeypatch.setattr("stature.web.responses.selectors.unanswered", lambda saved: 1 / 0)
    client.raise_request_exception = False
    reply = client.get(address(key, "check/"))
    assert reply.status_code == 500
    assert "Something went wrong here" in reply.content.decode()
    assert "ZeroDivisionError" not in reply.content.decode()


def test_log_keeps_no_key(key):
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Error", address(key, "check/")), None
    )
    line = PlainLines().format(record)
    assert key not in line
    assert "/answer/(key)/check/" in line


def test_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    folder = tmp_path / "data"
    first = load_secret_key(folder)
    assert len(first) >= 50
    assert load_secret_key(folder) == first
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert load_secret_key(tmp_path / "other") != first


def test_secret_key_in_the_environment_comes_first(tmp_path):
    environment = os.environ | {"STATURE_DATA": str(tmp_path), "STATURE_SECRET_KEY": "given"}
    code = "from stature.web.project import settings; print(settings.SECRET_KEY)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "given"
    assert not (tmp_path / "secret-key").exists()


def test_migrations_hold_every_change_of_the_models():
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_templates_of_the_report_are_not_served(client):
    assert client.get("/static/report.css").status_code == 200
    assert client.get("/static/body.html").status_code == 404
    assert client.get("/static/../core/reporting/html/body.html").status_code == 404
