"""Feedback of a team's or function's leaders together: no names, five leaders or more."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from stature.core.disclosure import (
    DisclosureRules,
    LeadersTold,
    MeasureValues,
    PublishedFigure,
    plan_leaders,
)
from stature.core.psychometrics.results import Statistic
from stature.core.scoring.feedback.figures import Figure, figure_of, no_figure
from stature.core.scoring.feedback.leader_measures import VIEWS, SeenBy, view_and_code
from stature.core.scoring.feedback.reliability import LEAST_LEADERS_TOLD, UnitReliability
from stature.core.scoring.feedback.spread import LEAST_LEADERS, LEAST_SD, STEP

WHY_NO_ERROR: Final = f"Fewer than {LEAST_LEADERS} leaders cannot show how leaders differ."


@dataclass(frozen=True)
class LeadersFigure:
    """The mean of a selection's leaders on a competency, as seen by themselves or all others.

    The error says how the mean would vary over other leaders like these; it rests on n and on
    how leaders of the round differ, pooled over competencies.
    """

    selection: str
    competency: str
    seen_by: SeenBy
    published: PublishedFigure
    error: Figure
    why_no_error: str = ""


@dataclass(frozen=True, eq=False)
class LeadersTogether:
    """What may be shown of several leaders together, and in ``told`` what to keep for the next.

    ``reliability`` and ``agreement`` are those of the whole round by competency: ICC(1) and
    ICC(k); mean r_wg(J) under the uniform and the slightly skewed null. They are told once: told
    again, the two would compare.
    """

    told: LeadersTold
    figures: tuple[LeadersFigure, ...]
    reliability: Mapping[str, tuple[Statistic, ...]]
    agreement: Mapping[str, tuple[Statistic, ...]]


def leaders_together(
    known: Mapping[str, MeasureValues],
    selections: Mapping[str, Collection[str]],
    *,
    level: float,
    of_round: Mapping[str, UnitReliability] | None = None,
    rules: DisclosureRules | None = None,
    earlier: LeadersTold | None = None,
) -> LeadersTogether:
    """Means over leaders, from what each leader's own report may show (``figures_by_measure``).

    ``selections`` names sets of leaders, the most important first; one that is too small, or would
    tell fewer than five leaders apart beside the others, is left out with its reason. ``earlier``
    is what was told before.

    Raises DisclosureError for figures that do not fit the scale.
    """
    plan = plan_leaders(selections, known, rules=rules, earlier=earlier)
    told = replace(plan, spreads=_spreads(plan, known))
    reliable = {
        code: found
        for code, found in (of_round or {}).items()
        if found.leaders >= LEAST_LEADERS_TOLD and earlier is None
    }
    return LeadersTogether(
        told=told,
        figures=tuple(_with_error(each.published, told.spreads, level) for each in told.figures),
        reliability={code: found.coefficients() for code, found in reliable.items()},
        agreement={code: found.mean_agreement() for code, found in reliable.items()},
    )


def _spreads(told: LeadersTold, known: Mapping[str, MeasureValues]) -> dict[str, float | None]:
    """How leaders differ, by view: as it was told before, else of the leaders told of now."""
    found: dict[str, float | None] = {}
    for view in VIEWS:
        of_view = (each for measure, each in _told_values(told, known) if _is_of(measure, view))
        found[view] = told.spreads.get(view) or _spread(of_view)
    return found


def _is_of(measure: str, view: SeenBy) -> bool:
    return view_and_code(measure)[0] == view


def _told_values(
    told: LeadersTold, known: Mapping[str, MeasureValues]
) -> Iterable[tuple[str, list[float]]]:
    """By measure, the figures that went into a figure shown, as far as they are known."""
    entries: dict[str, set[str]] = {}
    for (_, measure), made_of in told.made_of().items():
        entries.setdefault(measure, set()).update(made_of)
    for measure, wanted in entries.items():
        values = known[measure].values
        yield measure, [values[entry] for entry in sorted(wanted) if entry in values]


def _spread(of_measures: Iterable[Sequence[float]]) -> float | None:
    """How leaders differ, pooled over competencies, up to a step and from 0.3; None if too few."""
    large = [np.array(each) for each in of_measures if len(each) >= LEAST_LEADERS]
    if not large:
        return None
    squares = sum(float(((each - each.mean()) ** 2).sum()) for each in large)
    sd = math.sqrt(squares / sum(len(each) - 1 for each in large))
    return max(math.ceil(sd / STEP - 1e-9) * STEP, LEAST_SD)


def _with_error(
    figure: PublishedFigure, spreads: Mapping[str, float | None], level: float
) -> LeadersFigure:
    seen_by, code = view_and_code(figure.unit)
    error, why = no_figure(figure.reason, figure.n), figure.reason
    if figure.status == "shown" and figure.value is not None:
        why, sd = WHY_NO_ERROR, spreads[seen_by]
        if sd is not None:
            error = figure_of(figure.value, figure.n, sd / math.sqrt(figure.n), level)
            why = ""
    published = replace(figure, unit=code)
    return LeadersFigure(figure.group, code, seen_by, published, error, why)
