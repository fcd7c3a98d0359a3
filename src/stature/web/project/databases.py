"""Where the data lie: SQLite in a folder by default, PostgreSQL when ``DATABASE_URL`` names it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

# A save reads the answers, adds one and writes them back: IMMEDIATE makes savers take turns.
# With NORMAL, what was committed survives the death of any process, and the disk is not waited for
# at each answer. Against a power cut, set STATURE_SQLITE_SYNCHRONOUS=FULL: a tenth of the speed.
SYNCHRONOUS = "FULL" if os.environ.get("STATURE_SQLITE_SYNCHRONOUS") == "FULL" else "NORMAL"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={SYNCHRONOUS};",
}


def database_settings(url: str, folder: Path | None) -> dict[str, Any]:
    """Django's settings of a database: the one at ``url``, else SQLite in ``folder`` or memory."""
    if url and not url.startswith("sqlite"):
        found = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
        if found["ENGINE"] == "django.db.backends.postgresql":
            found["ENGINE"] = "stature.web.project.postgresql"
            found.setdefault("OPTIONS", {}).setdefault("prepare_threshold", 0)
        return found
    name = folder / "stature.sqlite3" if folder else ":memory:"
    if url:
        name = dj_database_url.parse(url)["NAME"]
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": None,  # to open the file anew costs more than to save an answer
    }
