"""Changing people: by hand, by import, and at sign-in. Each change is written to the audit log."""

from stature.web.people.services.importing import PlanChangedError, confirm_import
from stature.web.people.services.keeping import (
    PersonRefusedError,
    add_person,
    change_person,
    remove_person,
)
from stature.web.people.services.linking import link_people_to_user
from stature.web.people.services.previewing import (
    discard_preview,
    forget_tables_with,
    keep_table,
    preview_import,
    read_preview,
)
from stature.web.people.services.undoing import undo_import

__all__ = [
    "PersonRefusedError",
    "PlanChangedError",
    "add_person",
    "change_person",
    "confirm_import",
    "discard_preview",
    "forget_tables_with",
    "keep_table",
    "link_people_to_user",
    "preview_import",
    "read_preview",
    "remove_person",
    "undo_import",
]
