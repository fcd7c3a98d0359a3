"""Counts of answers to single items, and means of units that cut through scales."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

import numpy as np

from stature.core.disclosure.blocks import Block
from stature.core.disclosure.figures import PublishedFigure, hidden_figure, printed
from stature.core.disclosure.layout import Layout, Unit
from stature.core.disclosure.options import OptionBlock, OptionCounts
from stature.core.disclosure.rules import ALL_RATERS, DisclosureRules

_NOT_SHOWN = "Answers to single questions are not shown here. They could show who said what."


def published_options(
    layout: Layout,
    found: Collection[OptionBlock],
    valid: Collection[Block],
    rules: DisclosureRules,
) -> tuple[OptionCounts, ...]:
    """One entry for each item, in the layout's order; counts only from people still counted."""
    in_blocks: dict[int, set[str]] = {}
    for block in valid:
        in_blocks.setdefault(block.scale, set()).update(block.raters)
    counts = np.zeros((len(layout.items), len(rules.options)), dtype=int)
    for part in found:
        if set(part.raters) <= in_blocks.get(part.scale, set()):
            counts[list(layout.items_of_scale[part.scale])] += np.array(part.counts)
    return tuple(
        _published(item, row, rules)
        for item, row in zip(layout.items, counts.tolist(), strict=True)
    )


def _published(item: str, counts: list[int], rules: DisclosureRules) -> OptionCounts:
    if not any(counts):
        return OptionCounts(item, 0, None, _NOT_SHOWN, rules.lowest)
    return OptionCounts(item, sum(counts), tuple(counts), "", rules.lowest)


def published_pool(
    unit: Unit, items: Sequence[OptionCounts], rules: DisclosureRules
) -> PublishedFigure:
    """The mean over items of their means, for all protected raters together.

    It rests on published counts alone, so it is hidden unless all of them are shown.
    """
    if any(item.counts is None for item in items):
        return hidden_figure(unit=unit.name, kind=unit.kind, group=ALL_RATERS, reason=_NOT_SHOWN)
    value = sum((_exact_mean(item) for item in items), Fraction(0)) / len(items)
    return PublishedFigure(
        unit=unit.name,
        kind=unit.kind,
        group=ALL_RATERS,
        n=min(item.n for item in items),
        status="shown",
        value=float(printed(value, rules.decimals)),
        decimals=rules.decimals,
        statistic="mean of counts",
    )


def _exact_mean(item: OptionCounts) -> Fraction:
    assert item.counts is not None
    total = sum(count * value for value, count in enumerate(item.counts, item.lowest))
    return Fraction(total, item.n)
