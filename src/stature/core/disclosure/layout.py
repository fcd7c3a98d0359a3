"""What is asked and how it is summed up: items in scales, scales in larger units."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stature.core.errors import DisclosureError
from stature.core.psychometrics.arrays import BoolArray


@dataclass(frozen=True, slots=True)
class Unit:
    """Items that are summed up under a name: a facet, a cluster, a tier, a lens, the total."""

    name: str
    kind: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """Items, the scale of each item, and the units above or across scales.

    ``scale_of`` has one index into ``scales`` for each item. Scales are the finest parts that are
    ever shown by group; no item is in two.
    """

    items: tuple[str, ...]
    scales: tuple[str, ...]
    scale_of: tuple[int, ...]
    units: tuple[Unit, ...] = ()

    def __post_init__(self) -> None:
        if len(self.scale_of) != len(self.items):
            raise DisclosureError(
                f"expected {len(self.items)} entries, got {len(self.scale_of)}",
                where="scale_of",
                remedy="Give the scale of each item.",
            )
        if not self.items or set(self.scale_of) != set(range(len(self.scales))):
            raise DisclosureError(
                "every scale needs an item, and every item a scale",
                where="scale_of",
                remedy="Give the index of a scale for each item, and leave no scale empty.",
            )
        _refuse_repeats(self.items, "items")
        _refuse_repeats((*self.scales, *(unit.name for unit in self.units)), "scales and units")
        for unit in self.units:
            self._refuse_odd_unit(unit)

    @cached_property
    def membership(self) -> BoolArray:
        """Items × scales: whether the item is in the scale."""
        scale_of = np.asarray(self.scale_of)[:, None]
        membership: BoolArray = scale_of == np.arange(len(self.scales))
        return membership

    @cached_property
    def items_of_scale(self) -> tuple[tuple[int, ...], ...]:
        """For each scale the indices of its items."""
        return tuple(tuple(np.flatnonzero(column).tolist()) for column in self.membership.T)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {item: index for index, item in enumerate(self.items)}

    def item_indices(self, unit: Unit) -> tuple[int, ...]:
        """Where the unit's items stand in ``items``."""
        return tuple(self._index[item] for item in unit.items)

    def whole_scales(self, unit: Unit) -> tuple[int, ...] | None:
        """The scales that make up the unit; None if it cuts through a scale."""
        indices = set(self.item_indices(unit))
        scales = sorted({self.scale_of[index] for index in indices})
        whole = {index for scale in scales for index in self.items_of_scale[scale]}
        return tuple(scales) if whole == indices else None

    def _refuse_odd_unit(self, unit: Unit) -> None:
        unknown = [item for item in unit.items if item not in self._index]
        if unknown or not unit.items:
            raise DisclosureError(
                f"no such item: '{unknown[0]}'" if unknown else "a unit needs an item",
                where=f"unit '{unit.name}'",
                remedy="Name items of the layout.",
            )
        _refuse_repeats(unit.items, f"unit '{unit.name}'")


def _refuse_repeats(names: tuple[str, ...], where: str) -> None:
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise DisclosureError(
            f"'{repeated[0]}' stands there twice", where=where, remedy="Name each of them once."
        )
