"""Asking for a table to be read, brought in or undone: a small one at once, a large one by a job.

So each request stays short, whatever its size.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from stature.web.accounts.models import Organisation, User
from stature.web.jobs.selectors import was_given_up
from stature.web.jobs.services import enqueue
from stature.web.people import services, tasks
from stature.web.people.import_file.plan import UNCHANGED, Plan
from stature.web.people.models import ImportPreview, PeopleImport

READ_AT_ONCE: Final = {".xlsx": 30_000}  # bytes; a workbook is packed and slow to read
READ_AT_ONCE_ELSE: Final = 200_000
CHANGED_AT_ONCE: Final = 1_000


def ask_for_preview(
    *, organisation: Organisation, data: bytes, file_name: str, by: User
) -> ImportPreview:
    """Take a table. Raises AnswersError where it is plain at once that it cannot be read."""
    ending = file_name[file_name.rfind(".") :].lower()
    table = {"organisation": organisation, "data": data, "file_name": file_name, "by": by}
    if len(data) <= READ_AT_ONCE.get(ending, READ_AT_ONCE_ELSE):
        return services.preview_import(**table)  # type: ignore[arg-type]
    with transaction.atomic():
        preview = services.keep_table(**table)  # type: ignore[arg-type]
        enqueue(tasks.read_table, preview.pk)
    return preview


def ask_for_import(*, preview: ImportPreview, plan: Plan, by: User, seen: str) -> None:
    """Have a table brought in as it was seen. Raises PlanChangedError where that is plain now."""
    if seen != plan.digest():
        raise services.PlanChangedError.of_now()
    n_written = len(plan.ratings) + sum(person.kind != UNCHANGED for person in plan.people)
    if n_written <= CHANGED_AT_ONCE:
        services.confirm_import(preview=preview, by=by, seen=seen)
        return
    with transaction.atomic():
        is_first = ImportPreview.objects.filter(pk=preview.pk, wanted_at=None).update(
            wanted_at=timezone.now(), problem=""
        )
        if is_first:
            enqueue(tasks.bring_in, preview.pk, by.pk, seen)


def is_given_up(
    *, preview: ImportPreview | None = None, people_import: PeopleImport | None = None
) -> bool:
    """Whether the job that a preview or an undo waits for failed at every try."""
    if people_import:
        return was_given_up(tasks.undo, people_import.pk)
    if preview is None:
        return False
    return was_given_up(tasks.bring_in if preview.wanted_at else tasks.read_table, preview.pk)


def ask_for_undo(*, people_import: PeopleImport, by: User) -> None:
    """Have an import undone."""
    if people_import.n_new + people_import.n_changed <= CHANGED_AT_ONCE:
        services.undo_import(people_import=people_import, by=by)
        return
    with transaction.atomic():
        is_first = PeopleImport.objects.filter(pk=people_import.pk, undo_wanted_at=None).update(
            undo_wanted_at=timezone.now()
        )
        if is_first:
            enqueue(tasks.undo, people_import.pk, by.pk)
