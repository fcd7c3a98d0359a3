"""Work on many leaders on all cores, with memory that stays flat, until somebody stops it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from types import FrameType
from typing import Generic, TypeVar

from stature.core.errors import StatureError

# Starting a worker costs more than making a few reports.
LEADERS_WORTH_A_POOL = 12
LEADERS_IN_A_TASK = 5
# Typst keeps what it has set in memory, so workers are replaced from time to time.
TASKS_OF_A_WORKER = 40
STOPS = (signal.SIGINT, signal.SIGTERM)

Order = TypeVar("Order")
About = TypeVar("About")
Done = TypeVar("Done")


@dataclass(frozen=True)
class Batch(Generic[Order, About, Done]):
    """One piece of work for each leader; ``work`` and all it takes can go to another process."""

    work: Callable[[Order, About], Done]
    order: Order
    leaders: Sequence[About]


def done_by(batch: Batch[Order, About, Done], stop: Event) -> Iterator[Done]:
    """What the work gives for each leader, as it is done; ends early once ``stop`` is set."""
    if len(batch.leaders) < LEADERS_WORTH_A_POOL:
        for about in batch.leaders:
            if stop.is_set():
                return
            yield batch.work(batch.order, about)
        return
    yield from _on_all_cores(batch, stop)


@contextmanager
def wish_to_stop() -> Iterator[Event]:
    """Set once somebody wants the work to end. A second wish ends the program at once."""
    wished = Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        wished.set()
        put_back()

    def put_back() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    before = {number: signal.signal(number, note) for number in STOPS}
    try:
        yield wished
    finally:
        put_back()


def _on_all_cores(batch: Batch[Order, About, Done], stop: Event) -> Iterator[Done]:
    """Pool after pool: one that replaces its own workers may wait for ever (CPython 115634)."""
    parts, of_a_pool = list(_parts(batch)), (os.cpu_count() or 1) * TASKS_OF_A_WORKER
    for start in range(0, len(parts), of_a_pool):
        if not stop.is_set():
            yield from _by_new_workers(parts[start : start + of_a_pool], stop)


def _by_new_workers(parts: Sequence[Batch[Order, About, Done]], stop: Event) -> Iterator[Done]:
    # Spawned, never forked: a fork after Typst was used deadlocks.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_begin_worker)
    try:
        tasks = [pool.submit(_work_on_some, part) for part in parts]
        for task in as_completed(tasks):
            if stop.is_set():
                _cancel(tasks)
            if not task.cancelled():
                yield from task.result()
    except BrokenProcessPool as error:
        raise StatureError(
            "a process that made reports has ended without a word.",
            remedy="The machine may lack memory. Finished files stay; run the command again.",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    """Leave stopping to the parent, and let Typst use this worker's own core alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("RAYON_NUM_THREADS", "1")


def _cancel(tasks: Sequence[Future[list[Done]]]) -> None:
    for task in tasks:
        task.cancel()


def _parts(batch: Batch[Order, About, Done]) -> Iterator[Batch[Order, About, Done]]:
    for start in range(0, len(batch.leaders), LEADERS_IN_A_TASK):
        leaders = batch.leaders[start : start + LEADERS_IN_A_TASK]
        yield Batch(batch.work, batch.order, leaders)


def _work_on_some(batch: Batch[Order, About, Done]) -> list[Done]:
    return [batch.work(batch.order, about) for about in batch.leaders]
