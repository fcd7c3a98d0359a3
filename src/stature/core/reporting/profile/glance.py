"""The first page: three sentences, strengths, priorities, one chart."""

from __future__ import annotations

from stature.core.reporting.blocks import (
    Block,
    Dumbbell,
    DumbbellRow,
    Highlight,
    HighlightList,
    Highlights,
    Masthead,
    Sentence,
)
from stature.core.reporting.profile.context import (
    ProfileContext,
    item_anchor,
    say_all,
    section_anchor,
)
from stature.core.reporting.report import ReportSection
from stature.core.reporting.texts import show_number
from stature.core.scoring.section_scores import SectionScore


def glance_section(context: ProfileContext) -> ReportSection:
    """Your report at a glance."""
    blocks: tuple[Block, ...] = (
        say_all([_strongest_area(context), _first_priority(context), _widest_gap(context)], "lead"),
        Highlights(
            page_label=context.texts.fill("page_reference"),
            lists=(_strengths(context), _priorities(context)),
        ),
        area_chart(context),
    )
    return ReportSection(
        anchor="glance", heading=context.texts.fill("heading.glance"), blocks=blocks
    )


def masthead(context: ProfileContext) -> Masthead:
    """What the report is, for whom, of which day, and who may read it."""
    fill, response = context.texts.fill, context.response
    name = response.name or fill("masthead.no_name")
    day = response.completed
    facts = [
        fill("masthead.completed", date=context.texts.date_in_words(day))
        if day
        else fill("masthead.no_date"),
        fill("masthead.purpose"),
        fill("masthead.who_can_see"),
    ]
    if response.organisation_name:
        facts.insert(0, response.organisation_name)
    return Masthead(
        product=context.instrument.title,
        title=fill("masthead.title"),
        personalised_for=fill("masthead.personalised_for", name=name),
        facts=tuple(facts),
        banner=fill("masthead.made_up") if context.made_up else "",
    )


def _strongest_area(context: ProfileContext) -> Sentence:
    say, score = context.texts.say, context.score
    if score.strongest_section is None:
        return say("glance.strongest.none")
    totals = [section.totals[context.own] for section in score.sections]
    best = score.section(score.strongest_section).totals[context.own]
    shown = {"total": show_number(best.value or 0), "maximum": best.maximum}
    area = context.section(score.strongest_section).name
    if len(totals) == 1:
        return say("glance.strongest.only_area", area=area, **shown)
    if len({total.value for total in totals}) == 1:
        return say("glance.strongest.all_equal", **shown)
    return say("glance.strongest.area", area=area, **shown)


def _first_priority(context: ProfileContext) -> Sentence:
    say = context.texts.say
    if context.score.priorities:
        item = context.item(context.score.priorities[0])
        return say("glance.priority.item", does=item.behaviour)
    if context.score.n_answered[context.own] == 0:
        return say("glance.priority.no_answers")
    return say("glance.priority.none")


def _widest_gap(context: ProfileContext) -> Sentence:
    say, score = context.texts.say, context.score
    if not context.organisation_rated:
        return say("glance.gap.organisation_not_rated")
    if all(section.gap is None for section in score.sections):
        return say("glance.gap.unknown")
    if score.widest_gap is None:
        return say("area.gap.none" if len(score.sections) == 1 else "glance.gap.none")
    gap = score.section(score.widest_gap).gap or 0
    place = "area" if len(score.sections) == 1 else "glance"
    return say(
        f"{place}.gap.you_higher" if gap > 0 else f"{place}.gap.organisation_higher",
        area=context.section(score.widest_gap).name,
        points=context.points(abs(gap)),
    )


def _strengths(context: ProfileContext) -> HighlightList:
    items = [context.item(code) for code in context.score.strengths]
    return HighlightList(
        heading=context.texts.fill("highlights.strengths"),
        highlights=tuple(
            Highlight(
                code=item.code,
                text=context.texts.fill("highlights.strength", you_do=context.you_do(item)),
                target=section_anchor(item.code.split("-")[0]),
            )
            for item in items
        ),
        if_none=context.texts.fill("highlights.no_strengths"),
    )


def _priorities(context: ProfileContext) -> HighlightList:
    items = [context.item(code) for code in context.score.priorities]
    return HighlightList(
        heading=context.texts.fill("highlights.priorities"),
        highlights=tuple(
            Highlight(
                code=item.code,
                text=context.texts.fill("highlights.priority", you_do=context.you_do(item))
                if context.rating(item, context.own) is not None
                else context.texts.fill("highlights.priority_unrated", label=item.label),
                target=item_anchor(item.code),
            )
            for item in items
        ),
        if_none=context.texts.fill("highlights.no_priorities"),
    )


def area_chart(context: ProfileContext) -> Dumbbell:
    """All areas in their order of priority, both totals on one axis."""
    first = context.score.sections[0].totals[context.own]
    rows = tuple(_chart_row(context, section) for section in context.score.sections)
    return Dumbbell(
        title=_chart_title(context),
        description="; ".join(
            context.texts.fill(
                "chart.row", label=row.label, first=row.first_text, second=row.second_text
            )
            for row in rows
        ),
        row_heading=context.texts.fill("chart.area"),
        first_label=context.texts.fill("chart.you"),
        second_label=context.texts.fill("chart.organisation"),
        gap_label=context.texts.fill("chart.gap"),
        maximum=first.maximum,
        ticks=tuple(range(0, first.maximum + 1, max(1, first.maximum // 4))),
        rows=rows,
    )


def _chart_row(context: ProfileContext, section: SectionScore) -> DumbbellRow:
    own, organisation = section.totals[context.own], section.totals[context.organisation]
    return DumbbellRow(
        label=context.section(section.section).short_name,
        first=own.value,
        second=organisation.value,
        first_text=context.show_total(own),
        second_text=context.show_total(organisation),
        gap_text=context.show_gap(section),
        target=section_anchor(section.section),
    )


def _chart_title(context: ProfileContext) -> str:
    """The finding of the chart: in how many areas the reader rates themselves higher."""
    fill = context.texts.fill
    gaps = [section.gap for section in context.score.sections if section.gap is not None]
    if not gaps:
        return fill("chart.title.one_column")
    higher, lower = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    if higher == lower == 0:
        return fill("chart.title.same")
    if higher and lower:
        return fill(
            "chart.title.mixed",
            higher=context.texts.count("areas", higher),
            lower=context.texts.count("areas", lower),
        )
    key = "chart.title.you_higher" if higher else "chart.title.organisation_higher"
    return fill(key, areas=context.texts.count("areas", higher or lower))
