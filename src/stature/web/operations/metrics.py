"""Figures for Prometheus: requests, and how the queue stands.

Several web processes share their figures through files in ``PROMETHEUS_MULTIPROC_DIR``, which
``stature serve`` sets. The figures of the queue come from the database as they are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from stature.web.jobs.selectors import queue_counts

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
QUEUE_FIGURES: Final = {
    "due": "Jobs that could be done now.",
    "later": "Jobs in work or waiting for the next try.",
    "given_up": "Jobs that failed at every try.",
    "oldest_due_seconds": "How long the oldest job that is due has been waiting.",
}
OURS: Final = CollectorRegistry()
REQUESTS: Final = Counter(
    "stature_requests", "Requests answered.", ("view", "method", "status"), registry=OURS
)
SECONDS: Final = Histogram(
    "stature_request_seconds", "Seconds to answer.", ("view",), buckets=BUCKETS, registry=OURS
)


class QueueCollector(Collector):
    """The figures of the queue at this moment."""

    def collect(self) -> Iterator[Metric]:
        """One figure after the other."""
        counts = asdict(queue_counts())
        for name, words in QUEUE_FIGURES.items():
            yield GaugeMetricFamily(f"stature_jobs_{name}", words, value=counts[name])


def metrics_page() -> bytes:
    """All figures in Prometheus' text form."""
    queue = CollectorRegistry()
    queue.register(QueueCollector())
    return generate_latest(_requests()) + generate_latest(queue)


def _requests() -> CollectorRegistry:
    """The figures of this process, or of all web processes together."""
    if not os.environ.get(FOLDER):
        return OURS
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together
