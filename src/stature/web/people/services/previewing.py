"""Taking a table of people that was sent, and reading it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path, PureWindowsPath
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.quoting import plain
from stature.web.accounts.models import Organisation, User
from stature.web.people.import_file import TableOfPeople, read_table
from stature.web.people.import_file.table import ENDINGS, MOST_BYTES
from stature.web.people.models import ImportPreview

PREVIEWS_ARE_KEPT: Final = timedelta(days=1)


def preview_import(
    *, organisation: Organisation, data: bytes, file_name: str, by: User | None = None
) -> ImportPreview:
    """Read a table and keep it for confirming. Raises AnswersError where it cannot be read."""
    preview = keep_table(organisation=organisation, data=data, file_name=file_name, by=by)
    try:
        return read_preview(preview=preview)
    except AnswersError:
        preview.delete()
        raise


@transaction.atomic
def keep_table(
    *, organisation: Organisation, data: bytes, file_name: str, by: User | None = None
) -> ImportPreview:
    """Keep a table until it is read. Raises AnswersError for one that is too large or no table.

    Previews that nobody confirmed for a day are deleted.
    """
    name = plain(PureWindowsPath(file_name).name)
    _check_kind(name, len(data))
    old = timezone.now() - PREVIEWS_ARE_KEPT
    ImportPreview.objects.filter(organisation=organisation, made_at__lt=old).delete()
    return ImportPreview.objects.create(
        organisation=organisation, file_name=name[:120], made_by=by, file=data
    )


def read_preview(*, preview: ImportPreview) -> ImportPreview:
    """Read the table that a preview keeps; nothing happens where it was read already.

    Raises AnswersError where it cannot be read; the preview then says why.
    """
    if preview.file is None:
        return preview
    data, preview.file = bytes(preview.file), None
    try:
        _keep(preview, _read(data, preview.file_name))
    except AnswersError as error:
        preview.problem = str(error)
        raise
    finally:
        preview.save(force_update=True)
    return preview


@transaction.atomic
def discard_preview(*, preview: ImportPreview) -> None:
    """Forget a table that was read and not brought in."""
    ImportPreview.objects.filter(pk=preview.pk, people_import=None).delete()


def forget_tables_with(*, organisation_id: int, email: str) -> None:
    """Forget the tables that name an address and were not brought in yet."""
    waiting = ImportPreview.objects.filter(organisation=organisation_id, people_import=None)
    for preview in waiting.only("people", "ratings", "findings"):
        read = json.dumps([preview.people, preview.ratings, preview.findings], ensure_ascii=False)
        if email.casefold() in read.casefold():
            preview.delete()


def _check_kind(name: str, size: int) -> None:
    if Path(name).suffix.lower() not in ENDINGS:
        raise AnswersError(
            _("files of this kind cannot be read"),
            where=name,
            remedy=_("Save the table as ‘CSV UTF-8’ or as an Excel workbook (.xlsx)."),
        )
    if size > MOST_BYTES:
        raise AnswersError(
            _("the file is larger than %(most)d MB") % {"most": MOST_BYTES // 2**20},
            where=name,
            remedy=_("Split it, and bring in one part after the other."),
        )


def _read(data: bytes, name: str) -> TableOfPeople:
    """Read from a file of our own: a name from outside never becomes a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{Path(name).suffix.lower()}"
        path.write_bytes(data)
        return read_table(path, name=name)


def _keep(preview: ImportPreview, table: TableOfPeople) -> None:
    preview.headings = table.headings
    preview.ignored = table.ignored
    preview.people = [asdict(row) for row in table.people]
    preview.ratings = [asdict(row) for row in table.ratings]
    preview.findings = [asdict(finding) for finding in table.findings]
