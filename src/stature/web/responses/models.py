"""The table of responses: one row for each, with its answers as a document."""

from __future__ import annotations

from django.db import models

from stature.core.instrument.response import Answer

AnswerDocument = dict[str, dict[str, Answer]]


class PublishedDocument(models.Model):
    """A document as it was when answers pointed at it: it never changes, and it stays readable."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=40)
    document = models.TextField()

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:16]}"


class SavedResponse(models.Model):
    """One person's answers to one instrument version, kept as they come until they are sealed.

    The key that opens a response stands in its address only; the row keeps the key's hash.
    ``perspectives_asked`` is empty when all are. ``translations_used`` holds the hash of each
    translation in which an answer was given; answers in the instrument's own words add none.
    """

    key_sha256 = models.CharField(max_length=64, unique=True)
    instrument_id = models.CharField(max_length=80)
    instrument_version = models.CharField(max_length=20)
    instrument_sha256 = models.CharField(max_length=64)
    texts_sha256 = models.CharField(max_length=64, blank=True)
    sections_asked: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    perspectives_asked: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    translations_used: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    name = models.CharField(max_length=120, blank=True)
    answers: models.JSONField[AnswerDocument, AnswerDocument] = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"response {self.pk} to {self.instrument_id} {self.instrument_version}"

    @property
    def is_sealed(self) -> bool:
        """Whether the answers were sent and can no longer change."""
        return self.sealed_at is not None


class Consent(models.Model):
    """What somebody agreed to before the first question, word for word."""

    response = models.OneToOneField(SavedResponse, on_delete=models.CASCADE, related_name="consent")
    statement = models.TextField()
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"consent to {self.response}"
