"""The worker: takes one job after the other until it is told to stop.

It may be killed at any moment. The job at hand comes into sight again after ``retry`` seconds, and
whoever started the worker starts another one.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import pydoc
import signal
import sys
import time
import traceback
from collections.abc import Callable
from threading import Event
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django_q.exceptions import TimeoutException
from django_q.scheduler import scheduler
from django_q.timeout import TimeoutHandler

from stature.web.jobs.queue import Job, fail_job, finish_job, take_job

LOG = logging.getLogger("stature.jobs")
SECONDS_BETWEEN_SCHEDULES: Final = 30
SECONDS_AFTER_TROUBLE: Final = 2
GRACE: Final = 30


class Worker:
    """Takes jobs until it is stopped, or until the process that started it is gone."""

    def __init__(self, *, parent: int | None = None) -> None:
        """``parent`` is the process without which this one has no reason to be."""
        self.parent = parent
        self.stopped = Event()
        self.next_schedules = 0.0

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; the job at hand is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopped.set())
        while not self._should_stop():
            if not self._once(self._step):
                self.stopped.wait(settings.Q_CLUSTER["poll"])

    def _should_stop(self) -> bool:
        orphaned = self.parent is not None and os.getppid() != self.parent
        return orphaned or self.stopped.is_set()

    def _once(self, step: Callable[[], Any]) -> Any:
        """Do a step. A database that is away is waited for: what is queued there is not lost."""
        try:
            close_old_connections()
            return step()
        except DatabaseError as error:
            LOG.error("the database is away: %s", type(error).__name__)
            connections.close_all()
            self.stopped.wait(SECONDS_AFTER_TROUBLE)
            return None

    def _step(self) -> bool:
        """Look at the schedules when it is time, then do one job. Says whether there was one."""
        if time.monotonic() >= self.next_schedules:
            self.next_schedules = time.monotonic() + SECONDS_BETWEEN_SCHEDULES
            scheduler()
        job = take_job()
        if job:
            do_job(job)
        return job is not None


def do_job(job: Job) -> None:
    """Do a job and note how it ended. The log names what went wrong and where, never the values."""
    try:
        _call(job)
    except (Exception, TimeoutException) as error:
        if isinstance(error, DatabaseError):
            connections.close_all()
        again = fail_job(job, type(error).__name__)
        LOG.error(
            "job %s failed at try %d with %s, %s\n%s",
            job.place,
            job.attempt,
            type(error).__name__,
            "to be tried again" if again else "given up",
            "".join(traceback.format_tb(error.__traceback__)).rstrip(),
        )
    else:
        finish_job(job)
        LOG.info("job %s done at try %d", job.place, job.attempt)


def _call(job: Job) -> None:
    """Call the job's function, within its time.

    A function that hangs where no exception reaches it ends with this whole process.
    """
    function = pydoc.locate(job.place)
    if not callable(function):
        raise LookupError(job.place)
    seconds = settings.Q_CLUSTER["timeout"]
    watched = _has_descriptor(sys.stderr)
    if watched:
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True)
    try:
        with TimeoutHandler(seconds):
            function(*job.package["args"], **job.package["kwargs"])
    finally:
        if watched:
            faulthandler.cancel_dump_traceback_later()


def _has_descriptor(stream: Any) -> bool:
    try:
        stream.fileno()
    except (AttributeError, OSError, ValueError):
        return False
    return True
