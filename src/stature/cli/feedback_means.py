"""What a group report is made of, and the same as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stature.cli.feedback_round import RoundFigures, disclosed_leader
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.instrument.feedback.rating_rows import RatingRead
from stature.core.psychometrics.results import Statistic
from stature.core.scoring.feedback import DisclosedFeedback, LeadersTogether
from stature.core.scoring.feedback.leaders_together import LeadersFigure


@dataclass(frozen=True, eq=False)
class MeansOrder:
    """What the feedback of all leaders of a round has in common."""

    instrument: FeedbackInstrument
    figures: RoundFigures


def leader_means(order: MeansOrder, ratings: Sequence[RatingRead]) -> DisclosedFeedback:
    """One leader's feedback with what a group report takes of it; the rest would only weigh."""
    feedback, _ = disclosed_leader(ratings, order.instrument, order.figures)
    return replace(feedback, figures=(), effectiveness=(), items=(), item_gaps=())


def group_document(
    together: LeadersTogether, instrument: FeedbackInstrument, leaders: int
) -> dict[str, Any]:
    """What the group reports show, as plain values: no leader is named.

    ``leaders`` is how many the round has. Reliability and agreement are those of the whole round,
    by competency, in the steps in which people are told them.
    """
    return {
        "instrument": instrument.reference.model_dump(mode="json"),
        "leaders": leaders,
        "selections": {
            name: {
                "not_counted": together.told.left_out[name],
                "figures": [_figure(each) for each in together.figures if each.selection == name],
            }
            for name in together.told.shown
        },
        "hidden": dict(together.told.hidden),
        "reliability": _by_competency(together.reliability),
        "agreement": _by_competency(together.agreement),
    }


def _figure(figure: LeadersFigure) -> dict[str, Any]:
    published, error = figure.published, figure.error
    return {
        "competency": figure.competency,
        "seen_by": figure.seen_by,
        "leaders": published.n,
        "mean": published.words,
        "low": error.low,
        "high": error.high,
        "why_no_error": figure.why_no_error,
    }


def _by_competency(
    found: Mapping[str, Sequence[Statistic]],
) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        code: {statistic.name: _statistic(statistic) for statistic in statistics}
        for code, statistics in found.items()
    }


def _statistic(found: Statistic) -> dict[str, Any]:
    interval = found.interval
    return {
        "estimate": found.estimate,
        "low": interval and interval.low,
        "high": interval and interval.high,
        "why_no_error": found.why_no_error,
    }
