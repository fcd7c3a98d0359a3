"""From released rows to what the core controls: leaders' figures, and what was told of them.

A leader is an assessment here, and an entry such as ``12#1`` the figure that stands in their
released feedback since version 1. A figure that a new version repeats is the same entry.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from stature.core.disclosure import (
    DisclosureRules,
    LeadersTold,
    MeasureValues,
    leaders_told_document,
    leaders_told_of_document,
)
from stature.core.scoring.feedback.leader_measures import mean_of, measures_of
from stature.web.programmes.models import Round
from stature.web.reports.feedback.results import disclosed_feedback_of, newest_feedback
from stature.web.reports.models import ReleasedFeedback

AT_ONCE = 50


@dataclass(frozen=True)
class Basis:
    """What one making of group reports told. ``inputs`` shows whether anything is new since."""

    told: LeadersTold
    inputs: str

    def document(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {**leaders_told_document(self.told), "inputs": self.inputs}

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> Basis:
        """The basis that was kept. Raises DisclosureError for one of an earlier form."""
        return cls(leaders_told_of_document(document), document.get("inputs", ""))


@dataclass(frozen=True, eq=False)
class Leaders:
    """The leaders of a round with released feedback, their figures, and the team of each.

    ``teams`` holds the names of teams by leader, ``versions`` the newest version of each; those who
    left are in ``known`` alone.
    """

    known: Mapping[str, MeasureValues]
    teams: Mapping[str, str]
    versions: Mapping[str, int]

    @property
    def inputs(self) -> str:
        """A hash that changes when anybody has a new version, leaves, or stands in another team."""
        text = "\n".join(
            f"{leader}#{self.versions[leader]} {team}"
            for leader, team in sorted(self.teams.items())
        )
        return hashlib.sha256(text.encode()).hexdigest()

    def selections(self, everybody: str, rules: DisclosureRules) -> dict[str, set[str]]:
        """All leaders under the name ``everybody``, then each team that is large enough."""
        found: dict[str, set[str]] = defaultdict(set)
        for leader, team in self.teams.items():
            if team and team != everybody:
                found[team].add(leader)
        large = {team: members for team, members in found.items() if len(members) >= rules.survey}
        return {everybody: set(self.teams), **dict(sorted(large.items()))}


def leaders_of(round: Round) -> Leaders:
    """The released figures of each leader of a round: those that hold, and those before."""
    newest = newest_feedback(round).values_list(
        "assessment_id", "version", "assessment__participant__unit"
    )
    here = {str(assessment): (version, unit.strip()) for assessment, version, unit in newest}
    known = _Known()
    for leader, versions in _all_versions(round):
        known.add(leader, versions, is_here=leader in here)
    return Leaders(
        known={
            measure: MeasureValues(values, frozenset(known.now[measure]))
            for measure, values in known.values.items()
        },
        teams={leader: team for leader, (_, team) in here.items()},
        versions={leader: version for leader, (version, _) in here.items()},
    )


@dataclass(frozen=True)
class _Known:
    """Figures by measure and entry, and the entries that hold now, as they come in."""

    values: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    now: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, leader: str, versions: Iterator[ReleasedFeedback], *, is_here: bool) -> None:
        entries: dict[tuple[str, float], str] = {}
        last: dict[str, str] = {}
        for each in versions:
            feedback, last = disclosed_feedback_of(each), {}
            for measure in measures_of([feedback]):
                mean = mean_of(feedback, measure)
                self.values[measure]
                if mean is not None:
                    entry = entries.setdefault((measure, mean), f"{leader}#{each.version}")
                    self.values[measure][entry] = mean
                    last[measure] = entry
        for measure, entry in last.items() if is_here else ():
            self.now[measure].add(entry)


def _all_versions(round: Round) -> Iterator[tuple[str, Iterator[ReleasedFeedback]]]:
    """Each leader's released feedback, the oldest first."""
    rows = ReleasedFeedback.objects.filter(assessment__round=round)
    rows = rows.only("assessment_id", "version", "result", "result_version", "instrument_sha256")
    ordered = rows.order_by("assessment", "version").iterator(chunk_size=AT_ONCE)
    for assessment, versions in groupby(ordered, key=lambda each: each.assessment_id):
        yield str(assessment), versions
