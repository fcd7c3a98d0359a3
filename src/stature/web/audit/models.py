"""The table of audit events."""

from __future__ import annotations

from typing import Any

from django.db import models


class AuditEvent(models.Model):
    """One access or change that matters. Written once: it cannot be changed or deleted.

    People are named by number alone. ``organisation_id`` and ``actor_id`` are plain numbers, so
    that the log outlives what it tells of; ``actor`` says who acted without an account.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    organisation_id = models.BigIntegerField(null=True, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=200, blank=True)
    details: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.action} {self.subject}".strip()

    @property
    def who(self) -> str:
        """Who acted, without a name: a user by number."""
        return self.actor or f"user {self.actor_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new event. Raises TypeError for an event that is there already."""
        if self.pk is not None:
            raise TypeError("An audit event cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises TypeError: the log only grows."""
        raise TypeError("An audit event cannot be deleted.")
