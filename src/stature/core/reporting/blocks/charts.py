"""Blocks that draw: positions on a scale with their error, and counts of answers."""

from __future__ import annotations

from typing import ClassVar, Literal

from stature.core.document import Part
from stature.core.reporting.blocks.base import Anchor, Block, Description


class DumbbellRow(Part):
    """One row of a dumbbell chart; a value of None draws no mark."""

    label: str
    first: float | None
    second: float | None
    first_text: str
    second_text: str
    gap_text: str
    target: Anchor = ""


class Dumbbell(Block):
    """Two marks on a common axis for each row, with the figures beside them."""

    is_prose: ClassVar[bool] = False

    kind: Literal["dumbbell"] = "dumbbell"
    title: str
    description: Description
    row_heading: str
    first_label: str
    second_label: str
    gap_label: str
    maximum: float
    ticks: tuple[int, ...]
    rows: tuple[DumbbellRow, ...]


class ItemDotsRow(Part):
    """One item with both answers as numbers and words."""

    code: str
    label: str
    first: int | None
    second: int | None
    first_text: str
    second_text: str
    for_coaching: bool = False


class ItemDots(Block):
    """Each item's two answers on the response scale."""

    is_prose: ClassVar[bool] = False

    kind: Literal["item_dots"] = "item_dots"
    title: str
    description: Description
    row_heading: str
    first_label: str
    second_label: str
    coaching_mark: str
    options: tuple[str, ...]
    rows: tuple[ItemDotsRow, ...]


class IntervalRow(Part):
    """One estimate with its interval; limits of None draw the estimate alone."""

    label: str
    estimate: float
    low: float | None
    high: float | None
    estimate_text: str
    interval_text: str


class IntervalPlot(Block):
    """An estimate and its interval for each row, on a common axis from lowest to highest."""

    is_prose: ClassVar[bool] = False

    kind: Literal["interval_plot"] = "interval_plot"
    title: str
    row_heading: str
    estimate_label: str
    interval_label: str
    lowest: float
    highest: float
    ticks: tuple[float, ...]
    tick_labels: tuple[str, ...]
    rows: tuple[IntervalRow, ...]


class RatingRow(Part):
    """One row of ratings: own mark, others' mark, others' range, a target; None draws nothing.

    ``figures`` stand beside the drawing, one for each heading. A ``heading`` starts a new part of
    the chart above this row.
    """

    heading: str = ""
    label: str
    own: float | None = None
    others: float | None = None
    low: float | None = None
    high: float | None = None
    aim: float | None = None
    figures: tuple[str, ...]
    target: Anchor = ""


class RatingKey(Part):
    """What the marks of a chart mean; an empty text leaves the mark out."""

    own: str = ""
    others: str = ""
    interval: str = ""
    aim: str = ""


class RatingDots(Block):
    """Ratings of oneself and of others on the whole response scale, joined, with others' range."""

    is_prose: ClassVar[bool] = False

    kind: Literal["rating_dots"] = "rating_dots"
    title: str
    row_heading: str
    key: RatingKey
    lowest: int
    highest: int
    figure_headings: tuple[str, ...]
    rows: tuple[RatingRow, ...]


class AnswerCountsRow(Part):
    """How many people chose each option of an item, and which one the reader chose (from 0)."""

    label: str
    counts: tuple[int, ...]
    own: int | None
    own_text: str


class AnswerCounts(Block):
    """One row of squares for each item: a square for each person, under the option chosen."""

    is_prose: ClassVar[bool] = False

    kind: Literal["answer_counts"] = "answer_counts"
    title: str
    row_heading: str
    own_label: str
    options: tuple[str, ...]
    rows: tuple[AnswerCountsRow, ...]


class AnswerSharesRow(Part):
    """How the answers to one item spread over the options: shares that add up to 1."""

    label: str
    shares: tuple[float, ...]
    count_text: str


class AnswerShares(Block):
    """One bar for each item, divided by answer option, with the shares in words beside it."""

    is_prose: ClassVar[bool] = False

    kind: Literal["answer_shares"] = "answer_shares"
    title: str
    row_heading: str
    count_label: str
    options: tuple[str, ...]
    rows: tuple[AnswerSharesRow, ...]
