"""What the log holds, and what it must never hold."""

from __future__ import annotations

import json
import logging
import logging.config
import sys
import time

import pytest
from django.core import signing

from stature.web.operations.log_settings import JsonLines, PlainLines, log_settings

KEY = "Zk3v9-abcdefghijklmnopqrstuvwxyz"


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("stature.x", logging.INFO, "x.py", 1, message, args, None)
    made.__dict__.update(extra)
    return made


@pytest.mark.parametrize("form", [PlainLines, JsonLines])
@pytest.mark.parametrize(
    "private",
    [f"/a/{KEY}/", f"/join/{KEY}/", f"?key={KEY}", "ada@harbour.example", "<ada@b.example>"],
)
def test_keys_and_addresses_are_taken_out(form, private):
    line = form().format(record("Not Found: %s", private))
    assert KEY not in line
    assert "ada" not in line
    assert "Not Found" in line


@pytest.mark.parametrize("form", [PlainLines, JsonLines])
@pytest.mark.parametrize(
    "key",
    [
        signing.dumps(7),
        signing.dumps(["ada"] * 99, compress=True),
        f"{KEY}.{KEY}.{KEY}",
        f"1a-{KEY}",
    ],
    ids=["signed", "signed, compressed", "with dots", "of a new password"],
)
def test_nothing_of_a_signed_key_is_left(form, key):
    line = form().format(record("Not Found: %s", f"/accounts/confirm-email/{key}/?next=/"))
    assert "Not Found: /accounts/confirm-email/(key)/?next=/" in line


@pytest.mark.parametrize(
    "harmless", ["http://stature.harbour.example:8000/people/", "/lib/python3.11/a_b1.py"]
)
def test_what_is_no_key_stays(harmless):
    assert harmless in PlainLines().format(record("%s", harmless))


@pytest.mark.parametrize("part", ["a", "a.", "/", f"/{KEY[:15]}", "a:", "=a-b", "@a", "a@"])
def test_long_line_takes_no_long_time(part):
    start = time.thread_time()
    PlainLines().format(record((part * 20_000)[:20_000]))
    assert time.thread_time() - start < 1


@pytest.mark.parametrize("form", [PlainLines, JsonLines])
def test_error_is_told_by_kind_and_place_without_its_words(form):
    made, words = record("it failed"), "something private"
    try:
        int(words)
    except ValueError:
        made.exc_info = sys.exc_info()
    line = form().format(made)
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert words not in line


def test_json_line_holds_the_fields_of_a_request():
    line = json.loads(JsonLines().format(record("GET home", method="GET", status=200, secret="x")))
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert "secret" not in line


def test_every_request_gets_a_number_and_a_line_without_its_address(
    client, db, caplog, monkeypatch
):
    monkeypatch.setattr(logging.getLogger("stature"), "propagate", True)
    with caplog.at_level("INFO", "stature.requests"):
        answer = client.get(f"/answer/{KEY}/")
    assert len(answer["X-Request-ID"]) == 32
    told = {each.message for each in caplog.records if each.name == "stature.requests"}
    assert told == {"GET responses:resume 404"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [("proxy-1234", True), ("short", False), ("a" * 65, False), ("x y z 1 2 3", False)],
)
def test_number_of_a_proxy_is_kept_when_it_is_harmless(client, given, kept):
    answer = client.get("/health/live", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is kept


def test_errors_only_unless_more_is_asked_for():
    assert log_settings({})["loggers"]["stature"]["level"] == "ERROR"
    assert log_settings({"STATURE_LOG": "json"})["loggers"]["stature"]["level"] == "INFO"
    logging.config.DictConfigurator(log_settings({"STATURE_LOG_LEVEL": "debug"}))
