"""Blocks to read and to fill in: headings, sentences, lists, cards, the contract."""

from __future__ import annotations

from typing import ClassVar, Literal

from stature.core.document import Part
from stature.core.reporting.blocks.base import Anchor, Block, Sentence


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
