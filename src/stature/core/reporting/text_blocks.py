"""Each kind of block in lines of plain text: what the page shows of it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import chain
from typing import Final

from stature.core.reporting import blocks

BULLET: Final = "- "


@singledispatch
def lines_of(block: blocks.Block) -> Iterator[str]:
    """The lines of a block. Every kind has a rule of its own.

    Raises NotImplementedError for a kind without one, so that nothing is said by accident.
    """
    raise NotImplementedError(f"no plain text for blocks of kind '{block.kind}'")


@lines_of.register
def _masthead(block: blocks.Masthead) -> Iterator[str]:
    yield from filter(None, [block.banner, block.product, block.title, block.personalised_for])
    yield from block.facts


@lines_of.register
def _heading(block: blocks.Heading) -> Iterator[str]:
    yield block.text
    yield "-" * len(block.text)


@lines_of.register
def _paragraph(block: blocks.Paragraph) -> Iterator[str]:
    yield " ".join(sentence.text for sentence in block.sentences)


@lines_of.register
def _steps(block: blocks.Steps) -> Iterator[str]:
    for number, step in enumerate(block.steps, 1):
        yield f"{number}. {step.heading}. {step.text}"


@lines_of.register
def _highlights(block: blocks.Highlights) -> Iterator[str]:
    for each in block.lists:
        yield f"{each.heading}:"
        if each.highlights:
            yield from _bullets(f"{entry.code} {entry.text}" for entry in each.highlights)
        else:
            yield each.if_none


@lines_of.register
def _list_columns(block: blocks.ListColumns) -> Iterator[str]:
    return _headed(block.groups)


@lines_of.register
def _coaching_card(block: blocks.CoachingCard) -> Iterator[str]:
    yield f"{block.code} {block.label}"
    yield block.statement
    yield block.ratings
    if block.why_it_matters:
        yield f"{block.why_heading}. {block.why_it_matters}"
    if block.good_practice:
        yield f"{block.good_heading}. {block.good_practice}"
    yield from _headed(block.question_groups)


@lines_of.register
def _bullet_list(block: blocks.Bullets) -> Iterator[str]:
    if block.heading:
        yield f"{block.heading}:"
    yield from _bullets(block.entries)


@lines_of.register
def _contract(block: blocks.ContractForm) -> Iterator[str]:
    for field in block.fields:
        yield f"{field.number}. {field.label}"
        yield field.hint
        if field.filled_in:
            yield field.filled_in
    yield from _bullets(block.signatures)


@lines_of.register
def _definitions(block: blocks.Definitions) -> Iterator[str]:
    for entry in block.entries:
        yield f"{entry.term}: {entry.meaning}"


@lines_of.register
def _score_line(block: blocks.ScoreLine) -> Iterator[str]:
    for entry in block.entries:
        yield f"{entry.label}: {entry.value}"
    if block.note:
        yield block.note


@lines_of.register
def _grid(block: blocks.CompetencyGrid) -> Iterator[str]:
    tiers = list(chain.from_iterable([tier.name] * tier.columns for tier in block.tiers))
    yield block.caption
    for row in block.rows:
        yield f"{row.name}:"
        for tier, cell in zip(tiers, row.cells, strict=False):
            if cell.target:
                texts = [f"{tier}: {cell.code}", cell.name, cell.score, cell.tagline]
                yield BULLET + " ".join(filter(None, texts))


@lines_of.register
def _table(block: blocks.DataTable) -> Iterator[str]:
    yield block.caption
    yield from _bullets(_row(row[0], block.header[1:], row[1:]) for row in block.rows)


@lines_of.register
def _dumbbell(block: blocks.Dumbbell) -> Iterator[str]:
    yield block.title
    labels = (block.first_label, block.second_label, block.gap_label)
    for row in block.rows:
        figures = (row.first_text, row.second_text, row.gap_text)
        yield BULLET + _row(row.label, labels, figures)


@lines_of.register
def _item_dots(block: blocks.ItemDots) -> Iterator[str]:
    yield block.title
    labels = (block.first_label, block.second_label)
    for row in block.rows:
        mark = f" ({block.coaching_mark})" if row.for_coaching else ""
        label = f"{row.code} {row.label}{mark}"
        yield BULLET + _row(label, labels, (row.first_text, row.second_text))


@lines_of.register
def _intervals(block: blocks.IntervalPlot) -> Iterator[str]:
    yield block.title
    labels = (block.estimate_label, block.interval_label)
    for row in block.rows:
        yield BULLET + _row(row.label, labels, (row.estimate_text, row.interval_text))


@lines_of.register
def _rating_dots(block: blocks.RatingDots) -> Iterator[str]:
    yield block.title
    for row in block.rows:
        if row.heading:
            yield f"{row.heading}:"
        yield BULLET + _row(row.label, block.figure_headings, row.figures)


@lines_of.register
def _answer_counts(block: blocks.AnswerCounts) -> Iterator[str]:
    """How many chose each answer, with the words of the answer before each number."""
    if block.title:
        yield block.title
    for row in block.rows:
        counts = _row(row.label, block.options, map(str, row.counts))
        yield f"{BULLET}{counts}; {block.own_label}: {row.own_text}"


@lines_of.register
def _answer_shares(block: blocks.AnswerShares) -> Iterator[str]:
    yield block.title
    for row in block.rows:
        shares = _row(row.label, block.options, (f"{share:.0%}" for share in row.shares))
        yield f"{BULLET}{shares}; {block.count_label}: {row.count_text}"


def _row(label: str, headings: Iterable[str], figures: Iterable[str]) -> str:
    """One row of a chart or a table: each figure after the heading it stands under."""
    told = (f"{heading} {figure}" for heading, figure in zip(headings, figures, strict=True))
    return f"{label}: {', '.join(told)}"


def _headed(groups: Iterable[blocks.QuestionGroup]) -> Iterator[str]:
    for group in groups:
        yield f"{group.heading}:"
        yield from _bullets(group.questions)


def _bullets(entries: Iterable[str]) -> Iterator[str]:
    return (f"{BULLET}{entry}" for entry in entries)
