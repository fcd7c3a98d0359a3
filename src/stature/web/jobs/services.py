"""Putting jobs into the queue, and deciding on those that could not be done.

A job is a function that is named by its place and takes plain values. It may run twice, because a
worker can die after the work and before saying so: each must look first whether it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django_q.models import Task
from django_q.tasks import async_task

from stature.web.audit.services import Actor, record_event
from stature.web.jobs.selectors import find_given_up
from stature.web.jobs.words import job_in_words

LONGEST_NAME = 90


def enqueue(job: Callable[..., Any], *args: Any, group: str | None = None) -> None:
    """Have a job done in the background.

    The queue lies in the same database, so a job stands or falls with the transaction at hand.
    """
    enqueue_named(f"{job.__module__}.{job.__qualname__}", *args, group=group)


def enqueue_named(place: str, *args: Any, group: str | None = None) -> None:
    """The same for a job of an area that stands above the caller's, by its full name."""
    async_task(place, *args, group=group, task_name=place[-LONGEST_NAME:])


@transaction.atomic
def try_again(*, pk: str, actor: Actor) -> None:
    """Put a job that was given up into the queue anew. Raises Task.DoesNotExist."""
    task = _held(pk)
    async_task(task.func, *task.args, group=task.group, task_name=task.name, **task.kwargs)
    _decide("jobs.tried_again", task, actor)


@transaction.atomic
def give_up(*, pk: str, actor: Actor) -> None:
    """Remove a job that was given up, for good. Raises Task.DoesNotExist."""
    _decide("jobs.removed", _held(pk), actor)


def _held(pk: str) -> Task:
    """The job, held for this transaction, so that two clicks do one thing."""
    Task.objects.select_for_update().filter(pk=pk).first()
    return find_given_up(pk)


def _decide(action: str, task: Task, actor: Actor) -> None:
    record_event(action, actor=actor, subject=job_in_words(task.func), job=task.pk)
    task.delete()
