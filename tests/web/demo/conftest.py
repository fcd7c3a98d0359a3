"""A demo that was filled, by the very job that a worker does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings as site
from django.db import transaction
from django.test import override_settings

from stature.web.demo.asking import ask_for_filling
from stature.web.demo.filling import fill
from stature.web.demo.models import Demo
from stature.web.demo.signing_in import BACKEND

A_DEMO = {
    "STATURE_DEMO": True,
    "AUTHENTICATION_BACKENDS": [site.AUTHENTICATION_BACKENDS[0], BACKEND],
}
NO_DEMO = {
    "STATURE_DEMO": False,
    "AUTHENTICATION_BACKENDS": [site.AUTHENTICATION_BACKENDS[0]],
}


@pytest.fixture(autouse=True)
def _in_a_demo() -> Iterator[None]:
    """As ``stature demo`` starts the site."""
    with override_settings(**A_DEMO):
        yield


@pytest.fixture(scope="module")
def filled_once(django_db_setup, django_db_blocker) -> Iterator[None]:
    """One demo for all tests of a module, for it takes seconds to make.

    Each test takes back what it changed, and the last takes back the demo.
    """
    with django_db_blocker.unblock(), override_settings(**A_DEMO), transaction.atomic():
        ask_for_filling()
        fill()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(filled_once, db) -> Demo:
    """The finished demo."""
    return Demo.objects.get()
