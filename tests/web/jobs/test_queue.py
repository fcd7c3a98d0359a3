"""What becomes of a job: done, tried again, given up."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Task
from django_q.scheduler import scheduler

from stature.web.jobs import schedule, selectors, services, tasks
from stature.web.jobs.queue import WORKER_DIED, finish_job, take_job
from stature.web.jobs.worker import do_job
from tests.web.jobs import deeds
from tests.web.jobs.conftest import work

pytestmark = pytest.mark.django_db


def test_job_is_done_once_and_leaves_the_queue(tmp_path):
    services.enqueue(deeds.write, str(tmp_path / "file"))
    assert work()
    assert not work()
    assert (tmp_path / "file").read_text() == "done\n"
    assert selectors.queue_counts().done == 1


def test_job_falls_with_the_change_that_asked_for_it():
    with transaction.atomic():
        services.enqueue(deeds.write, "nowhere")
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()


def test_longest_waiting_job_comes_first(tmp_path):
    for line in ("first", "second"):
        services.enqueue(deeds.write, str(tmp_path / "file"), line)
    now = timezone.now()
    OrmQ.objects.filter(pk=OrmQ.objects.earliest("pk").pk).update(lock=now - timedelta(seconds=9))
    do_job(take_job())
    assert (tmp_path / "file").read_text() == "first\n"


def test_job_in_work_is_out_of_sight_until_its_worker_must_be_dead(settings):
    services.enqueue(deeds.write, "nowhere")
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))
    assert take_job()
    assert take_job() is None
    hidden = OrmQ.objects.get().lock - timezone.now()
    assert timedelta(seconds=settings.JOB_SECONDS) < hidden


def test_failed_job_waits_longer_after_each_try_and_is_then_given_up(settings):
    settings.JOB_WAITS = [60, 600]
    services.enqueue(deeds.refuse, "secret")
    waits = []
    while work():
        waits += [
            round((row.lock - timezone.now()).total_seconds(), -1) for row in OrmQ.objects.all()
        ]
    assert waits == [60, 600]
    assert not OrmQ.objects.exists()
    assert selectors.given_up().count() == 1


def test_job_that_succeeds_at_a_later_try_is_not_among_those_given_up(tmp_path):
    services.enqueue(deeds.write, str(tmp_path / "missing" / "file"))
    work()
    (tmp_path / "missing").mkdir()
    work()
    assert Task.objects.get().success
    assert selectors.queue_counts().given_up == 0


def test_job_that_takes_too_long_is_stopped(settings):
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "timeout": 1}
    services.enqueue(deeds.sleep, 30)
    work()
    assert Task.objects.get().result == "TimeoutException"


def test_job_that_nobody_knows_fails_and_says_so():
    services.async_task("stature.web.no_such.place", task_name="x")
    work()
    assert Task.objects.get().result == "LookupError"


def test_job_that_kills_its_worker_is_given_up_after_as_many_tries(settings):
    settings.JOB_WAITS = [1]
    services.enqueue(deeds.write, "nowhere")
    for _ in range(2):
        OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))
        assert take_job()  # and the worker dies
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))
    assert take_job() is None
    assert not OrmQ.objects.exists()
    assert selectors.given_up().get().result == WORKER_DIED


def test_job_signed_with_another_key_stays_in_the_queue():
    services.enqueue(deeds.write, "nowhere")
    OrmQ.objects.update(payload="forged", lock=timezone.now() - timedelta(seconds=1))
    assert take_job() is None
    assert OrmQ.objects.get().lock > timezone.now()


def test_failure_is_kept_and_logged_without_its_words(monkeypatch, caplog):
    monkeypatch.setattr(logging.getLogger("stature"), "propagate", True)
    services.enqueue(deeds.refuse, "secret words")
    work()
    assert Task.objects.get().result == "ConnectionRefusedError"
    assert "failed at try 1 with ConnectionRefusedError" in caplog.text
    assert "deeds.py" in caplog.text
    assert "secret words" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_schedule_puts_its_job_into_the_queue():
    Schedule.objects.all().delete()
    schedule.schedule_jobs()
    schedule.schedule_jobs()
    scheduler()
    assert [row.func() for row in OrmQ.objects.all()] == [schedule.TIDY]
    assert Schedule.objects.get().next_run > timezone.now()


def test_tidying_forgets_old_jobs_that_were_done_and_keeps_failures(given_up, tmp_path):
    services.enqueue(deeds.write, str(tmp_path / "file"))
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))
    finish_job(take_job())
    Task.objects.update(stopped=timezone.now() - timedelta(days=8))
    tasks.tidy()
    assert list(Task.objects.all()) == [given_up]
