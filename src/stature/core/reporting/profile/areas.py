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
    ScoreEntry,
    ScoreLine,
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
from stature.core.scoring.item_rules import FlaggedItem
from stature.core.scoring.section_scores import SectionScore


def area_section(
    context: ProfileContext, section: Section, cards_here: Collection[str]
) -> ReportSection:
    """The page of one area, with the coaching cards named in ``cards_here``."""
    score = context.score.section(section.code)
    coached = context.coached_in(section)
    blocks: list[Block] = [
        _score_line(context, score),
        say_all(list(_for_the_reader(context, section, score))),
        *_guide(section),
        _item_dots(context, section, {flagged.item for flagged in coached}),
        _what_else(context, section, cards_here),
        *[coaching_card(context, flagged) for flagged in coached if flagged.item in cards_here],
    ]
    return ReportSection(
        anchor=section_anchor(section.code),
        heading=section.name,
        blocks=tuple(blocks),
        starts_page=True,
    )


def _score_line(context: ProfileContext, score: SectionScore) -> ScoreLine:
    fill = context.fill
    own, organisation = score.totals[context.own], score.totals[context.organisation]
    entries = [
        ScoreEntry(
            label=fill(heading),
            value=fill("total.none")
            if total.value is None
            else fill("score_line.of", number=context.show_total(total), maximum=total.maximum),
        )
        for heading, total in (("chart.you", own), ("chart.organisation", organisation))
    ]
    entries.append(ScoreEntry(label=fill("chart.gap"), value=context.show_gap(score)))
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
    say = context.say
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
    yield from _highest_and_lowest(context, section, rated)
    yield from _gap(context, score)


def _highest_and_lowest(
    context: ProfileContext, section: Section, rated: list[tuple[int, Item]]
) -> Iterator[Sentence]:
    say = context.say
    highest = max(rated, key=lambda entry: entry[0])
    lowest = min(rated, key=lambda entry: entry[0])
    top = context.instrument.response_scale.maximum
    if highest[0] == lowest[0]:
        all_rated = len(rated) == len(section.items)
        keys = {top: "area.all_high", 0: "area.all_low"}
        yield say(
            keys.get(lowest[0], "area.all_same"),
            answer=context.answer_in_words(highest[1], context.own),
            items=context.fill("area.every_item" if all_rated else "area.each_rated_item"),
        )
        return
    yield say("area.highest", you_do=context.you_do(highest[1]))
    yield say("area.lowest", you_do=context.you_do(lowest[1]))


def _gap(context: ProfileContext, score: SectionScore) -> Iterator[Sentence]:
    say = context.say
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
    fill = context.fill
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
    return ItemDots(
        title=_dots_title(context, section, coached),
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


def _dots_title(context: ProfileContext, section: Section, coached: Collection[str]) -> str:
    if coached:
        return context.count("dots.title", len(coached))
    return context.fill("dots.title.none" if _is_rated(context, section) else "dots.title.unrated")


def _is_rated(context: ProfileContext, section: Section) -> bool:
    """Whether any item of an area was rated for either side."""
    sides = (context.own, context.organisation)
    return any(context.ratings_in(section, side) for side in sides)


def _short_answer(context: ProfileContext, item: Item, perspective: str) -> str:
    rating = context.rating(item, perspective)
    return context.fill("total.none") if rating is None else str(rating)


def coaching_card(context: ProfileContext, flagged: FlaggedItem) -> CoachingCard:
    """An item for coaching with everything that helps to act on it."""
    fill, item = context.fill, context.item(flagged.item)
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
        anchor=gap_anchor(item.code),
    )


def _ratings_in_words(context: ProfileContext, item: Item) -> str:
    return context.fill("card.ratings", **context.ratings_in_words(item))


def _what_else(context: ProfileContext, section: Section, cards_here: Collection[str]) -> Paragraph:
    """How to go on from here: the cards below, those in the appendix, the gaps to explore."""
    sentences = [_on_coaching(context, section, cards_here)]
    gaps = [flagged.item for flagged in context.gaps_in(section)]
    if gaps:
        key = "area.gap_in_appendix" if len(gaps) == 1 else "area.gaps_in_appendix"
        sentences.append(context.say(key, codes=", ".join(gaps)))
    return say_all(sentences, "note")


def _on_coaching(
    context: ProfileContext, section: Section, cards_here: Collection[str]
) -> Sentence:
    say, coached = context.say, context.coached_in(section)
    if not _is_rated(context, section):
        return say("area.nothing_rated")
    if not coached:
        own = context.ratings_in(section, context.own)
        return say("area.keep_going" if own and min(own) > 0 else "area.nothing_to_coach")
    elsewhere = [flagged.item for flagged in coached if flagged.item not in cards_here]
    if not elsewhere:
        return say("area.choose_one_question")
    return say("area.more_in_appendix", codes=", ".join(elsewhere))
