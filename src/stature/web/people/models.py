"""The tables of people and of imports."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.models import Organisation, User

Document = dict[str, Any]


class PeopleThere(models.Manager["Person"]):
    """The people who were not removed. What points at a removed person still finds the row."""

    def get_queryset(self) -> models.QuerySet[Person]:
        """Leave out the people who were removed."""
        return super().get_queryset().filter(removed_at=None)


class Person(models.Model):
    """Somebody known to an organisation: a participant, a rater or both. Needs no account.

    ``identifier`` is the organisation's own, such as a staff number. A person who takes part in
    a round and is removed leaves a row without a name, so that what others were told still adds
    up; ``Person.objects`` leaves such rows out.
    """

    organisation_id: int
    manager_id: int | None
    user_id: int | None

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="people")
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"))
    identifier = models.CharField(_("own identifier"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    unit = models.CharField(_("team or unit"), max_length=120, blank=True)
    manager = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="team"
    )
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    opted_out_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PeopleThere()
    ever = models.Manager["Person"]()

    class Meta:
        ordering = ("last_name", "first_name", "email")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "email"), name="one_person_for_an_address"
            ),
            models.UniqueConstraint(
                fields=("organisation", "identifier"),
                condition=~models.Q(identifier=""),
                name="one_person_for_an_identifier",
            ),
        )

    def __str__(self) -> str:
        if self.removed_at:
            return _now("Removed person")
        return self.full_name or self.email

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class PeopleImport(models.Model):
    """One table of people that was brought in, with what it changed, so that it can be undone.

    ``kept`` names what an undo left as it was, because it was changed since or is in use.
    """

    organisation_id: int

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    file_name = models.CharField(max_length=120)
    imported_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    imported_at = models.DateTimeField(auto_now_add=True)
    n_new = models.PositiveIntegerField(default=0)
    n_changed = models.PositiveIntegerField(default=0)
    n_unchanged = models.PositiveIntegerField(default=0)
    n_ratings = models.PositiveIntegerField(default=0)
    undo_wanted_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    kept: models.JSONField[list[Document], list[Document]] = models.JSONField(default=list)

    class Meta:
        ordering = ("-imported_at", "-pk")

    def __str__(self) -> str:
        return f"import of {self.file_name}"


class ImportedChange(models.Model):
    """What one import did to one person; ``before`` is None when the person was new.

    Both hold the columns of the person that changed; a manager stands by number.
    """

    person_id: int

    people_import = models.ForeignKey(
        PeopleImport, on_delete=models.CASCADE, related_name="changes"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    before: models.JSONField[Document | None, Document | None] = models.JSONField(null=True)
    after: models.JSONField[Document, Document] = models.JSONField()

    def __str__(self) -> str:
        return f"{'change' if self.before else 'addition'} of {self.person}"


class RaterRow(models.Model):
    """Who is asked about whom, as a table of people said it. Programmes take it from here."""

    people_import = models.ForeignKey(PeopleImport, on_delete=models.CASCADE, related_name="rated")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    rater = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    relationship = models.CharField(max_length=15)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.rater} about {self.subject}"


class ImportPreview(models.Model):
    """A table that was sent and not yet brought in: its people, its ratings, what is wrong in it.

    ``file`` is what was sent, until it is read; ``problem`` says why it could not be. What the
    table would change is worked out anew each time it is shown, and once more at confirming. Once
    it is confirmed the row keeps nothing but the import that came of it.
    """

    organisation_id: int
    people_import_id: int | None

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    file_name = models.CharField(max_length=120)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    file = models.BinaryField(null=True)
    problem = models.TextField(blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)
    headings: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    ignored: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    people: models.JSONField[list[Document], list[Document]] = models.JSONField(default=list)
    ratings: models.JSONField[list[Document], list[Document]] = models.JSONField(default=list)
    findings: models.JSONField[list[Document], list[Document]] = models.JSONField(default=list)
    people_import = models.OneToOneField(
        PeopleImport, on_delete=models.CASCADE, null=True, blank=True
    )

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"preview of {self.file_name}"

    @property
    def waits(self) -> bool:
        """Whether a job is at work on the table: reading it, or bringing it in."""
        is_read = self.file is None
        return not is_read or (self.wanted_at is not None and self.people_import_id is None)
