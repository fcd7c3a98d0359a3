"""Reading a table of people, and working out what it would change. No database here."""

from stature.web.people.import_file.parts import (
    ImportFinding,
    PersonRow,
    RatingRow,
    TableOfPeople,
)
from stature.web.people.import_file.table import read_table

__all__ = ["ImportFinding", "PersonRow", "RatingRow", "TableOfPeople", "read_table"]
