"""Whether the site can do its work: database, tables, queue.

A queue that stands still is told and does not make the site unready: people can still answer, and
a proxy that took the site away for it would stop them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from stature.web.jobs.selectors import queue_counts

LONGEST_WAIT_SECONDS: Final = 15 * 60


@dataclass(frozen=True)
class Check:
    """One look at one part of the site."""

    name: str
    problem: str = ""
    is_vital: bool = True

    @property
    def stops_the_site(self) -> bool:
        """Whether nobody should be sent here."""
        return self.is_vital and bool(self.problem)


def readiness() -> list[Check]:
    """What was looked at, and what is wrong with it, in words without anything private."""
    database = Check("database", _problem(_database))
    tables = Check("tables", "" if database.problem else _problem(_tables))
    if database.problem or tables.problem:
        return [database, tables]
    return [database, tables, Check("jobs", _problem(_queue), is_vital=False)]


def _problem(look: Callable[[], str]) -> str:
    try:
        return look()
    except DatabaseError:
        return "The database does not answer."


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _tables() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} changes of the tables are still to be made." if waiting else ""


def _queue() -> str:
    seconds = queue_counts().oldest_due_seconds
    if seconds <= LONGEST_WAIT_SECONDS:
        return ""
    return f"The oldest job has waited for {seconds / 60:.0f} minutes: is a worker running?"
