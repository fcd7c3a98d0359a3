"""Reading the queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min, QuerySet
from django.utils import timezone
from django_q.models import Failure, OrmQ, Success, Task

from stature.web.jobs.words import job_in_words, reason_in_words


@dataclass(frozen=True)
class QueueCounts:
    """How many jobs stand where, and how long the oldest has been due, in seconds."""

    due: int
    later: int
    given_up: int
    done: int
    oldest_due_seconds: float


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up, in words."""

    task: Task

    @property
    def label(self) -> Any:
        """What was to be done."""
        return job_in_words(self.task.func)

    @property
    def reason(self) -> Any:
        """Why it could not be done."""
        return reason_in_words(str(self.task.result))


def queue_counts() -> QueueCounts:
    """The figures of the queue. Jobs in work and jobs to be tried again count as ``later``."""
    now = timezone.now()
    waiting = OrmQ.objects.filter(key=settings.Q_CLUSTER["name"])
    due = waiting.filter(lock__lte=now)
    oldest = due.aggregate(oldest=Min("lock"))["oldest"]
    return QueueCounts(
        due=due.count(),
        later=waiting.filter(lock__gt=now).count(),
        given_up=given_up().count(),
        done=Success.objects.count(),
        oldest_due_seconds=(now - oldest if oldest else timedelta()).total_seconds(),
    )


def given_up() -> QuerySet[Task]:
    """The jobs that failed at every try, the latest first."""
    return Failure.objects.filter(attempt_count__gte=_tries()).order_by("-stopped", "pk")


def was_given_up(job: Callable[..., Any], number: int) -> bool:
    """Whether a job about the row with this number, its first value, failed at every try."""
    failed = given_up().filter(func=f"{job.__module__}.{job.__qualname__}")
    return any(task.args and task.args[0] == number for task in failed)


def find_given_up(pk: str) -> Task:
    """One of them. Raises Task.DoesNotExist."""
    return given_up().get(pk=pk)


def _tries() -> int:
    return len(settings.JOB_WAITS) + 1
