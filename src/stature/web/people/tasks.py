"""Background work on large tables. Each job may run twice: what is done already is passed over."""

from __future__ import annotations

from contextlib import suppress

from stature.core.errors import AnswersError
from stature.web.accounts.models import User
from stature.web.people import services
from stature.web.people.models import (
    ImportedChange,
    ImportPreview,
    PeopleImport,
    Person,
    RaterRow,
)
from stature.web.planner import refresh_figures_of


def read_table(preview_id: int) -> None:
    """Read a table that was sent. The preview keeps why one cannot be read."""
    for preview in ImportPreview.objects.filter(pk=preview_id):
        with suppress(AnswersError):
            services.read_preview(preview=preview)


def bring_in(preview_id: int, user_id: int | None, seen: str | None) -> None:
    """Bring in a table. Where the people have changed meanwhile, the preview says so instead."""
    for preview in ImportPreview.objects.filter(pk=preview_id):
        try:
            services.confirm_import(preview=preview, by=_user(user_id), seen=seen)
        except services.PlanChangedError as error:
            ImportPreview.objects.filter(pk=preview_id).update(wanted_at=None, problem=str(error))
    refresh_figures_of(Person, ImportedChange, RaterRow)


def undo(import_id: int, user_id: int | None) -> None:
    """Undo an import."""
    for people_import in PeopleImport.objects.filter(pk=import_id):
        services.undo_import(people_import=people_import, by=_user(user_id))


def _user(pk: int | None) -> User | None:
    return User.objects.filter(pk=pk).first()
