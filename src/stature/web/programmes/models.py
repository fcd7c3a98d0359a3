"""The tables of programmes, rounds, assessments and assignments."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stature.core.instrument.feedback.selection import SHORT_FORM
from stature.web.accounts.models import Organisation, User
from stature.web.people.models import Person
from stature.web.responses.models import SavedResponse


class Purpose(models.TextChoices):
    """What a programme is for. It is fixed before the first person is asked."""

    DEVELOPMENT = "development", _("Development")
    DECISIONS = "decisions", _("Decisions, such as selection")


class RoundState(models.TextChoices):
    """Where a round stands."""

    DRAFT = "draft", _("Being set up")
    OPEN = "open", _("Open for answers")
    CLOSED = "closed", _("Closed")
    RELEASED = "released", _("Reports released")
    ARCHIVED = "archived", _("Archived")


class Relationship(models.TextChoices):
    """How somebody who answers stands to the participant."""

    SELF = "self", _("Self")
    MANAGER = "manager", _("Line manager")
    PEER = "peer", _("Peer")
    DIRECT_REPORT = "direct-report", _("Direct report")
    CUSTOMER = "customer", _("Customer")
    OTHER = "other", _("Other")


class Programme(models.Model):
    """A project of an organisation: one purpose, one or more rounds."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="programmes"
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    template = models.CharField(max_length=40)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, blank=True)
    purpose_locked_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title or str(_("Programme without a title"))

    @property
    def purpose_is_locked(self) -> bool:
        """Whether somebody was asked under this purpose, so that it can no longer change."""
        return self.purpose_locked_at is not None


class Round(models.Model):
    """One period of asking. The instrument is kept by its hash, so it never changes under way.

    In a round of feedback, ``role_profile`` names the role that leaders are compared with, in the
    pack; ``role_sha256`` is its hash from the opening on. The ``facilitator`` leads the talks about
    the reports.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.DRAFT)
    pack = models.CharField(max_length=80)
    instrument_sha256 = models.CharField(max_length=64, blank=True)
    texts_sha256 = models.CharField(max_length=64, blank=True)
    opens_on = models.DateField(_("first day"), null=True, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    languages: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    is_feedback = models.BooleanField(_("feedback on delivered behaviour"), default=False)
    colleagues_asked = models.BooleanField(_("colleagues are asked too"), default=False)
    rater_load = models.PositiveSmallIntegerField(
        _("how many leaders one person rates at most"), default=8
    )
    items_per_competency = models.PositiveSmallIntegerField(
        _("how many questions each competency has"), default=SHORT_FORM
    )
    asks_effectiveness = models.BooleanField(_("how well it works is asked too"), default=False)
    role_profile = models.CharField(_("role to compare with"), max_length=80, blank=True)
    role_sha256 = models.CharField(max_length=64, blank=True)
    facilitator = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="facilitated_rounds",
        verbose_name=_("facilitator"),
    )
    manager_sees_report = models.BooleanField(_("the line manager sees the report"), default=False)
    administrators_see_reports = models.BooleanField(
        _("the administrators see the reports"), default=False
    )
    release_at_once = models.BooleanField(
        _("each report is released as soon as it is ready"), default=True
    )
    first_reminder_days = models.PositiveSmallIntegerField(
        _("days before the last day: first reminder"), default=7
    )
    second_reminder_days = models.PositiveSmallIntegerField(
        _("days before the last day: second reminder"), default=2
    )
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "number"), name="rounds_of_a_programme_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return str(
            _("%(programme)s, round %(number)d")
            % {"programme": self.programme, "number": self.number}
        )

    @property
    def is_draft(self) -> bool:
        """Whether the round can still be changed."""
        return self.state == RoundState.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.state == RoundState.OPEN

    @property
    def takes_people(self) -> bool:
        """Whether participants and colleagues can be added."""
        return self.state in (RoundState.DRAFT, RoundState.OPEN)


class Assessment(models.Model):
    """One participant in one round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assessments")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assessments")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    raters_sent_at = models.DateTimeField(null=True, blank=True)
    raters_approved_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("participant__last_name", "participant__first_name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "participant"), name="a_participant_is_assessed_once_in_a_round"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} in {self.round}"


class Assignment(models.Model):
    """One person who answers about one participant: the participant, or a rater.

    The status is kept beside the answers, so that showing how far a round is never reads one.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments")
    relationship = models.CharField(max_length=15, choices=Relationship)
    response = models.OneToOneField(
        SavedResponse, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignment"
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "person"), name="a_person_answers_once_about_a_participant"
            ),
        )
        indexes = (models.Index(fields=("done_at",)),)

    def __str__(self) -> str:
        return f"{self.person} about {self.assessment}"


class AssignmentLink(models.Model):
    """A personal link to one assignment; the row keeps the hash of its key only.

    An invitation opens a form that is not yet begun. A fresh link, asked for by the person,
    goes on with one that is.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="links")
    key_sha256 = models.CharField(max_length=64, unique=True)
    is_fresh = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    @property
    def is_expired(self) -> bool:
        """Whether the link came to its end; only a fresh one does."""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    def __str__(self) -> str:
        return f"link {self.pk} to assignment {self.assignment_id}"


class Nomination(models.Model):
    """Somebody whom a participant wishes to be rated by; a rater only once it is approved."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="nominations")
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"))
    relationship = models.CharField(max_length=15, choices=Relationship)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "email"), name="a_person_is_nominated_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email


class ApprovalLink(models.Model):
    """The link by which a line manager looks at the raters of one participant; its hash only."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="approval_links"
    )
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"link {self.pk} to the raters of {self.assessment_id}"


class ReportLink(models.Model):
    """The link by which a line manager reads a report that is theirs to see; its hash only."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="report_links"
    )
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    @property
    def is_expired(self) -> bool:
        """Whether the link came to its end."""
        return self.expires_at <= timezone.now()

    def __str__(self) -> str:
        return f"link {self.pk} to the report of {self.assessment_id}"


class EndedLink(models.Model):
    """What stays of the personal link of a rater who is no longer asked: its hash only.

    It tells the rater so, and opens nothing else.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="ended_links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key_sha256 = models.CharField(max_length=64, unique=True)
    ended_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"ended link {self.pk} of {self.assessment_id}"
