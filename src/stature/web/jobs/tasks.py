"""Jobs of the queue itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.core.management import call_command
from django.utils import timezone
from django_q.models import Success

DONE_JOBS_KEPT: Final = timedelta(days=7)


def tidy() -> None:
    """Forget jobs that were done a week ago, and sessions that have ended."""
    Success.objects.filter(stopped__lt=timezone.now() - DONE_JOBS_KEPT).delete()
    call_command("clearsessions")
