"""Errors and findings that tell people where something is wrong, what it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


class StatureError(Exception):
    """Base of every error raised on purpose: a place, what was found there, and the remedy."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = f"{self.where}: " if self.where else ""
        end = "." if self.remedy and self.what[-1:] not in (".", "!", "?") else ""
        return " ".join(part for part in (place + self.what + end, self.remedy) if part)


class PackError(StatureError):
    """A pack cannot be read or breaks a rule of its model."""


class AnswersError(StatureError):
    """A file of answers cannot be read at all."""


class ReportError(StatureError):
    """A report cannot be made."""


class PsychometricsError(StatureError):
    """Numbers cannot be used as they stand: wrong shape, not numbers, infinite, out of range."""


class UndefinedStatistic(PsychometricsError):  # noqa: N818 - it says what is the case
    """The statistic has no value for these numbers: one rater, no variance, all missing."""


class DisclosureError(StatureError):
    """What is to be published cannot be planned: ratings, layout or rules do not fit together."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a file from outside.

    ``row`` counts as a spreadsheet does (the header is row 1); ``column`` is the column's heading,
    or the place in a JSON document. ``found`` is what stands there, short and fit to be printed;
    quotation marks come only with the sentence.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    problem: str
    remedy: str

    @property
    def place(self) -> str:
        """The file, row and column in words."""
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column '{self.column}'")
        return ", ".join(parts)

    def __str__(self) -> str:
        found = f" (found '{self.found}')" if self.found else ""
        return f"{self.place}: {self.problem}{found}. {self.remedy}"
