"""Where the data lie: SQLite in a folder by default, PostgreSQL when ``DATABASE_URL`` names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

# A save reads the answers, adds one and writes them back: IMMEDIATE makes savers take turns.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database_settings(url: str, folder: Path | None) -> dict[str, Any]:
    """Django's settings of a database: the one at ``url``, else SQLite in ``folder`` or memory."""
    if url and not url.startswith("sqlite"):
        return dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    name = folder / "stature.sqlite3" if folder else ":memory:"
    if url:
        name = dj_database_url.parse(url)["NAME"]
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": SQLITE_OPTIONS}
