"""What many tests need: the database, the bundled profile, its people, and the shared data."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.texts import ReportTexts
from stature.packs import Pack, find_pack, made_up_responses
from stature.web.project.databases import database_settings
from tests.databases import SERVER, TemporaryPostgres, settings_of, wants_postgresql

PROJECT = Path(__file__).parent.parent
STARTED = pytest.StashKey[TemporaryPostgres]()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than there are processors: tests often wait, for a browser or a process."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at the database of this run; tests/databases.py says which."""
    named = os.environ.pop("DATABASE_URL", "")  # programs that tests start keep their own data
    if wants_postgresql():
        _use_database(settings_of(_server(config, named), _xdist_worker(config)))
    else:
        _use_database(database_settings("", None))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that this run started."""
    if started := config.stash.get(STARTED, None):
        started.stop()
        os.environ.pop(SERVER, None)


def pytest_report_header(config: pytest.Config) -> str:
    """Name the database at the top of the run."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


def _server(config: pytest.Config, named: str) -> str:
    """The server's address: an xdist worker finds it in the environment of the run."""
    if SERVER not in os.environ and not named:
        config.stash[STARTED] = server = TemporaryPostgres()
        server.start()
        named = server.url
    return os.environ.setdefault(SERVER, named)


def _xdist_worker(config: pytest.Config) -> str:
    return getattr(config, "workerinput", {}).get("workerid", "")


def _use_database(chosen: dict[str, Any]) -> None:
    """Put the choice where Django has already looked once."""
    default = settings.DATABASES["default"]
    default.clear()
    default.update(chosen)
    connections.configure_settings(settings.DATABASES)
    if hasattr(connections._connections, "default"):
        del connections["default"]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return find_pack("service-commitment")


@pytest.fixture(scope="session")
def instrument(pack: Pack) -> Instrument:
    return pack.instrument


@pytest.fixture(scope="session")
def texts(pack: Pack) -> ReportTexts:
    return pack.report_texts


@pytest.fixture(scope="session")
def leader() -> Response:
    """The made-up leader with fourteen items for coaching."""
    return made_up_responses()[0]


@pytest.fixture(scope="session")
def sample_answers() -> Path:
    path = PROJECT.parent / "shared" / "data" / "profile-sample-answers.csv"
    if not path.is_file():
        pytest.skip("the shared data are not beside this checkout")
    return path
