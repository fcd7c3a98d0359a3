"""Answering as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class AnsweringConfig(AppConfig):
    """The way from a personal link or from one's own list to the questions."""

    name = "stature.web.answering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have answers and e-mails forget a person who is removed."""
        from stature.web.people.signals import person_removed

        person_removed.connect(_forget, dispatch_uid="answering.forget")


def _forget(person: Any, **_others: Any) -> None:
    from stature.web.answering.forgetting import forget_removed_person

    forget_removed_person(person)
