"""Taking in an organisation's own frameworks, keeping them as they are, and archiving them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import PureWindowsPath
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.core.errors import StatureError
from stature.packs.documents import PackDocuments
from stature.web.accounts.models import Organisation, User
from stature.web.audit.services import record_event
from stature.web.frameworks.models import FrameworkUpload, OrganisationFramework
from stature.web.frameworks.selectors import frameworks_of, newest_version, pack_of

UPLOADS_ARE_KEPT: Final = timedelta(days=1)


class VersionTakenError(StatureError):
    """A version with this number is kept already, and it never changes."""


def take_upload(
    *, organisation: Organisation, data: bytes, file_name: str, by: User | None = None
) -> FrameworkUpload:
    """Read a framework and keep it for a day, to be looked at.

    Raises FrameworkRefusedError where it cannot be used, and VersionTakenError where its version
    is kept already. Uploads that nobody kept for a day are deleted.
    """
    from stature.packs.taking_in import take_in  # slow to load, and seldom needed

    found = take_in(data)
    _check_version(organisation, found.documents)
    old = timezone.now() - UPLOADS_ARE_KEPT
    FrameworkUpload.objects.filter(organisation=organisation, made_at__lt=old).delete()
    return FrameworkUpload.objects.create(
        organisation=organisation,
        file_name=_plain(PureWindowsPath(file_name).name),
        documents=found.documents.as_json(),
        lengths=[{**asdict(each), "findings": len(each.findings)} for each in found.lengths],
        findings=list(found.findings),
        n_findings=found.n_findings,
        made_by=by,
    )


@transaction.atomic
def keep_upload(*, upload: FrameworkUpload, by: User | None = None) -> OrganisationFramework:
    """Keep a framework that was looked at, as one more version. Raises VersionTakenError where
    the same version was kept meanwhile.
    """
    organisation = Organisation.objects.select_for_update().get(pk=upload.organisation_id)
    documents = PackDocuments.of_json(upload.documents)
    _check_version(organisation, documents)
    framework = documents.framework
    kept = OrganisationFramework.objects.create(
        organisation=organisation,
        framework_id=framework.id,
        version=framework.version,
        title=framework.title,
        sha256=documents.sha256,
        documents=documents.as_json(),
        kept_by=by,
    )
    upload.delete()
    _record("frameworks.kept", kept, by, version=kept.version)
    return kept


@transaction.atomic
def discard_upload(*, upload: FrameworkUpload) -> None:
    """Forget a framework that was looked at."""
    upload.delete()


@transaction.atomic
def archive_framework(
    *, framework: OrganisationFramework, is_archived: bool = True, by: User | None = None
) -> OrganisationFramework:
    """Let no round choose a version any more, or again. Rounds that are open keep it."""
    held = OrganisationFramework.objects.select_for_update().get(pk=framework.pk)
    if is_archived == (held.archived_at is not None):
        return held
    held.archived_at = timezone.now() if is_archived else None
    held.save(update_fields=["archived_at"])
    action = "frameworks.archived" if is_archived else "frameworks.taken-back"
    _record(action, held, by, version=held.version)
    return held


def _check_version(organisation: Organisation, documents: PackDocuments) -> None:
    """Refuse a version that is there, and a UUID that is not the one of earlier versions."""
    framework = documents.framework
    same = frameworks_of(organisation).filter(framework_id=framework.id, version=framework.version)
    for row in same:
        raise VersionTakenError(_taken(row, documents), remedy=_remedy(row, documents))
    newest = newest_version(organisation, framework.id)
    if newest is not None and pack_of(newest).framework.uuid != framework.uuid:
        raise VersionTakenError(
            _("Another framework of yours has the id “%(id)s”.") % {"id": framework.id},
            remedy=_("Keep the UUID of its earlier versions, or give this one an id of its own."),
        )


def _taken(row: OrganisationFramework, documents: PackDocuments) -> str:
    words = {"version": row.version, "title": row.title}
    if row.sha256 == documents.sha256:
        return _("Version %(version)s of “%(title)s” is kept already, just as it is here.") % words
    return _("Version %(version)s of “%(title)s” is kept already, and it was different.") % words


def _remedy(row: OrganisationFramework, documents: PackDocuments) -> str:
    if row.sha256 == documents.sha256:
        return ""
    return _("A version that was kept never changes. Give this one a higher number.")


def _record(action: str, row: OrganisationFramework, by: User | None, **details: Any) -> None:
    record_event(
        action,
        actor=by,
        organisation_id=row.organisation_id,
        subject=f"framework {row.pk}",
        **details,
    )


def _plain(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:120]
