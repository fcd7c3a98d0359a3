"""The tables of released reports."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.models import User
from stature.web.people.models import Person
from stature.web.programmes.models import Assessment, Round


class Release(models.Model):
    """One release of a round's reports, made in the background."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    started_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="releases_are_numbered"),
        )

    def __str__(self) -> str:
        return f"release {self.number} of {self.round}"


class ReleasedReport(models.Model):
    """A report as it was released: its inputs, its rule and texts by hash, and what was made.

    It never changes. A new release makes a new one with the next version. ``inputs`` hold the
    colleagues' area totals without any link to a colleague, and are never shown or downloaded.
    ``changed`` names what is other than in the version before.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reports")
    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, null=True, blank=True, related_name="reports"
    )
    version = models.PositiveIntegerField()
    inputs: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    inputs_sha256 = models.CharField(max_length=64)
    instrument_sha256 = models.CharField(max_length=64)
    texts_sha256 = models.CharField(max_length=64)
    changed: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    scores: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    html = models.TextField()
    plain_text = models.TextField(blank=True)
    pdf = models.BinaryField()
    released_at = models.DateTimeField(auto_now_add=True)
    first_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "version"), name="versions_of_a_report_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return f"report {self.version} on {self.assessment}"


class ReleaseOutcome(models.TextChoices):
    """What became of one participant's report in a release."""

    WAITING = "waiting", _("Waiting")
    MADE = "made", _("Made")
    UNCHANGED = "unchanged", _("Unchanged")
    NOT_READY = "not-ready", _("No longer ready")
    FAILED = "failed", _("Could not be made")


class ReleaseEntry(models.Model):
    """One participant whose report a release makes."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="entries")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(
        max_length=10, choices=ReleaseOutcome, default=ReleaseOutcome.WAITING
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("release", "assessment"), name="a_release_makes_a_report_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment} in {self.release}"


class ReportShare(models.Model):
    """A participant's leave for the line manager to read a report; it ends when taken back.

    It is given to one person: a later line manager needs a new one.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="share")
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    shared_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"share of {self.assessment} with {self.manager}"


class ReleasedFeedback(models.Model):
    """What was released of one leader's feedback: every figure that may be known, for good.

    ``result`` and ``comments`` hold what readers may see. ``disclosure_release`` and
    ``comment_pool`` name raters by number: they are given back when the round is scored again,
    and are never shown or downloaded. ``inputs_sha256`` and ``counted``, the hash of each rating
    by its rater, tell whether anything is new.
    ``result_version`` says in which form ``result`` was kept; ``left_out`` counts the ratings and
    answers that could not stand, by reason.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="released_feedback"
    )
    release = models.ForeignKey(Release, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField()
    instrument_sha256 = models.CharField(max_length=64)
    inputs_sha256 = models.CharField(max_length=64)
    result: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    comments: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    result_version = models.PositiveSmallIntegerField(default=1)
    left_out: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    disclosure_release: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    comment_pool: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    counted: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    released_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "version"), name="versions_of_feedback_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return f"feedback {self.version} on {self.assessment}"


class FacilitatorPack(models.Model):
    """The same report with what its facilitator needs for the talk; made beside it, for good."""

    report = models.OneToOneField(ReleasedReport, on_delete=models.CASCADE, related_name="pack")
    html = models.TextField()
    pdf = models.BinaryField()

    def __str__(self) -> str:
        return f"pack of {self.report}"


class GroupOutcome(models.TextChoices):
    """What became of a group report that was asked for."""

    WAITING = "waiting", _("It is being made.")
    MADE = "made", _("It was made.")
    UNCHANGED = "unchanged", _("Nothing is new since the last one, so it stays as it is.")
    TOO_FEW = "too-few", _("Fewer than five leaders have a released report.")
    HELD_BACK = (
        "held-back",
        _(
            "It waits. Beside the last one it would tell about fewer than five leaders. "
            "It can be made when more leaders have a new report."
        ),
    )
    FAILED = "failed", _("It could not be made. The log of the site says why.")


class GroupRelease(models.Model):
    """One time that reports on a round's leaders together were asked for.

    ``basis`` holds what was told of whom, without names, once it was made: the next one passes
    through the same control. It is never shown or downloaded.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="group_releases")
    number = models.PositiveIntegerField()
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=GroupOutcome, default=GroupOutcome.WAITING)
    basis: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="group_releases_are_numbered"),
        )

    def __str__(self) -> str:
        return f"group release {self.number} of {self.round}"


class ReleasedGroupReport(models.Model):
    """The report on leaders together, of a whole round or one of its teams. It never changes."""

    release = models.ForeignKey(GroupRelease, on_delete=models.CASCADE, related_name="reports")
    selection = models.CharField(max_length=200)
    html = models.TextField()
    pdf = models.BinaryField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"group report on {self.selection}"
