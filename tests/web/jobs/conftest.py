"""The queue, and somebody who runs the site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ, Task

from stature.web.accounts.models import User
from stature.web.jobs import services
from stature.web.jobs.queue import take_job
from stature.web.jobs.worker import do_job
from tests.web.conftest import client_of
from tests.web.jobs import deeds


@pytest.fixture
def site_staff(db) -> Client:
    """The browser of somebody who runs the site and has no role in any organisation."""
    return client_of(User.objects.create_user("ops@site.example", is_staff=True))


@pytest.fixture
def given_up(db) -> Task:
    """A job that failed at every try."""
    services.enqueue(deeds.refuse, "secret words", group="letters")
    for _ in range(5):
        work()
    return Task.objects.get()


def work() -> bool:
    """Do one job as a worker does, without waiting for its time."""
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))
    job = take_job()
    if job:
        do_job(job)
    return job is not None
