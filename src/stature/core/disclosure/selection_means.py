"""Means of teams, functions and filters, made of the parts into which they cut people."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from stature.core.disclosure.blocks import Band, coarsened
from stature.core.disclosure.figures import PublishedFigure, as_told
from stature.core.disclosure.rules import DisclosureRules
from stature.core.disclosure.selections import People, SelectionPlan
from stature.core.errors import DisclosureError
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table


def selection_means(
    values: Numbers,
    people: Sequence[str],
    measures: Sequence[str],
    plan: SelectionPlan,
    *,
    rules: DisclosureRules | None = None,
) -> tuple[PublishedFigure, ...]:
    """The mean of each measure in each selection that is shown.

    ``values`` is people × measures on the scale of the rules, NaN where missing. A part in which
    fewer than ``rules.survey`` people have a value for a measure is left out of its means.

    Raises DisclosureError for people without a row, and PsychometricsError for values that are no
    table of numbers.
    """
    rules = rules or DisclosureRules()
    table = numeric_table(values, name="values", axes=("people", "measures"))
    _refuse_misfit(table, people, measures, plan, rules)
    row = {person: index for index, person in enumerate(people)}
    rows = [np.array([row[person] for person in part if person in row]) for part in plan.parts]
    return tuple(
        _figure(name, measure, _told(table[:, column], rows, members, plan, rules), rules)
        for name, members in plan.shown.items()
        for column, measure in enumerate(measures)
    )


Told = tuple[int, Fraction, Band]


def _told(
    values: FloatArray,
    rows: Sequence[np.ndarray],
    members: People,
    plan: SelectionPlan,
    rules: DisclosureRules,
) -> list[Told]:
    """For each part of the selection that counts: people, the mean or its band's middle, band."""
    told = []
    for part, indices in zip(plan.parts, rows, strict=True):
        if not part <= members or not len(indices):
            continue
        given = values[indices][~np.isnan(values[indices])]
        if len(given) >= rules.survey:
            mean = Fraction(float(given.mean()))
            told.append((len(given), *coarsened(mean, rules)))
    return told


def _figure(name: str, measure: str, told: list[Told], rules: DisclosureRules) -> PublishedFigure:
    n = sum(count for count, _, _ in told)
    if not told:
        reason = f"Fewer than {rules.survey} people have a value."
        return PublishedFigure(measure, "selection", name, 0, "hidden", None, reason)
    bands = {band for _, _, band in told}
    mean = sum((count * told_mean for count, told_mean, _ in told), Fraction(0)) / n
    status, value, reason = as_told(mean, bands, rules)
    return PublishedFigure(
        unit=measure,
        kind="selection",
        group=name,
        n=n,
        status=status,
        value=value,
        reason=reason,
        near_ends=bands != {"none"},
        decimals=rules.decimals,
    )


def _refuse_misfit(
    table: FloatArray,
    people: Sequence[str],
    measures: Sequence[str],
    plan: SelectionPlan,
    rules: DisclosureRules,
) -> None:
    if table.shape != (len(people), len(measures)) or len(set(people)) != len(people):
        raise DisclosureError(
            f"expected {len(people)} different people × {len(measures)} measures, "
            f"got {table.shape[0]} × {table.shape[1]}",
            where="values",
            remedy="Give one row for each person and one column for each measure.",
        )
    missing = set().union(*plan.shown.values()) - set(people)
    if missing:
        raise DisclosureError(
            f"no row for '{min(missing)}'",
            where="people",
            remedy="Give a row for each person of each selection; NaN where there is no value.",
        )
    given = table[~np.isnan(table)]
    if given.size and (given.min() < rules.lowest or given.max() > rules.highest):
        raise DisclosureError(
            f"values reach from {given.min():g} to {given.max():g}",
            where="values",
            remedy=f"Give values on the scale from {rules.lowest} to {rules.highest}.",
        )
