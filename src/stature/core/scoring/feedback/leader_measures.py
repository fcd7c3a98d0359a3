"""Leaders' figures by measure: a competency as seen by themselves, or by all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from stature.core.disclosure import LeadersTold, MeasureValues
from stature.core.disclosure.leader_parts import GRAIN, in_grains
from stature.core.scoring.feedback.disclosed import DisclosedFeedback

SeenBy = Literal["self", "all others"]
VIEWS: Final[tuple[SeenBy, ...]] = ("self", "all others")
_BETWEEN: Final = ": "


def figures_by_measure(
    feedbacks: Sequence[DisclosedFeedback], earlier: LeadersTold | None = None
) -> dict[str, MeasureValues]:
    """The figures to calculate with of each leader; an entry is marked with the figure itself.

    So a leader whose figure has not changed since an earlier report is known as the same.
    ``earlier`` is what was told last, made from figures marked in this way.
    """
    before = marked_values(earlier) if earlier else {}
    found: dict[str, MeasureValues] = {}
    for measure in measures_of(feedbacks):
        now = {
            f"{each.leader}#{in_grains(mean)}": mean
            for each in feedbacks
            if (mean := mean_of(each, measure)) is not None
        }
        found[measure] = MeasureValues({**before.get(measure, {}), **now}, frozenset(now))
    return found


def marked_values(told: LeadersTold) -> dict[str, dict[str, float]]:
    """The figures by measure and entry, where entries are marked with them."""
    return {
        name: {
            entry: int(entry.rpartition("#")[2]) / GRAIN
            for part in measure.parts
            for entry in part.entries
        }
        for name, measure in told.measures.items()
    }


def measure_of(seen_by: SeenBy, competency: str) -> str:
    """The name of what a competency is, seen by themselves or all others."""
    return f"{seen_by}{_BETWEEN}{competency}"


def mean_of(feedback: DisclosedFeedback, measure: str) -> float | None:
    """A leader's figure of a measure to calculate with; None where there is none."""
    seen_by, code = view_and_code(measure)
    figure = (feedback.own if seen_by == "self" else feedback.all_others).get(code)
    return None if figure is None else figure.mean


def measures_of(feedbacks: Sequence[DisclosedFeedback]) -> list[str]:
    """Every measure of the questionnaire that these leaders were rated with."""
    codes = list(feedbacks[0].all_others) if feedbacks else []
    return [measure_of(seen_by, code) for seen_by in VIEWS for code in codes]


def view_and_code(measure: str) -> tuple[SeenBy, str]:
    """Who sees it, and the competency."""
    seen_by, _, code = measure.partition(_BETWEEN)
    return ("self" if seen_by == "self" else "all others"), code
