"""The tables of frameworks that organisations bring, and of files that they look at first."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.models import Organisation, User

OWN: Final = "own:"
"""What the name of an organisation's own pack begins with; no bundled pack can be called so."""


class OrganisationFramework(models.Model):
    """One version of a framework of an organisation's own. It never changes once it is kept.

    ``documents`` holds the framework with the texts and roles that came with it, and ``sha256`` is
    theirs together. An archived version can no longer be chosen; rounds that are open keep it.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="frameworks"
    )
    framework_id = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    title = models.CharField(_("title"), max_length=300)
    sha256 = models.CharField(max_length=64)
    documents = models.TextField()
    kept_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    kept_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("title", "-kept_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "framework_id", "version"),
                name="a_version_of_a_framework_is_kept_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def pack_id(self) -> str:
        """What a round calls this version."""
        return f"{OWN}{self.pk}"


class FrameworkUpload(models.Model):
    """A framework that was sent and is not kept yet, with what there is to know of it.

    It is deleted once it is kept or put aside, or after a day.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    file_name = models.CharField(max_length=120)
    documents = models.TextField()
    lengths: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField()
    findings: models.JSONField[list[str], list[str]] = models.JSONField()
    n_findings = models.PositiveIntegerField()
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"framework in {self.file_name}"
