"""Answering as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class AnsweringConfig(AppConfig):
    """The way from a personal link or from one's own list to the questions."""

    name = "stature.web.answering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have answers and e-mails forget a person as soon as the removal is written down."""
        post_save.connect(_recorded, sender="audit.AuditEvent", dispatch_uid="answering.removed")


def _recorded(sender: Any, instance: Any, created: bool, **_others: Any) -> None:  # noqa: ARG001
    """The area of people stands below this one, so that its audit line is what tells of it."""
    from stature.web.answering.forgetting import REMOVED, forget_removed_person
    from stature.web.people.models import Person

    if created and instance.action == REMOVED:
        number = instance.subject.removeprefix("person ")
        for person in Person.objects.filter(pk=number):
            forget_removed_person(person)
