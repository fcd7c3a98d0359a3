"""From a disclosure plan to figures with their error; all of it is worked out from the plan.

Self and manager are shown as they are, so how many items they answered may be counted beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from stature.core.disclosure import (
    ALL_RATERS,
    MERGED,
    SELF,
    DisclosurePlan,
    PublishedFigure,
)
from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.psychometrics.arrays import BoolArray
from stature.core.scoring.feedback.disclosure_layout import EFFECTIVENESS_MARK, published_name
from stature.core.scoring.feedback.figures import (
    Figure,
    error_of_all_others,
    error_of_answers,
    error_of_sample,
    figure_of,
    no_figure,
)
from stature.core.scoring.feedback.held_back import HeldBack
from stature.core.scoring.feedback.raw import OthersWeight
from stature.core.scoring.feedback.spread import RoundSpread
from stature.core.scoring.feedback.units import Unit, UnitKind, units_of

WHY_NO_BAND_ERROR = "A band stands in the place of the mean."
NOT_SHOWN = "It is not shown."


@dataclass(frozen=True)
class DisclosedFigure:
    """One figure as published, with its error.

    ``words`` is what is printed ("3.8", "4.5 or more", "not shown") and ``reason`` why it is no
    number. ``value`` is the printed number or the edge of the band. The error rests on n and on
    the spread of the whole round; ``why_no_error`` says why there is none.
    """

    kind: UnitKind
    code: str
    name: str
    group: str
    n: int
    status: str
    words: str
    value: float | None
    reason: str
    standard_error: float | None
    low: float | None
    high: float | None
    why_no_error: str


@dataclass(frozen=True, eq=False)
class PlannedFigures:
    """The figures of a plan.

    ``answered`` holds, for each group that is shown singly, which items were answered (people of
    the group × items; effectiveness after frequency).
    """

    plan: DisclosurePlan
    held_back: HeldBack
    instrument: FeedbackInstrument
    spread: RoundSpread
    weight: OthersWeight
    answered: Mapping[str, BoolArray]

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by their published name."""
        return {published_name(unit): unit for unit in units_of(self.instrument)}

    def of_frequency(self) -> Iterator[DisclosedFigure]:
        """Every figure of the first scale, in the plan's order."""
        for figure in self.plan.figures:
            if figure.unit in self.units:
                yield self._with_error(figure, self.units[figure.unit])

    def of_effectiveness(self) -> Iterator[DisclosedFigure]:
        """Every figure of the second scale; none when it was not asked."""
        for figure in self.plan.figures:
            if figure.unit.endswith(EFFECTIVENESS_MARK):
                yield self._with_error(
                    figure, self.units[figure.unit.removesuffix(EFFECTIVENESS_MARK)]
                )

    def calculated(self, group: str) -> dict[str, Figure]:
        """A group's figure of each competency to calculate with: exact, or a band's middle."""
        means = self.plan.scale_means(group)
        return {
            section.code: self._calculated(group, section.code, float(means[place]))
            for place, section in enumerate(self.instrument.sections)
        }

    def _calculated(self, group: str, code: str, mean: float) -> Figure:
        if math.isnan(mean):
            return no_figure(NOT_SHOWN)
        n = self.plan.figure(code, group).n
        return figure_of(mean, n, self._error(code, group, n), self.instrument.scoring.level)

    def of_items(self) -> dict[str, Figure]:
        """All protected raters' mean of each item whose counts are shown, by its code.

        Raters differ on an item as they do on its competency, and by the item besides.
        """
        level = self.instrument.scoring.level
        sd = math.hypot(self.spread.within_leader[UnitKind.COMPETENCY].sd, self.spread.items.sd)
        return {
            counts.item: figure_of(counts.mean, counts.n, sd / math.sqrt(counts.n), level)
            for counts in self.plan.options
            if counts.mean is not None
        }

    def _with_error(self, figure: PublishedFigure, unit: Unit) -> DisclosedFigure:
        shown, why = no_figure(), ""
        if figure.value is None:
            why = NOT_SHOWN
        elif figure.status != "shown":
            why = WHY_NO_BAND_ERROR
        else:
            error = self._error(figure.unit, figure.group, figure.n)
            shown = figure_of(figure.value, figure.n, error, self.instrument.scoring.level)
        return DisclosedFigure(
            kind=unit.kind,
            code=unit.code,
            name=unit.name,
            group=figure.group,
            n=figure.n,
            status=figure.status,
            words=figure.words,
            value=figure.value,
            reason=self.held_back.reason_of(figure),
            standard_error=shown.standard_error,
            low=shown.low,
            high=shown.high,
            why_no_error=why,
        )

    def _error(self, name: str, group: str, n: int) -> float:
        """The standard error of the mean of n raters, by who they are."""
        unit = self.units[name.removesuffix(EFFECTIVENESS_MARK)]
        if group in self.answered:
            offset = len(self.instrument.items) * name.endswith(EFFECTIVENESS_MARK)
            items = [place + offset for place in unit.items]
            return error_of_answers(self.spread, max(self.answered[group][:, items].sum(), 1))
        if group == ALL_RATERS and self.weight == "by-group" and unit.kind is not UnitKind.FACET:
            return self._error_by_group(name, unit.kind, n)
        if group in (ALL_RATERS, MERGED):
            return error_of_all_others(self.spread, unit.kind, n)
        return error_of_sample(self.spread, unit.kind, n)

    def _error_by_group(self, name: str, kind: UnitKind, n: int) -> float:
        """√(sum of squared errors of the groups' means) / groups.

        Where no group alone rated enough of the unit, it is that of its n raters.
        """
        groups = [group for group in self.plan.shown_groups if group not in (SELF, ALL_RATERS)]
        figures = [self.plan.figure(name, group) for group in groups]
        errors = [self._error(name, each.group, each.n) for each in figures if each.n]
        if not errors:
            return error_of_all_others(self.spread, kind, n)
        return math.hypot(*errors) / len(errors)
