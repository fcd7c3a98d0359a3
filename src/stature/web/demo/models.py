"""The tables of the demo. On a site that is no demo they are empty."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.models import Organisation, User


class Seat(models.TextChoices):
    """As whom one can see the site: a role that has a screen."""

    PARTICIPANT = "participant", _("Participant")
    RATER = "rater", _("Rater")
    LINE_MANAGER = "line-manager", _("Line manager")
    ADMINISTRATOR = "administrator", _("Administrator")
    FACILITATOR = "facilitator", _("Facilitator")
    RESEARCHER = "researcher", _("Researcher")


class Demo(models.Model):
    """The one demo of a database: its made-up organisation, and when all of it was there."""

    THE_ONE = 1

    organisation_id: int | None

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, null=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"demo of {self.organisation}"

    @property
    def is_finished(self) -> bool:
        """Whether everything is there to be looked at."""
        return self.finished_at is not None


class MadeUpMember(models.Model):
    """A made-up person with an account: the only ones as whom the site can be seen."""

    demo = models.ForeignKey(Demo, on_delete=models.CASCADE, related_name="members")
    seat = models.CharField(max_length=20, choices=Seat, unique=True)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="made_up_member")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.user}, {self.seat}"
