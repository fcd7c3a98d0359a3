"""The first page: three sentences, strengths, priorities, one chart."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

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
    gap_anchor,
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
            page_label=context.fill("page_reference"),
            lists=(_strengths(context), _priorities(context)),
        ),
        area_chart(context),
    )
    return ReportSection(anchor="glance", heading=context.fill("heading.glance"), blocks=blocks)


def masthead(context: ProfileContext) -> Masthead:
    """What the report is, for whom, of which day, and who may read it."""
    fill, response = context.fill, context.response
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
    say, score = context.say, context.score
    if score.strongest_section is None:
        return say("glance.strongest.none")
    totals = [section.totals[context.own].value for section in score.sections]
    given = [total for total in totals if total is not None]
    best = max(given)
    equal = sum(isclose(total, best) for total in given)
    shown = {
        "area": context.section(score.strongest_section).name,
        "total": show_number(best),
        "maximum": context.maximum,
    }
    if len(totals) == 1:
        return say("glance.strongest.only_area", **shown)
    if len(given) == 1:
        return say("glance.strongest.only_total", **shown)
    if equal == len(totals):
        return say("glance.strongest.all_equal", **shown)
    if equal == len(given):
        return say("glance.strongest.equal_where_scored", **shown)
    if equal > 1:
        return say("glance.strongest.tied", others=context.count("others", equal - 1), **shown)
    return say("glance.strongest.area", **shown)


def _first_priority(context: ProfileContext) -> Sentence:
    say = context.say
    if context.score.priorities:
        item = context.item(context.score.priorities[0])
        return say("glance.priority.item", does=item.behaviour)
    if not context.own_rated:
        return say("glance.priority.no_answers")
    if context.first_gap_to_explore:
        return say("glance.priority.gap", label=context.first_gap_to_explore.label)
    return say("glance.priority.none")


def _widest_gap(context: ProfileContext) -> Sentence:
    say, score = context.say, context.score
    if not context.organisation_rated:
        return say("glance.gap.organisation_not_rated")
    gaps = _gaps(context)
    if not gaps:
        return say("glance.gap.unknown")
    if score.widest_gap is None:
        if len(score.sections) == 1:
            return say("area.gap.none")
        every_area = len(gaps) == len(score.sections)
        return say("glance.gap.none" if every_area else "glance.gap.none_where_scored")
    gap = score.section(score.widest_gap).gap or 0
    place = "area" if len(score.sections) == 1 else "glance"
    equal = sum(isclose(abs(other), abs(gap)) for other in gaps)
    return say(
        f"{place}.gap.{'you_higher' if gap > 0 else 'organisation_higher'}"
        + ("_tied" if equal > 1 else ""),
        area=context.section(score.widest_gap).name,
        points=context.points(abs(gap)),
        others=context.count("others", equal - 1),
    )


def _gaps(context: ProfileContext) -> list[float]:
    return [section.gap for section in context.score.sections if section.gap is not None]


def _strengths(context: ProfileContext) -> HighlightList:
    items = [context.item(code) for code in context.score.strengths]
    return HighlightList(
        heading=context.fill("highlights.strengths"),
        highlights=tuple(
            Highlight(
                code=item.code,
                text=context.fill("highlights.strength", you_do=context.you_do(item)),
                target=section_anchor(context.instrument.section_of(item.code).code),
            )
            for item in items
        ),
        if_none=_why_no_strength(context),
    )


def _why_no_strength(context: ProfileContext) -> str:
    """Nothing rated, nothing rated high, or only items for coaching rated high."""
    if not context.own_rated:
        return context.fill("highlights.no_strengths_unrated")
    scale = context.instrument.response_scale
    high = scale.maximum // 2 + 1
    ratings = [
        rating
        for section in context.sections
        for rating in context.ratings_in(section, context.own)
    ]
    key = "highlights.no_strengths" if max(ratings) < high else "highlights.no_strengths_coached"
    return context.fill(key, high_label=scale.label_of(high))


def _priorities(context: ProfileContext) -> HighlightList:
    return HighlightList(
        heading=context.fill("highlights.priorities"),
        highlights=tuple(_items_to_start_with(context)),
        if_none=context.fill(
            "highlights.no_priorities" if context.own_rated else "highlights.no_priorities_unrated"
        ),
    )


def _items_to_start_with(context: ProfileContext) -> Iterator[Highlight]:
    """The priorities; with nothing to coach, the gap to explore that comes first."""
    for code in context.score.priorities:
        item = context.item(code)
        rated = context.rating(item, context.own) is not None
        yield Highlight(
            code=code,
            text=context.fill("highlights.priority", you_do=context.you_do(item))
            if rated
            else context.fill("highlights.priority_unrated", label=item.label),
            target=item_anchor(code),
        )
    gap = context.first_gap_to_explore
    if gap and not context.score.priorities:
        yield Highlight(
            code=gap.code,
            text=context.fill("highlights.gap", label=gap.label, **context.ratings_in_words(gap)),
            target=gap_anchor(gap.code),
        )


def area_chart(context: ProfileContext) -> Dumbbell:
    """All areas in their order of priority, both totals on one axis."""
    maximum = context.maximum
    rows = tuple(_chart_row(context, section) for section in context.score.sections)
    return Dumbbell(
        title=_chart_title(context),
        description="; ".join(
            context.fill("chart.row", label=row.label, first=row.first_text, second=row.second_text)
            for row in rows
        ),
        row_heading=context.fill("chart.area"),
        first_label=context.fill("chart.you"),
        second_label=context.fill("chart.organisation"),
        gap_label=context.fill("chart.gap"),
        maximum=maximum,
        ticks=tuple(range(0, maximum + 1, max(1, maximum // 4))),
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
    gaps = _gaps(context)
    if not gaps:
        return context.fill_of_areas("chart.title.one_column")
    higher, lower = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    if higher == lower == 0:
        every_area = len(gaps) == len(context.score.sections)
        return (
            context.fill_of_areas("chart.title.same")
            if every_area
            else context.fill("chart.title.same_where_scored")
        )
    if higher and lower:
        return context.fill(
            "chart.title.mixed",
            higher=context.count("areas", higher),
            lower=context.count("areas", lower),
        )
    key = "chart.title.you_higher" if higher else "chart.title.organisation_higher"
    return context.fill_of_areas(key, counted=context.count("areas", higher or lower))
