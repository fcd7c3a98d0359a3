"""Reports on a round's leaders together, made of what each leader's own report may show."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stature.core.disclosure import DisclosureRules, plan_selections
from stature.core.reporting.feedback import compose_leaders_report
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.render_pdf import render_pdf
from stature.core.scoring.feedback import DisclosedFeedback, LeadersTogether, leaders_together
from stature.core.scoring.feedback.figures import no_figure
from stature.web.programmes.models import Round
from stature.web.reports.composing import in_its_language
from stature.web.reports.feedback.group_basis import Basis, tells_of_few
from stature.web.reports.feedback.results import disclosed_feedback_of, newest_feedback
from stature.web.reports.feedback.scoring import figures_of_round
from stature.web.reports.models import GroupOutcome
from stature.web.responses.selectors import published_feedback, published_texts

RULES: Final = DisclosureRules()
LEFT_OUT: Final = "Beside other figures it would tell what a few people said."


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


@dataclass(frozen=True, eq=False)
class Leaders:
    """The leaders of a round with released feedback, and the team of each.

    A leader is named by assessment and version; ``teams`` holds names of teams by that name.
    """

    feedbacks: tuple[DisclosedFeedback, ...]
    teams: Mapping[str, str]

    @property
    def inputs(self) -> str:
        """A hash that changes when anybody has a new version, or stands in another team."""
        text = "\n".join(f"{name} {team}" for name, team in sorted(self.teams.items()))
        return hashlib.sha256(text.encode()).hexdigest()

    def selections(self, everybody: str) -> dict[str, set[str]]:
        """All leaders under the name ``everybody``, then each team that is large enough."""
        found: dict[str, set[str]] = defaultdict(set)
        for leader, team in self.teams.items():
            if team and team != everybody:
                found[team].add(leader)
        large = {team: members for team, members in found.items() if len(members) >= RULES.survey}
        return {everybody: set(self.teams), **dict(sorted(large.items()))}


def leaders_of(round: Round) -> Leaders:
    """The newest released feedback of each leader of a round, with no more of it than is needed."""
    feedbacks, teams = [], {}
    kept = newest_feedback(round).select_related("assessment__participant")
    for each in kept.order_by("assessment").iterator(chunk_size=50):
        name = f"{each.assessment_id}#{each.version}"
        teams[name] = each.assessment.participant.unit.strip()
        feedbacks.append(_slim(disclosed_feedback_of(each), name))
    return Leaders(tuple(feedbacks), teams)


def make_group(round: Round, earlier: Sequence[Basis]) -> MadeGroup:
    """The reports on a round's leaders together, as far as they tell of five leaders or more.

    ``earlier`` are the bases of those made before, the oldest first. Where the report on everybody
    cannot be shown beside them, none is made.
    """
    leaders = leaders_of(round)
    if len(leaders.feedbacks) < RULES.survey:
        return MadeGroup(GroupOutcome.TOO_FEW)
    if earlier and earlier[-1].inputs == leaders.inputs:
        return MadeGroup(GroupOutcome.UNCHANGED)
    everybody = str(round)
    together = _together(round, leaders, everybody, earlier)
    basis = Basis.of(together.plan, leaders.feedbacks, leaders.inputs)
    if everybody not in together.plan.shown or tells_of_few(earlier, basis, RULES):
        return MadeGroup(GroupOutcome.HELD_BACK)
    return MadeGroup(GroupOutcome.MADE, tuple(_reports(round, together)), basis)


def _together(
    round: Round, leaders: Leaders, everybody: str, earlier: Sequence[Basis]
) -> LeadersTogether:
    """The means. How far scores can be trusted is told once: told again, the two would compare.

    Leaders who are left out of the report on everybody do not count in how leaders differ.
    """
    instrument, selections = (
        published_feedback(round.instrument_sha256),
        leaders.selections(everybody),
    )
    before = earlier[-1].as_plan if earlier else None
    plan = plan_selections(selections, rules=RULES, earlier=before)
    counted = plan.shown.get(everybody, frozenset())
    return leaders_together(
        [each if each.leader in counted else _blank(each) for each in leaders.feedbacks],
        selections,
        level=instrument.scoring.level,
        of_round=None if earlier else figures_of_round(round).reliability,
        rules=RULES,
        earlier=before,
    )


def _reports(round: Round, together: LeadersTogether) -> Iterator[MadeGroupReport]:
    instrument = published_feedback(round.instrument_sha256)
    texts = published_texts(round.texts_sha256)
    day = round.closed_at.date() if round.closed_at else None
    for selection in together.plan.shown:
        report = compose_leaders_report(together, selection, instrument, texts, day=day)
        html = in_its_language(render_html_body(report), report.language)
        yield MadeGroupReport(selection, html, render_pdf(report))


def _blank(feedback: DisclosedFeedback) -> DisclosedFeedback:
    """The same leader without a figure."""
    none = dict.fromkeys(feedback.all_others, no_figure(LEFT_OUT, 0))
    return replace(feedback, own=none, all_others=none)


def _slim(feedback: DisclosedFeedback, name: str) -> DisclosedFeedback:
    """The figures by competency alone, so that thousands of leaders fit into memory."""
    return replace(
        feedback,
        leader=name,
        groups=(),
        figures=(),
        effectiveness=(),
        items=(),
        own_items={},
        gaps={},
        item_gaps=(),
        agreement={},
        reliability={},
    )
