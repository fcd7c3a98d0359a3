"""The tables of messages and of the links that stop them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.models import User
from stature.web.people.models import Person
from stature.web.programmes.models import Assignment, Round


class MessageKind(models.TextChoices):
    """Why a message is sent."""

    INVITATION = "invitation", _("Invitation")
    REMINDER = "reminder", _("Reminder")
    FRESH_LINK = "fresh-link", _("Fresh link")
    REPORT_READY = "report-ready", _("Report ready")
    APPROVAL = "approval", _("Raters to approve")
    SENT_BACK = "sent-back", _("Raters to look at again")
    RATERS_APPROVED = "raters-approved", _("Raters approved")
    REPORT_TO_MANAGER = "report-to-manager", _("Report for the line manager")


class MessageStatus(models.TextChoices):
    """What became of a message. Each follows from the times that the row keeps."""

    WANTED = "wanted", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    BOUNCED = "bounced", _("Came back")
    FAILED = "failed", _("Could not be sent")
    OPTED_OUT = "opted-out", _("Wants no e-mails")


class Message(models.Model):
    """One e-mail to one person: wanted, sent, bounced or given up. Its text is not kept.

    The text holds a personal link, of which only the hash may be kept; it is made at sending.
    Before ``try_after`` nobody sends it: a worker that takes it, and a failure that will be tried
    again, both put that time off.
    """

    kind = models.CharField(max_length=20, choices=MessageKind)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    number = models.PositiveSmallIntegerField(default=1)
    message_id = models.CharField(max_length=120, blank=True, db_index=True)
    address = models.EmailField(blank=True)
    wanted_at = models.DateTimeField(default=timezone.now)
    try_after = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    opted_out_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-wanted_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "assignment", "number"), name="a_message_is_sent_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.person}"

    @property
    def status(self) -> MessageStatus:
        """What became of the message."""
        if self.bounced_at:
            return MessageStatus.BOUNCED
        if self.failed_at:
            return MessageStatus.FAILED
        if self.opted_out_at:
            return MessageStatus.OPTED_OUT
        return MessageStatus.SENT if self.sent_at else MessageStatus.WANTED

    @property
    def status_at(self) -> datetime:
        """Since when the message has its status."""
        times = (self.bounced_at, self.failed_at, self.opted_out_at, self.sent_at)
        return next(filter(None, times), self.wanted_at)


class StopLink(models.Model):
    """A link, one in each e-mail, by which a person stops all further ones.

    The row keeps the hash of its key only.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stop_links")
    key_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"stop link {self.pk} of {self.person}"


class ListsLetter(models.Model):
    """The e-mail that tells an administrator of lists of raters that no line manager looks at.

    One for each time that such lists begin to wait in a round: ``waiting_since`` is when the oldest
    was sent. It goes to an account, and so it is no ``Message``.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lists_letters")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    waiting_since = models.DateTimeField()
    message_id = models.CharField(max_length=120)
    try_after = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "user", "waiting_since"),
                name="an_administrator_is_told_once_of_lists",
            ),
        )

    def __str__(self) -> str:
        return f"letter on lists of {self.round}"


class FacilitatorLetter(models.Model):
    """The e-mail that tells a round's facilitator of packs: one for each release of its reports.

    It goes to an account, and so it is no ``Message``. Before ``try_after`` no worker sends it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="facilitator_letters")
    release = models.PositiveIntegerField()
    message_id = models.CharField(max_length=120)
    try_after = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "release"), name="a_facilitator_is_told_once_of_a_release"
            ),
        )

    def __str__(self) -> str:
        return f"letter on release {self.release} of {self.round}"
