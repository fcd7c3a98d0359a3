"""The details of the audit log read as words, and every one that is recorded has some."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import stature.web
from stature.web.audit.details import (
    DETAILS,
    detail_in_words,
    subject_in_words,
    value_in_words,
)
from stature.web.audit.services import record_event

SITE = Path(stature.web.__file__).parent
RECORDERS = {"record_event", "record", "record_access", "_record", "_note"}
NO_DETAILS = {"actor", "organisation_id", "subject", "by", "round", "token", "acted"}
OF_THE_QUEUE = {"success", "result"}


def recorded_details() -> Iterator[str]:
    """The names of the details of every call that records an event."""
    for path in SITE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in RECORDERS:
                yield from (each.arg for each in node.keywords if each.arg)


def test_every_recorded_detail_has_words():
    names = set(recorded_details()) - NO_DETAILS - OF_THE_QUEUE
    assert len(names) > 15
    assert names - set(DETAILS) == set()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (["administrator", "consultant"], "Programme administrator, Consultant"),
        (True, "Yes"),
        ("2026-12-13", "13 Dec 2026"),
        ("a code without words", "a code without words"),
        (7, "7"),
    ],
)
def test_values_read_as_words(value, words):
    assert value_in_words(value) == words


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("assessment 6", "participation 6"),
        ("the system", "the system"),
        ("person Smith", "person Smith"),
        ("Service leaders, round 1", "Service leaders, round 1"),
        ("", ""),
    ],
)
def test_subjects_read_as_words(subject, words):
    assert subject_in_words(subject) == words


def test_unknown_detail_keeps_its_code():
    assert detail_in_words("strange_one") == "strange_one"


@pytest.mark.django_db
def test_page_shows_words_and_no_codes(administration, organisation):
    record_event(
        "reports.released",
        organisation_id=organisation.pk,
        subject="assessment 6",
        version=1,
        round_id=3,
    )
    page = administration.get("/o/harbour/audit/").content.decode()
    assert "participation 6" in page
    assert "Number of the round: 3" in page
    assert "round_id" not in page
