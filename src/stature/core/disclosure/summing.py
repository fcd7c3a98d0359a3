"""From blocks to means of scales and larger units, by group and for all raters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from stature.core.disclosure.blocks import Block
from stature.core.disclosure.combination import Combination, answers_together, weighted_mean
from stature.core.disclosure.figures import PublishedFigure, hidden_figure, shown_figure
from stature.core.disclosure.layout import Layout, Unit
from stature.core.disclosure.options import OptionCounts
from stature.core.disclosure.pooling import published_pool
from stature.core.disclosure.rules import ALL_RATERS, SELF, DisclosureRules

OfScales = dict[int, Combination]


@dataclass(frozen=True)
class ScaleMeans:
    """For each group that is shown, and for all raters, the mean of each scale that is shown."""

    groups: dict[str, OfScales]

    @classmethod
    def of(cls, blocks: Sequence[Block], rules: DisclosureRules, *, weighting: str) -> ScaleMeans:
        """Means by group, and the mean over groups or raters, without the leader's own view."""
        together: dict[str, dict[int, list[Block]]] = {}
        for block in blocks:
            together.setdefault(block.group, {}).setdefault(block.scale, []).append(block)
        groups = {
            group: {scale: answers_together(parts) for scale, parts in scales.items()}
            for group, scales in together.items()
        }
        protected = {block.group for block in blocks if block.protected}
        groups[ALL_RATERS] = _all_raters(groups, protected, rules, weighting)
        return cls(groups)

    def of_group(self, group: str) -> OfScales:
        """The scales shown for the group; none if the group is not shown."""
        return self.groups.get(group, {})


def _all_raters(
    groups: dict[str, OfScales], protected: set[str], rules: DisclosureRules, weighting: str
) -> OfScales:
    others = {group: scales for group, scales in groups.items() if group != SELF}
    found = {}
    for scale in sorted({scale for scales in others.values() for scale in scales}):
        parts = {group: scales[scale] for group, scales in others.items() if scale in scales}
        sizes = [len(part.raters) for part in parts.values()]
        if protected & set(parts) and sum(sizes) >= rules.all_raters:
            weights = [1] * len(sizes) if weighting == "group" else sizes
            found[scale] = weighted_mean(list(parts.values()), weights)
    return found


def published_means(
    layout: Layout, means: ScaleMeans, options: Sequence[OptionCounts], rules: DisclosureRules
) -> tuple[PublishedFigure, ...]:
    """A figure for each scale and unit, for each group that is shown and for all raters."""
    figures = [
        figure
        for group in means.groups
        for scale, name in enumerate(layout.scales)
        for figure in _of_scale(name, scale, group, means, rules)
    ]
    for unit in layout.units:
        figures.extend(_of_unit(unit, layout, means, options, rules))
    return tuple(figures)


def _of_scale(
    name: str, scale: int, group: str, means: ScaleMeans, rules: DisclosureRules
) -> Iterator[PublishedFigure]:
    combination = means.of_group(group).get(scale)
    if combination is None:
        yield hidden_figure(unit=name, kind="scale", group=group, reason=_too_few(group, rules))
    else:
        yield shown_figure(combination, unit=name, kind="scale", group=group, rules=rules)


def _of_unit(
    unit: Unit,
    layout: Layout,
    means: ScaleMeans,
    options: Sequence[OptionCounts],
    rules: DisclosureRules,
) -> Iterator[PublishedFigure]:
    """By group if the unit is made of whole scales, else from the counts of all raters."""
    scales = layout.whole_scales(unit)
    if scales is None:
        items = [options[item] for item in layout.item_indices(unit)]
        yield published_pool(unit, items, rules)
        return
    for group in means.groups:
        shown = [part for scale in scales if (part := means.of_group(group).get(scale))]
        if not shown or Fraction(len(shown), len(scales)) < rules.least_answered:
            reason = _too_few(group, rules)
            yield hidden_figure(unit=unit.name, kind=unit.kind, group=group, reason=reason)
        else:
            mean = weighted_mean(shown, [1] * len(shown))
            yield shown_figure(mean, unit=unit.name, kind=unit.kind, group=group, rules=rules)


def _too_few(group: str, rules: DisclosureRules) -> str:
    if group in rules.shown_singly:
        return "Too few questions were answered."
    least = rules.all_raters if group == ALL_RATERS else rules.per_group
    return f"Fewer than {least} people answered enough of it."
