"""What tests of the site have in common: a database in a file, and responses at each stage."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from stature.web.responses import selectors, services
from stature.web.responses.models import SavedResponse


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A file, as in use: a database in memory would hide what happens when two save at once."""
    folder = tmp_path_factory.mktemp("database")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture
def key(db) -> str:
    """A response to one area, nothing answered yet."""
    return services.start_response(sections=["SL"], name="Asha")


@pytest.fixture
def sealed_key(key: str) -> str:
    """A response that was sent with one answer in it."""
    services.save_answer(key=key, item="SL-1", perspective="individual", answer=2)
    services.seal_response(key=key)
    return key


@pytest.fixture
def strict_client() -> Client:
    """A client that must bring its token with each post, as a browser must."""
    return Client(enforce_csrf_checks=True)


def saved(key: str) -> SavedResponse:
    """The row behind a key."""
    return selectors.find_response(key)


def address(key: str, rest: str) -> str:
    """The address of a page of one response."""
    return f"/answer/{key}/{rest}"
