"""Asking for the demo to be filled. What fills it is loaded by the worker alone, for it is slow."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import transaction

from stature.core.errors import StatureError
from stature.web.demo.models import Demo
from stature.web.demo.selectors import has_others
from stature.web.jobs.services import enqueue_named

FILL: Final = "stature.web.demo.filling.fill"


class NotADemoError(StatureError):
    """The site is in use, or was not started as a demo, so nothing made up may come into it."""


@transaction.atomic
def ask_for_filling() -> None:
    """Have the demo filled by a worker. Raises NotADemoError, and then nothing has changed."""
    demo = Demo.objects.filter(pk=Demo.THE_ONE).first()
    if not settings.STATURE_DEMO:
        raise NotADemoError("this site was not started as a demo.")
    if has_others(demo):
        raise NotADemoError(
            "this site holds an organisation of its own, so it cannot be a demo.",
            remedy="Start the demo in a folder of its own: stature demo --folder FOLDER.",
        )
    demo = demo or Demo.objects.create(pk=Demo.THE_ONE)
    if not demo.is_finished:
        enqueue_named(FILL)
