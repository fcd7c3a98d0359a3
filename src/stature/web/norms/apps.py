"""Norms as a Django app."""

from __future__ import annotations

from typing import Any

from stature.web.jobs.apps import AppWithSchedule


class NormsConfig(AppWithSchedule):
    """Consent to norms, versions of norms, and the jobs that make and tidy them."""

    name = "stature.web.norms"
    default = True

    def ready(self) -> None:
        """Have consent go with a person who is removed."""
        from stature.web.people.signals import person_removed

        super().ready()
        person_removed.connect(_forget, dispatch_uid="norms.forget")


def _forget(person: Any, **_others: Any) -> None:
    from stature.web.norms.joining import forget_person

    forget_person(person)
