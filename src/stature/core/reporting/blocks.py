"""The typed blocks that reports are made of. Each has one template in every renderer."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from stature.core.document import Part


class Unspoken:
    """Marks a field that is not read as words: an anchor, a rule, a drawing's description."""


Anchor = Annotated[str, Unspoken()]
RuleKey = Annotated[str, Unspoken()]
Description = Annotated[str, Unspoken()]


class Sentence(Part):
    """A sentence and the rule that chose it."""

    text: str
    rule: RuleKey


class Block(Part):
    """Base of all blocks; ``kind`` names the template that draws it.

    ``is_prose`` says whether its words count towards the length of a report.
    """

    is_prose: ClassVar[bool] = True

    kind: str


class Masthead(Block):
    """The top of a report: what it is, for whom, of which day."""

    kind: Literal["masthead"] = "masthead"
    product: str
    title: str
    personalised_for: str
    facts: tuple[str, ...]
    banner: str = ""


class Paragraph(Block):
    """Sentences that belong together."""

    kind: Literal["paragraph"] = "paragraph"
    sentences: tuple[Sentence, ...]
    style: Literal["lead", "body", "note"] = "body"


class Heading(Block):
    """A heading inside a section, and the anchor that links lead to."""

    kind: Literal["heading"] = "heading"
    text: str
    anchor: Anchor = ""


class Step(Part):
    """One numbered step or use: a short heading and its text."""

    heading: str
    text: str


class Steps(Block):
    """A numbered list in order of priority."""

    kind: Literal["steps"] = "steps"
    steps: tuple[Step, ...]


class Highlight(Part):
    """One strength or priority, with the anchor of the place that says more."""

    code: str
    text: str
    target: Anchor = ""


class HighlightList(Part):
    """A headed list of highlights, or the words for having none."""

    heading: str
    highlights: tuple[Highlight, ...]
    if_none: str = ""


class Highlights(Block):
    """Lists side by side: strengths first, then priorities."""

    kind: Literal["highlights"] = "highlights"
    page_label: str
    lists: tuple[HighlightList, ...]


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


class QuestionGroup(Part):
    """Questions for the reader, or for the reader's organisation."""

    heading: str
    questions: tuple[str, ...]


class ListColumns(Block):
    """Headed lists side by side."""

    kind: Literal["list_columns"] = "list_columns"
    groups: tuple[QuestionGroup, ...]


class CoachingCard(Block):
    """An item for coaching: why it matters, what good looks like, and questions."""

    kind: Literal["coaching_card"] = "coaching_card"
    code: str
    label: str
    statement: str
    ratings: str
    why_heading: str = ""
    why_it_matters: str = ""
    good_heading: str = ""
    good_practice: str = ""
    question_groups: tuple[QuestionGroup, ...]
    anchor: Anchor = ""


class Bullets(Block):
    """A plain list, with a small heading when there is one.

    ``keep_together`` leaves it whole on one page.
    """

    kind: Literal["bullets"] = "bullets"
    heading: str = ""
    keep_together: bool = False
    entries: tuple[str, ...]


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


class ContractField(Part):
    """One prompt of the contract with what is filled in and the empty lines under it."""

    number: int
    label: str
    hint: str
    filled_in: str
    lines: int


class ContractForm(Block):
    """A contract for change to fill in and sign."""

    is_prose: ClassVar[bool] = False

    kind: Literal["contract_form"] = "contract_form"
    fields: tuple[ContractField, ...]
    signatures: tuple[str, ...]


class Definition(Part):
    """A term and its meaning."""

    term: str
    meaning: str


class Definitions(Block):
    """A glossary."""

    kind: Literal["definitions"] = "definitions"
    entries: tuple[Definition, ...]
