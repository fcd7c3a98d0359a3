"""The tables of norms: versions that were made, and what leaders agreed to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models

from stature.web.accounts.models import Organisation, User
from stature.web.programmes.models import Assessment

if TYPE_CHECKING:
    from stature.core.scoring.feedback import FeedbackNorms


class NormVersion(models.Model):
    """Norms of one questionnaire as they were made: counts of scores in tenths, and no leader.

    A version never changes. ``leaders`` are all that it counts, ``new_leaders`` those who are not
    in the version before. One version of a questionnaire may be in use.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="norms")
    instrument_sha256 = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    document = models.TextField()
    leaders = models.PositiveIntegerField()
    new_leaders = models.PositiveIntegerField()
    made_up = models.BooleanField(default=False)
    is_used = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "instrument_sha256", "number"),
                name="versions_of_norms_are_numbered",
            ),
            models.UniqueConstraint(
                fields=("organisation", "instrument_sha256"),
                condition=models.Q(is_used=True),
                name="one_version_of_norms_is_used",
            ),
        )

    def __str__(self) -> str:
        return f"norms {self.number} of {self.instrument_sha256[:8]}"

    @cached_property
    def norms(self) -> FeedbackNorms:
        """The norms themselves."""
        from stature.core.scoring.feedback import FeedbackNorms  # slow to load, and seldom needed

        return FeedbackNorms.model_validate_json(self.document)


class NormConsent(models.Model):
    """That a leader lets the results of one round join norms, with the exact words that they read.

    ``version`` is the first one that counts them; until there is one, consent can be taken back.
    """

    assessment = models.OneToOneField(
        Assessment, on_delete=models.CASCADE, related_name="norm_consent"
    )
    statement = models.TextField()
    language = models.CharField(max_length=20, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    version = models.ForeignKey(
        NormVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="consents"
    )

    def __str__(self) -> str:
        return f"consent to norms, {self.assessment_id}"
