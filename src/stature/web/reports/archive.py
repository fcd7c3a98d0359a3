"""The reports of a round as one archive, sent while it is written: no report is kept twice."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from stature.web.reports.models import ReleasedReport

LONGEST_NAME: Final = 60


class _Outlet(io.RawIOBase):
    """Takes what a ZipFile writes and gives it away piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.n_written = 0

    def writable(self) -> bool:
        """It only takes."""
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        """Keep a piece until it is taken."""
        self.pieces.append(bytes(piece))
        self.n_written += len(piece)
        return len(piece)

    def tell(self) -> int:
        """How far the archive is."""
        return self.n_written

    def take(self) -> bytes:
        """What came since the last time."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken


def zip_of_reports(report_ids: Sequence[int]) -> Iterator[bytes]:
    """The archive in pieces, one report in memory at a time. A report deleted since is left out."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for number, pk in enumerate(report_ids, 1):
            report = _with_pdf(pk)
            if report is not None:
                archive.writestr(file_name(number, str(report.assessment.participant)), report.pdf)
                yield outlet.take()
    yield outlet.take()


def file_name(number: int, name: str) -> str:
    """A name that is safe in every system: a number, then plain letters of the person's name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    letters = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    return f"{number:04}-{letters}.pdf" if letters else f"{number:04}.pdf"


def _with_pdf(pk: int) -> ReleasedReport | None:
    found = ReleasedReport.objects.select_related("assessment__participant")
    return found.only("pdf", "assessment__participant").filter(pk=pk).first()
