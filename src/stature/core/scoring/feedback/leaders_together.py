"""Feedback of a team's or function's leaders together: no names, five leaders or more."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from stature.core.disclosure import (
    DisclosureRules,
    PublishedFigure,
    SelectionPlan,
    plan_selections,
    selection_means,
)
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.results import Statistic
from stature.core.scoring.feedback.disclosed import DisclosedFeedback
from stature.core.scoring.feedback.figures import Figure, figure_of, no_figure
from stature.core.scoring.feedback.reliability import LEAST_LEADERS_TOLD, UnitReliability
from stature.core.scoring.feedback.spread import LEAST_LEADERS, STEP

SeenBy = Literal["self", "all others"]
WHY_NO_ERROR: Final = f"Fewer than {LEAST_LEADERS} leaders cannot show how leaders differ."


@dataclass(frozen=True)
class LeadersFigure:
    """The mean of a selection's leaders on a competency, as seen by themselves or all others.

    The error says how the mean would vary over other leaders like these; it rests on n and on
    how all leaders of the round differ.
    """

    selection: str
    competency: str
    seen_by: SeenBy
    published: PublishedFigure
    error: Figure
    why_no_error: str = ""


@dataclass(frozen=True, eq=False)
class LeadersTogether:
    """What may be shown of several leaders together. Selections that may not are in ``plan``.

    ``reliability`` and ``agreement`` are those of the whole round by competency: ICC(1) and
    ICC(k); mean r_wg(J) under the uniform and the slightly skewed null.
    """

    plan: SelectionPlan
    figures: tuple[LeadersFigure, ...]
    reliability: Mapping[str, tuple[Statistic, ...]]
    agreement: Mapping[str, tuple[Statistic, ...]]


def leaders_together(
    feedbacks: Sequence[DisclosedFeedback],
    selections: Mapping[str, Collection[str]],
    *,
    level: float,
    of_round: Mapping[str, UnitReliability] | None = None,
    rules: DisclosureRules | None = None,
    earlier: SelectionPlan | None = None,
) -> LeadersTogether:
    """Means over leaders, from what each leader's own report may show.

    ``selections`` names sets of leaders, the most important first; one that is too small, or would
    tell fewer than five leaders apart beside the others, is left out with its reason. ``earlier``
    is the plan of what was shown before.

    Raises DisclosureError for leaders without feedback.
    """
    plan = plan_selections(selections, rules=rules, earlier=earlier)
    leaders = [feedback.leader for feedback in feedbacks]
    views: dict[SeenBy, FloatArray] = {
        "self": _table([feedback.own for feedback in feedbacks]),
        "all others": _table([feedback.all_others for feedback in feedbacks]),
    }
    codes = list(feedbacks[0].all_others) if feedbacks else []
    figures = [
        _with_error(figure, seen_by, _spread(values[:, codes.index(figure.unit)]), level)
        for seen_by, values in views.items()
        for figure in selection_means(values, leaders, codes, plan, rules=rules)
    ]
    told = {
        code: found
        for code, found in (of_round or {}).items()
        if found.leaders >= LEAST_LEADERS_TOLD
    }
    return LeadersTogether(
        plan=plan,
        figures=tuple(figures),
        reliability={code: found.coefficients() for code, found in told.items()},
        agreement={code: found.mean_agreement() for code, found in told.items()},
    )


def _table(figures: Sequence[Mapping[str, Figure]]) -> FloatArray:
    """Leaders × competencies, NaN where nothing may be calculated with."""
    return np.array(
        [
            [math.nan if figure.mean is None else figure.mean for figure in of_leader.values()]
            for of_leader in figures
        ],
        dtype=np.float64,
    )


def _spread(values: FloatArray) -> float | None:
    """How all leaders of the round differ, rounded up to a step; None if they are too few."""
    known = values[~np.isnan(values)]
    if len(known) < LEAST_LEADERS:
        return None
    return max(math.ceil(float(known.std(ddof=1)) / STEP - 1e-9), 1) * STEP


def _with_error(
    figure: PublishedFigure, seen_by: SeenBy, sd: float | None, level: float
) -> LeadersFigure:
    error, why = no_figure(figure.reason, figure.n), figure.reason
    if figure.status == "shown" and figure.value is not None:
        why = WHY_NO_ERROR
        if sd is not None:
            error = figure_of(figure.value, figure.n, sd / math.sqrt(figure.n), level)
            why = ""
    return LeadersFigure(figure.group, figure.unit, seen_by, figure, error, why)
