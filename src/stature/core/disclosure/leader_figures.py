"""Group reports: means over leaders, so that no report tells of a few, beside all others.

Each measure (a competency, as seen by leaders themselves or by others) is planned by itself, from
the leaders who have a figure. Selections that overlap, and reports that follow each other, cut
leaders into parts of five or more (selections.py); what is printed is worked out from parts alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from stature.core.disclosure.figures import NEAR_END, PublishedFigure, Shown, printed
from stature.core.disclosure.leader_history import History
from stature.core.disclosure.leader_parts import (
    LeaderPart,
    leader_of,
    rounded_down,
    rounded_up,
)
from stature.core.disclosure.leader_told import (
    FigureTold,
    LeadersTold,
    MeasureTold,
    MeasureValues,
)
from stature.core.disclosure.rules import DisclosureRules
from stature.core.disclosure.selections import People, SelectionPlan, plan_selections
from stature.core.errors import DisclosureError

Members = Mapping[str, People]
NOBODY_TOLD = LeadersTold({}, (), {})


def plan_leaders(
    selections: Mapping[str, Collection[str]],
    known: Mapping[str, MeasureValues],
    *,
    rules: DisclosureRules | None = None,
    earlier: LeadersTold | None = None,
) -> LeadersTold:
    """The figures of each selection of leaders, as far as they tell nothing of a few leaders.

    ``selections`` names sets of leaders, the most important first; ``known`` holds their figures by
    measure. ``earlier`` is what was told last, which holds all that was told before. A leader who
    has left since counts where they counted then, until five or more can go together.

    Raises DisclosureError for a figure off the scale of the rules, or a leader with two of them.
    """
    rules, before = rules or DisclosureRules(), earlier or NOBODY_TOLD
    for measure, values in known.items():
        _refuse_odd_figures(measure, values, rules)
    members = _with_those_who_left(selections, known, before)
    told: dict[str, MeasureTold] = {}
    figures: list[FigureTold] = []
    for measure, values in known.items():
        history = History(before.measures.get(measure, MeasureTold()), values, rules)
        told[measure], found = _of_measure(measure, members, history)
        figures += found
    hidden = _hidden(figures, members, rules)
    gone = {name: part for name, part in before.measures.items() if name not in known}
    return LeadersTold(
        measures={**gone, **told},
        figures=tuple(each for each in figures if each.selection not in hidden),
        members=members,
        hidden=hidden,
        left_out=_left_out(figures, members, told),
        spreads=before.spreads,
    )


def _with_those_who_left(
    selections: Mapping[str, Collection[str]],
    known: Mapping[str, MeasureValues],
    before: LeadersTold,
) -> Members:
    here = {leader_of(entry) for values in known.values() for entry in values.now}
    here |= {leader for leaders in selections.values() for leader in leaders}
    return {
        name: frozenset(leaders) | (before.members.get(name, frozenset()) - here)
        for name, leaders in selections.items()
    }


def _of_measure(
    measure: str, members: Members, history: History
) -> tuple[MeasureTold, list[FigureTold]]:
    counted = history.counted()
    entry_of = {leader_of(entry): entry for entry in counted}
    wanted = {
        name: {entry_of[leader] for leader in leaders if leader in entry_of}
        for name, leaders in members.items()
    }
    before = SelectionPlan({}, {}, tuple(part.entries for part in history.before.parts), {})
    plan = plan_selections(wanted, rules=history.rules, earlier=before, may_cut=history.may_cut)
    parts = tuple(history.part(entries) for entries in plan.parts)
    figures = [
        _figure(name, measure, parts, plan, history.rules, _of_value(wanted[name], history.rules))
        for name in members
    ]
    return MeasureTold(parts, counted), figures


def _of_value(entries: Collection[str], rules: DisclosureRules) -> str:
    if len(entries) >= rules.survey:
        return ""
    return f"Fewer than {rules.survey} people have a value."


def _figure(
    name: str,
    measure: str,
    parts: tuple[LeaderPart, ...],
    plan: SelectionPlan,
    rules: DisclosureRules,
    too_few: str,
) -> FigureTold:
    if name not in plan.shown:
        reason = too_few or plan.hidden[name]
        hidden = PublishedFigure(measure, "selection", name, 0, "hidden", None, reason)
        return FigureTold(name, hidden, ())
    people = plan.shown[name]
    places = tuple(place for place, part in enumerate(parts) if part.entries <= people)
    published = _published(name, measure, [parts[place] for place in places], rules)
    return FigureTold(name, published, places)


def _published(
    name: str, measure: str, parts: Collection[LeaderPart], rules: DisclosureRules
) -> PublishedFigure:
    n = sum(part.n for part in parts)
    bands = {part.band for part in parts}
    edge = sum((part.n * part.edge for part in parts), Fraction(0)) / n
    mean = sum((part.n * part.value for part in parts), Fraction(0)) / n
    status: Shown = "shown"
    value = printed(mean, rules.decimals)
    if bands == {"high"}:
        status, value = "high band", rounded_down(edge, rules.decimals)
    elif bands == {"low"}:
        status, value = "low band", rounded_up(edge, rules.decimals)
    return PublishedFigure(
        unit=measure,
        kind="selection",
        group=name,
        n=n,
        status=status,
        value=float(value),
        reason="" if status == "shown" else NEAR_END,
        near_ends=bands != {"none"},
        decimals=rules.decimals,
    )


def _hidden(
    figures: Collection[FigureTold], members: Members, rules: DisclosureRules
) -> dict[str, str]:
    """The selections of which no figure is shown, each with a reason."""
    hidden = {}
    for name, leaders in members.items():
        of_name = [each for each in figures if each.selection == name]
        if len(leaders) < rules.survey:
            hidden[name] = f"Fewer than {rules.survey} people."
        elif not any(each.parts for each in of_name):
            hidden[name] = next((each.published.reason for each in of_name), "")
    return hidden


def _left_out(
    figures: Collection[FigureTold], members: Members, told: Mapping[str, MeasureTold]
) -> dict[str, int]:
    """How many leaders with a figure are in none of those of their selection."""
    counted: dict[str, set[str]] = {name: set() for name in members}
    for each in figures:
        parts = told[each.published.unit].parts
        for place in each.parts:
            counted[each.selection] |= {leader_of(entry) for entry in parts[place].entries}
    known = {leader_of(entry) for each in told.values() for entry in each.counted}
    return {name: len((leaders & known) - counted[name]) for name, leaders in members.items()}


def _refuse_odd_figures(measure: str, known: MeasureValues, rules: DisclosureRules) -> None:
    leaders = [leader_of(entry) for entry in known.now]
    if len(set(leaders)) < len(leaders) or not known.now <= known.values.keys():
        raise DisclosureError(
            "a leader has two figures at once, or one without a value",
            where=measure,
            remedy="Give one entry for each leader with a figure.",
        )
    off = [value for value in known.values.values() if not rules.lowest <= value <= rules.highest]
    if off:
        raise DisclosureError(
            f"a leader's figure is {off[0]:g}",
            where=measure,
            remedy=f"Give values on the scale from {rules.lowest} to {rules.highest}.",
        )
