"""The grid of a framework: clusters down, tiers across; each report fills its own cells."""

from __future__ import annotations

from collections.abc import Callable, Collection

from stature.core.framework.model import Cluster, Competency, Tier
from stature.core.reporting.blocks import GridCell, GridRow, GridTier

TIERS: tuple[Tier, ...] = ("threshold", "distinguishing")
EMPTY = GridCell(code="", name="", tagline="", target="")


def grid_tiers(
    clusters: Collection[Cluster], name_of: Callable[[Tier], str]
) -> tuple[GridTier, ...]:
    """Each tier with the number of columns it takes; a tier that no cluster has takes none."""
    return tuple(
        GridTier(name=name_of(tier), columns=width)
        for tier in TIERS
        if (width := _width(clusters, tier))
    )


def grid_rows(
    clusters: Collection[Cluster], cell_of: Callable[[Competency], GridCell]
) -> tuple[GridRow, ...]:
    """A row for each cluster, with empty cells where it has fewer competencies than others."""
    return tuple(_row(cluster, clusters, cell_of) for cluster in clusters)


def _row(
    cluster: Cluster, clusters: Collection[Cluster], cell_of: Callable[[Competency], GridCell]
) -> GridRow:
    cells: list[GridCell] = []
    for tier in TIERS:
        found = [cell_of(each) for each in _of_tier(cluster, tier)]
        cells += found + [EMPTY] * (_width(clusters, tier) - len(found))
    return GridRow(name=cluster.name, cells=tuple(cells))


def _width(clusters: Collection[Cluster], tier: Tier) -> int:
    return max((len(_of_tier(cluster, tier)) for cluster in clusters), default=0)


def _of_tier(cluster: Cluster, tier: Tier) -> list[Competency]:
    return [each for each in cluster.competencies if each.tier == tier]
