"""The handbook of a framework: the grid first, a page for each competency, index, glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stature.core.framework.customer import CustomerWord
from stature.core.framework.model import Competency, Facet, Framework, Tier
from stature.core.reporting.blocks import (
    Block,
    Bullets,
    CompetencyGrid,
    DataTable,
    Definition,
    Definitions,
    GridCell,
    Heading,
    Masthead,
    Paragraph,
    Sentence,
)
from stature.core.reporting.framework_grid import grid_rows, grid_tiers
from stature.core.reporting.report import Report, ReportSection
from stature.core.reporting.texts import ReportTexts


@dataclass(frozen=True)
class HandbookContext:
    """A framework with the word for customer and the texts of the handbook."""

    framework: Framework
    word: CustomerWord
    texts: ReportTexts

    def speak(self, text: str) -> str:
        """A text of the framework in the organisation's words."""
        return self.word.put_into(text)

    def quote(self, text: str, rule: str) -> Paragraph:
        """A paragraph out of the framework."""
        return Paragraph(sentences=(Sentence(text=self.speak(text), rule=rule),))

    def tier_name(self, tier: Tier) -> str:
        """The words for a tier."""
        return self.texts.fill(f"tier.{tier}")


def compose_handbook(
    framework: Framework, texts: ReportTexts, *, customer_word: CustomerWord | None = None
) -> Report:
    """The handbook, in the framework's own word for customer or another one."""
    context = HandbookContext(framework, customer_word or framework.customer_word, texts)
    return Report(
        title=texts.fill("document_title", title=framework.title),
        person=framework.version,
        language=framework.language,
        day=framework.provenance.published,
        footer=texts.fill("footer", title=framework.title, version=framework.version),
        page_label=texts.fill("page_label"),
        contents_label=texts.fill("contents_label"),
        masthead=_masthead(context),
        sections=(
            _grid_section(context),
            *[_competency_section(context, each) for each in framework.competencies],
            _index_section(context),
            _glossary_section(context),
            _provenance_section(context),
        ),
    )


def _masthead(context: HandbookContext) -> Masthead:
    fill, framework = context.texts.fill, context.framework
    published = context.texts.date_in_words(framework.provenance.published)
    return Masthead(
        product=fill("masthead.product"),
        title=framework.title,
        personalised_for=fill("masthead.version", version=framework.version, date=published),
        facts=(context.speak(framework.provenance.purpose),),
    )


def _grid_section(context: HandbookContext) -> ReportSection:
    framework = context.framework
    return ReportSection(
        anchor="grid",
        heading=context.texts.fill("heading.grid"),
        blocks=(
            Paragraph(
                sentences=(
                    context.texts.say("grid.threshold"),
                    context.texts.say("grid.distinguishing"),
                )
            ),
            CompetencyGrid(
                caption=context.texts.fill("grid.caption"),
                corner=context.texts.fill("grid.cluster"),
                tiers=grid_tiers(framework.clusters, context.tier_name),
                rows=grid_rows(framework.clusters, lambda each: _grid_cell(context, each)),
            ),
            Definitions(
                entries=tuple(
                    Definition(term=cluster.name, meaning=context.speak(cluster.description))
                    for cluster in framework.clusters
                )
            ),
        ),
    )


def _grid_cell(context: HandbookContext, competency: Competency) -> GridCell:
    return GridCell(
        code=competency.code,
        name=competency.name,
        tagline=context.speak(competency.tagline),
        target=_anchor(competency),
    )


def _anchor(competency: Competency) -> str:
    return f"competency-{competency.code.lower()}"


def _competency_section(context: HandbookContext, competency: Competency) -> ReportSection:
    fill, view = context.texts.fill, competency.customer_view
    blocks: list[Block] = [
        Paragraph(
            sentences=(
                Sentence(text=f"{context.speak(competency.tagline)}.", rule="competency.tagline"),
                context.texts.say(
                    "competency.place",
                    tier=context.tier_name(competency.tier),
                    emphasis=fill(f"emphasis.{competency.emphasis}"),
                ),
            ),
            style="lead",
        ),
        context.quote(competency.essence, "competency.essence"),
        Heading(text=fill("competency.customer_view", customers=context.word.plural)),
        context.quote(view.description, "competency.description"),
        context.quote(view.benefit, "competency.benefit"),
    ]
    for facet in competency.facets:
        blocks += _facet(context, facet)
    blocks += _counter_indicators_and_anchors(context, competency)
    return ReportSection(
        anchor=_anchor(competency),
        heading=f"{competency.code} {competency.name}",
        blocks=tuple(blocks),
        starts_page=True,
    )


def _facet(context: HandbookContext, facet: Facet) -> Iterator[Block]:
    fill = context.texts.fill
    yield Heading(text=context.speak(facet.title))
    for heading, statements in (
        ("facet.indicators", facet.indicators),
        ("facet.hints", facet.hints),
        ("facet.questions", facet.questions),
    ):
        if statements:
            yield Bullets(
                heading=fill(heading),
                entries=tuple(context.speak(statement.text) for statement in statements),
            )


def _counter_indicators_and_anchors(
    context: HandbookContext, competency: Competency
) -> Iterator[Block]:
    fill = context.texts.fill
    names = {level.level: level.name for level in context.framework.proficiency_levels}
    if competency.counter_indicators:
        yield Heading(text=fill("competency.counter_indicators"))
        yield Bullets(
            entries=tuple(context.speak(each.text) for each in competency.counter_indicators)
        )
    if competency.anchors:
        yield DataTable(
            caption=fill("competency.anchors"),
            header=(fill("anchor.level"), fill("anchor.what_one_sees")),
            rows=tuple(
                (f"{anchor.level} {names[anchor.level]}", context.speak(anchor.text))
                for anchor in competency.anchors
            ),
        )


def _index_section(context: HandbookContext) -> ReportSection:
    """Every facet and competency in alphabetical order, with its code and a link."""
    entries = sorted(
        (
            (name, code, _anchor(competency))
            for competency in context.framework.competencies
            for name, code in (
                (competency.name, competency.code),
                *[(context.speak(facet.title), facet.code) for facet in competency.facets],
            )
        ),
        key=lambda entry: entry[0].casefold(),
    )
    table = DataTable(
        caption=context.texts.fill("index.caption"),
        header=(context.texts.fill("index.name"), context.texts.fill("index.code")),
        rows=tuple((name, code) for name, code, _ in entries),
        targets=tuple(target for _, _, target in entries),
    )
    return ReportSection(
        anchor="a-to-z",
        heading=context.texts.fill("heading.index"),
        blocks=(table,),
        starts_page=True,
        is_appendix=True,
    )


def _glossary_section(context: HandbookContext) -> ReportSection:
    entries = tuple(
        Definition(term=entry.term, meaning=entry.meaning) for entry in context.texts.glossary
    )
    return ReportSection(
        anchor="glossary",
        heading=context.texts.fill("heading.glossary"),
        blocks=(Definitions(entries=entries),),
        starts_page=True,
        is_appendix=True,
    )


def _provenance_section(context: HandbookContext) -> ReportSection:
    framework, fill = context.framework, context.texts.fill
    provenance = framework.provenance
    rows = (
        (fill("provenance.roles"), "; ".join(provenance.target_roles)),
        (fill("provenance.method"), context.speak(provenance.method)),
        (fill("provenance.authors"), "; ".join(framework.authors)),
        (fill("provenance.reviewers"), "; ".join(provenance.reviewers) or "–"),
        (fill("provenance.licence"), framework.licence),
        (fill("provenance.fingerprint"), framework.sha256[:16]),
    )
    return ReportSection(
        anchor="provenance",
        heading=fill("heading.provenance"),
        blocks=(
            DataTable(
                caption=fill("provenance.caption"),
                header=(fill("provenance.what"), fill("provenance.value")),
                rows=rows,
            ),
        ),
        is_appendix=True,
    )
