"""One leader's reports, from the ratings to the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stature.cli.feedback_options import Asked, Form
from stature.cli.feedback_round import FeedbackRound, RoundFigures, disclosed_leader
from stature.core.errors import StatureError
from stature.core.instrument.feedback.rating_rows import RatingRead
from stature.core.reporting.feedback import (
    FeedbackContext,
    compose_facilitator_pack,
    compose_feedback_report,
)
from stature.core.reporting.report import Report


@dataclass(frozen=True, eq=False)
class ReportOrder:
    """What the reports of all leaders of a round have in common, and where they are written."""

    asked: Asked
    figures: RoundFigures
    folder: Path
    forms: tuple[Form, ...]
    facilitator: bool = False
    day: date | None = None
    made_up: bool = False


@dataclass(frozen=True)
class LeaderOrder:
    """Whose reports are made: the name to print, what file names begin with, and the ratings."""

    leader: str
    name: str
    prefix: str
    ratings: Sequence[RatingRead]


@dataclass(frozen=True)
class LeaderDone:
    """The files of a leader, or why there are none."""

    leader: str
    files: tuple[str, ...]
    problem: str = ""


def order_of(
    found: FeedbackRound,
    asked: Asked,
    folder: Path,
    forms: Sequence[Form] | None = None,
    *,
    facilitator: bool = False,
    day: date | None = None,
) -> ReportOrder:
    """An order for reports of a round; both forms unless told, and the day of the file."""
    return ReportOrder(
        asked=asked,
        figures=found.figures.of_one_leader(),
        folder=folder,
        forms=tuple(dict.fromkeys(forms or Form)),
        facilitator=facilitator,
        day=day or found.read.day,
        made_up=found.read.made_up,
    )


def make_reports(order: ReportOrder, about: LeaderOrder) -> LeaderDone:
    """Write one leader's reports; what keeps this leader's from being made is in the answer."""
    try:
        return LeaderDone(about.leader, tuple(write_reports(order, about)))
    except StatureError as error:
        return LeaderDone(about.leader, (), str(error))


def write_reports(order: ReportOrder, about: LeaderOrder) -> Iterator[str]:
    """Write one leader's reports; yields the name of each file."""
    for name, report in _composed(order, about):
        for form in order.forms:
            file = f"{about.prefix}{name}.{form}"
            write_whole(order.folder / file, rendered(report, form))
            yield file


def _composed(order: ReportOrder, about: LeaderOrder) -> Iterator[tuple[str, Report]]:
    context = _context(order, about)
    yield "leadership-report", compose_feedback_report(context)
    if order.facilitator:
        yield "facilitator-pack", compose_facilitator_pack(context)


def _context(order: ReportOrder, about: LeaderOrder) -> FeedbackContext:
    asked = order.asked
    feedback, comments = disclosed_leader(about.ratings, asked.instrument, order.figures)
    return FeedbackContext(
        feedback=feedback,
        instrument=asked.instrument,
        framework=asked.framework,
        texts=asked.texts,
        name=about.name,
        day=order.day,
        comments=comments,
        role=asked.role,
        norms=asked.norms,
        made_up=order.made_up,
    )


def rendered(report: Report, form: Form) -> bytes:
    """A report as PDF or HTML."""
    # Each renderer is slow to load, so only the ones asked for are.
    if form is Form.PDF:
        from stature.core.reporting.render_pdf import render_pdf

        return render_pdf(report)
    from stature.core.reporting.render_html import render_html

    return render_html(report).encode()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all, also when the work is stopped."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
