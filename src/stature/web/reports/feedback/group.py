"""Reports on a round's leaders together, made of what each leader's own report may show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stature.core.disclosure import DisclosureRules
from stature.core.reporting.feedback import compose_leaders_report
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.render_pdf import render_pdf
from stature.core.scoring.feedback import LeadersTogether, leaders_together
from stature.web.programmes.models import Round
from stature.web.reports.composing import in_its_language
from stature.web.reports.feedback.group_basis import Basis, Leaders, leaders_of
from stature.web.reports.feedback.scoring import figures_of_round
from stature.web.reports.models import GroupOutcome
from stature.web.responses.selectors import published_feedback, published_texts

RULES: Final = DisclosureRules()


@dataclass(frozen=True)
class MadeGroupReport:
    """The report on one selection of leaders in its forms."""

    selection: str
    html: str
    pdf: bytes


@dataclass(frozen=True)
class MadeGroup:
    """What came of asking for group reports: the reports with what they told, or why none."""

    outcome: GroupOutcome
    reports: tuple[MadeGroupReport, ...] = ()
    basis: Basis | None = None


def make_group(round: Round, earlier: Sequence[Basis]) -> MadeGroup:
    """The reports on a round's leaders together, as far as they tell of five leaders or more.

    ``earlier`` are the bases of those made before, the oldest first. Where nothing could be told
    that was not told before, or nothing of everybody, none is made.
    """
    leaders, last = leaders_of(round), earlier[-1] if earlier else None
    if len(leaders.teams) < RULES.survey:
        return MadeGroup(GroupOutcome.TOO_FEW)
    if last and last.inputs == leaders.inputs:
        return MadeGroup(GroupOutcome.UNCHANGED)
    everybody = str(round)
    together = _together(round, leaders, everybody, last)
    says_more = last is None or together.told.says_more_than(last.told)
    if everybody not in together.told.shown or not says_more:
        return MadeGroup(GroupOutcome.HELD_BACK)
    basis = Basis(together.told, leaders.inputs)
    return MadeGroup(GroupOutcome.MADE, tuple(_reports(round, together)), basis)


def _together(
    round: Round, leaders: Leaders, everybody: str, last: Basis | None
) -> LeadersTogether:
    instrument = published_feedback(round.instrument_sha256)
    return leaders_together(
        leaders.known,
        leaders.selections(everybody, RULES),
        level=instrument.scoring.level,
        of_round=None if last else figures_of_round(round).reliability,
        rules=RULES,
        earlier=last.told if last else None,
    )


def _reports(round: Round, together: LeadersTogether) -> Iterator[MadeGroupReport]:
    instrument = published_feedback(round.instrument_sha256)
    texts = published_texts(round.texts_sha256)
    day = round.closed_at.date() if round.closed_at else None
    for selection in together.told.shown:
        report = compose_leaders_report(together, selection, instrument, texts, day=day)
        html = in_its_language(render_html_body(report), report.language)
        yield MadeGroupReport(selection, html, render_pdf(report))
