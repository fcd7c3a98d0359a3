"""Blocks of figures and cells: totals, the grid of competencies, plain tables."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from stature.core.document import Part
from stature.core.reporting.blocks.base import Anchor, Block, Unspoken


class ScoreEntry(Part):
    """One figure and what it is."""

    label: str
    value: str


class ScoreLine(Block):
    """The totals of one area in large figures."""

    is_prose: ClassVar[bool] = False

    kind: Literal["score_line"] = "score_line"
    entries: tuple[ScoreEntry, ...]
    note: str = ""


class GridCell(Part):
    """One competency in the grid, with the anchor of its page and, in reports, its score."""

    code: str
    name: str
    score: str = ""
    tagline: str
    target: Anchor


class GridTier(Part):
    """The heading of a tier and the number of columns that it takes."""

    name: str
    columns: int


class GridRow(Part):
    """One cluster of the grid."""

    name: str
    cells: tuple[GridCell, ...]


class CompetencyGrid(Block):
    """Clusters by tier: the whole framework at a glance."""

    kind: Literal["competency_grid"] = "competency_grid"
    caption: str
    corner: str
    tiers: tuple[GridTier, ...]
    rows: tuple[GridRow, ...]


class DataTable(Block):
    """A plain table; the columns in ``numeric`` are set flush right.

    ``targets`` holds an anchor for each row, which its first cell links to.
    """

    is_prose: ClassVar[bool] = False

    kind: Literal["data_table"] = "data_table"
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    targets: Annotated[tuple[str, ...], Unspoken()] = ()
