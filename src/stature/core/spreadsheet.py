"""What every reader of spreadsheets has in common."""

from __future__ import annotations

from datetime import date, datetime


def cell_text(value: object) -> str:
    """The text of a spreadsheet's value: whole numbers without a point, dates as ISO 8601."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
