"""Taking jobs out of the queue, and saying how they ended.

The queue, the kept results and the schedules are django-q2's. Its cluster is not used: it passes
jobs to its workers through a pipe whose lock dies with a killed worker, and then nothing is done
any more (docs/decisions/0007-own-worker-loop.md). Here each worker takes its job from the database.

A job that is taken is out of sight for ``retry`` seconds. If its worker dies it comes into sight
again. Each try is counted as it begins, so that a job that kills its worker is given up as well.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.core.signing import BadSignature
from django.db import connection, transaction
from django.utils import timezone
from django_q.models import OrmQ, Task
from django_q.signing import SignedPackage

LOG = logging.getLogger("stature.jobs")
UNREADABLE_WAIT: Final = timedelta(hours=1)
WORKER_DIED: Final = "WorkerDied"


@dataclass(frozen=True)
class Job:
    """A job in a worker's hands: its place in the queue, what is to be done, which try this is."""

    row: int
    package: dict[str, Any]
    attempt: int

    @property
    def place(self) -> str:
        """The function that does the job, by its full name."""
        return str(self.package["func"])


def take_job() -> Job | None:
    """Take the job that has waited longest, if there is one."""
    return _take() if _due().exists() else None


@transaction.atomic
def finish_job(job: Job) -> None:
    """Note that the job is done, and take it out of the queue."""
    _note(job, success=True, result=None)
    OrmQ.objects.filter(pk=job.row).delete()


@transaction.atomic
def fail_job(job: Job, reason: str) -> bool:
    """Note why the job failed. Answers whether it will be tried again."""
    _note(job, success=False, result=reason)
    waiting = OrmQ.objects.filter(pk=job.row)
    if job.attempt > len(settings.JOB_WAITS):
        waiting.delete()
        return False
    waiting.update(lock=timezone.now() + timedelta(seconds=settings.JOB_WAITS[job.attempt - 1]))
    return True


@transaction.atomic
def _take() -> Job | None:
    can_skip = connection.features.has_select_for_update_skip_locked
    row = _due().select_for_update(skip_locked=can_skip).order_by("lock", "pk").first()
    return _begin(row) if row else None


def _begin(row: OrmQ) -> Job | None:
    try:
        package = SignedPackage.loads(row.payload)
    except (BadSignature, TypeError):
        LOG.error("job %s cannot be read: was the secret key changed?", row.pk)
        OrmQ.objects.filter(pk=row.pk).update(lock=timezone.now() + UNREADABLE_WAIT)
        return None
    job = Job(row.pk, package, _attempts(package) + 1)
    if job.attempt > len(settings.JOB_WAITS) + 1:
        row.delete()
        return None
    _note(job, success=False, result=WORKER_DIED)
    hidden = timedelta(seconds=settings.Q_CLUSTER["retry"])
    OrmQ.objects.filter(pk=row.pk).update(lock=timezone.now() + hidden)
    return job


def _due() -> Any:
    return OrmQ.objects.filter(key=settings.Q_CLUSTER["name"], lock__lte=timezone.now())


def _attempts(package: dict[str, Any]) -> int:
    counted = Task.objects.filter(pk=package["id"]).values_list("attempt_count", flat=True)
    return counted.first() or 0


def _note(job: Job, *, success: bool, result: str | None) -> None:
    """Keep how the job stands. What it was given stays, so that it can be tried again."""
    package = job.package
    Task.objects.update_or_create(
        pk=package["id"],
        defaults={
            "name": package["name"],
            "func": job.place,
            "args": package["args"],
            "kwargs": package["kwargs"],
            "group": package.get("group"),
            "started": package["started"],
            "stopped": timezone.now(),
            "success": success,
            "result": result,
            "attempt_count": job.attempt,
        },
    )
