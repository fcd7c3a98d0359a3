"""What is kept of a person and can be given by hand, by a table or by a program."""

from __future__ import annotations

from typing import Final

TEXT_FIELDS: Final = ("email", "first_name", "last_name", "identifier", "language", "unit")
PERSON_FIELDS: Final = (*TEXT_FIELDS, "manager")
