"""One page for each area: a sentence for the reader, the guide, the items, coaching."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stature.core.instrument.model import Item, Section
from stature.core.reporting.blocks import (
    Block,
    CoachingCard,
    ItemDots,
    ItemDotsRow,
    Paragraph,
    ScoreLine,
    Sentence,
    Step,
)
from stature.core.reporting.profile.context import (
    ProfileContext,
    item_anchor,
    say_all,
    section_anchor,
)
from stature.core.reporting.report import ReportSection
from stature.core.scoring.item_rules import FlaggedItem
from stature.core.scoring.section_scores import SectionScore


def area_section(
    context: ProfileContext, section: Section, cards_here: Collection[str]
) -> ReportSection:
    """The page of one area, with the coaching cards named in ``cards_here``."""
    score = context.score.section(section.code)
    coached = coached_items(context, section)
    blocks: list[Block] = [
        _score_line(context, score),
        say_all(list(_for_the_reader(context, section, score))),
        *_guide(section),
        _item_dots(context, section, {flagged.item for flagged in coached}),
        _what_else(context, coached, cards_here),
        *[coaching_card(context, flagged) for flagged in coached if flagged.item in cards_here],
    ]
    return ReportSection(
        anchor=section_anchor(section.code),
        heading=section.name,
        blocks=tuple(blocks),
        starts_page=True,
    )


def coached_items(context: ProfileContext, section: Section) -> list[FlaggedItem]:
    """The items of a section that are for coaching, in item order."""
    codes = {item.code for item in section.items}
    return [flagged for flagged in context.score.coached if flagged.item in codes]


def _score_line(context: ProfileContext, score: SectionScore) -> ScoreLine:
    fill = context.texts.fill
    own, organisation = score.totals[context.own], score.totals[context.organisation]
    entries = [
        Step(
            heading=fill(heading),
            text=fill("total.none")
            if total.value is None
            else fill("score_line.of", number=context.show_total(total), maximum=total.maximum),
        )
        for heading, total in (("chart.you", own), ("chart.organisation", organisation))
    ]
    entries.append(Step(heading=fill("chart.gap"), text=context.show_gap(score)))
    partial = own.prorated or organisation.prorated
    note = fill(
        "score_line.prorated",
        own=own.n_answered,
        organisation=organisation.n_answered,
        items=own.n_items,
    )
    return ScoreLine(entries=tuple(entries), note=note if partial else "")


def _for_the_reader(
    context: ProfileContext, section: Section, score: SectionScore
) -> Iterator[Sentence]:
    """Sentences on what the reader does most and least here, and on the gap."""
    say = context.texts.say
    rated = [
        (rating, item)
        for item in section.items
        if (rating := context.rating(item, context.own)) is not None
    ]
    if not rated:
        yield say("area.no_answers")
        return
    if score.totals[context.own].value is None:
        yield say(
            "area.too_few",
            answered=len(rated),
            items=len(section.items),
            minimum=context.instrument.scoring.minimum_answered,
        )
    yield from _highest_and_lowest(context, rated)
    yield from _gap(context, score)


def _highest_and_lowest(
    context: ProfileContext, rated: list[tuple[int, Item]]
) -> Iterator[Sentence]:
    say = context.texts.say
    highest = max(rated, key=lambda entry: entry[0])
    lowest = min(rated, key=lambda entry: entry[0])
    top = context.instrument.response_scale.maximum
    if highest[0] == lowest[0]:
        keys = {top: "area.all_high", 0: "area.all_low"}
        yield say(
            keys.get(lowest[0], "area.all_same"),
            answer=context.answer_in_words(highest[1], context.own),
        )
        return
    yield say("area.highest", you_do=context.you_do(highest[1]))
    yield say("area.lowest", you_do=context.you_do(lowest[1]))


def _gap(context: ProfileContext, score: SectionScore) -> Iterator[Sentence]:
    say = context.texts.say
    if not context.organisation_rated:
        yield say("area.gap.organisation_not_rated")
    elif score.gap == 0:
        yield say("area.gap.none")
    elif score.gap is not None:
        key = "area.gap.you_higher" if score.gap > 0 else "area.gap.organisation_higher"
        yield say(key, points=context.points(abs(score.gap)))


def _guide(section: Section) -> list[Paragraph]:
    paragraphs = [part.strip() for part in section.guide.split("\n\n") if part.strip()]
    return [
        Paragraph(sentences=(Sentence(text=" ".join(text.split()), rule="section.guide"),))
        for text in paragraphs
    ]


def _item_dots(context: ProfileContext, section: Section, coached: Collection[str]) -> ItemDots:
    fill = context.texts.fill
    rows = tuple(
        ItemDotsRow(
            code=item.code,
            label=item.label,
            first=context.rating(item, context.own),
            second=context.rating(item, context.organisation),
            first_text=_short_answer(context, item, context.own),
            second_text=_short_answer(context, item, context.organisation),
            for_coaching=item.code in coached,
        )
        for item in section.items
    )
    count = len([row for row in rows if row.for_coaching])
    return ItemDots(
        title=context.texts.count("dots.title", count) if count else fill("dots.title.none"),
        description="; ".join(
            fill("chart.row", label=row.code, first=row.first_text, second=row.second_text)
            for row in rows
        ),
        row_heading=fill("chart.item"),
        first_label=fill("chart.you"),
        second_label=fill("chart.organisation"),
        coaching_mark=fill("dots.coaching_mark"),
        options=tuple(option.label for option in context.instrument.response_scale.options),
        rows=rows,
    )


def _short_answer(context: ProfileContext, item: Item, perspective: str) -> str:
    rating = context.rating(item, perspective)
    return context.texts.fill("total.none") if rating is None else str(rating)


def coaching_card(context: ProfileContext, flagged: FlaggedItem) -> CoachingCard:
    """An item for coaching with everything that helps to act on it."""
    fill, item = context.texts.fill, context.item(flagged.item)
    return CoachingCard(
        code=item.code,
        label=item.label,
        statement=item.stems[context.own],
        ratings=_ratings_in_words(context, item),
        why_heading=fill("card.why"),
        why_it_matters=item.why_it_matters,
        good_heading=fill("card.good"),
        good_practice=item.good_practice,
        question_groups=context.question_groups(item, flagged.perspectives),
        anchor=item_anchor(item.code),
    )


def gap_card(context: ProfileContext, flagged: FlaggedItem) -> CoachingCard:
    """A gap to explore, with the questions of the side that was rated lowest."""
    item = context.item(flagged.item)
    return CoachingCard(
        code=item.code,
        label=item.label,
        statement=item.stems[flagged.perspectives[0]],
        ratings=_ratings_in_words(context, item),
        question_groups=context.question_groups(item, flagged.perspectives),
        anchor=f"gap-{item.code.lower()}",
    )


def _ratings_in_words(context: ProfileContext, item: Item) -> str:
    return context.texts.fill(
        "card.ratings",
        own=context.answer_in_words(item, context.own),
        organisation=context.answer_in_words(item, context.organisation),
    )


def _what_else(
    context: ProfileContext, coached: list[FlaggedItem], cards_here: Collection[str]
) -> Paragraph:
    say = context.texts.say
    if not coached:
        return say_all([say("area.nothing_to_coach")], "note")
    elsewhere = [flagged.item for flagged in coached if flagged.item not in cards_here]
    if not elsewhere:
        return say_all([say("area.choose_one_question")], "note")
    return say_all([say("area.more_in_appendix", codes=", ".join(elsewhere))], "note")
