"""The table of tokens with which an organisation's own programs come."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.models import Organisation, User


class Scope(models.TextChoices):
    """What a token may be used for."""

    PEOPLE_READ = "people:read", _("Read people")
    PEOPLE_WRITE = "people:write", _("Add, change and remove people")
    ROUNDS_READ = "rounds:read", _("Read programmes, rounds and how far they are")
    RESULTS_READ = "results:read", _("Read results, as far as a round’s rule of sight allows")


class ApiToken(models.Model):
    """A token of one organisation, good for its scopes; the row keeps the hash of its key only."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(_("name"), max_length=80)
    scopes: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    key_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"API token {self.pk} ({self.name})"

    @property
    def is_good(self) -> bool:
        """Whether the token still opens something."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_names(self) -> list[str]:
        """What the token is good for, in words."""
        return [str(Scope(each).label) for each in Scope.values if each in self.scopes]
