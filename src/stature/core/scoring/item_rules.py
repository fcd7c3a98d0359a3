"""The rules that pick out single items: for coaching, and as gaps to explore."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stature.core.document import Part
from stature.core.instrument.model import Instrument, Item
from stature.core.instrument.response import Response, sections_asked


class FlaggedItem(Part):
    """An item that a rule picked out, and the perspectives whose questions belong to it.

    ``total`` is the sum of the ratings, prorated to all perspectives when one rating is missing.
    """

    item: str
    rule: str
    rule_version: str
    total: float
    n_answered: int
    prorated: bool
    perspectives: tuple[str, ...]


def items_for_coaching(response: Response, instrument: Instrument) -> tuple[FlaggedItem, ...]:
    """Items whose ratings add up to less than the cut-off of the rule ``total-below``.

    With a rating missing, the mean of those given stands in for it. An item with no rating
    is never picked.
    """
    rule = instrument.scoring.coaching
    return _flag(
        response,
        instrument,
        rule.rule,
        rule.version,
        lambda ratings: instrument.perspective_ids if prorated_sum(ratings) < rule.cut_off else (),
    )


def gaps_to_explore(response: Response, instrument: Instrument) -> tuple[FlaggedItem, ...]:
    """Items that one perspective has at the bottom of the scale and another at the top."""
    rule = instrument.scoring.gaps_to_explore
    top = instrument.response_scale.maximum

    def low_columns(ratings: Sequence[int | None]) -> tuple[str, ...]:
        if top not in ratings:
            return ()
        pairs = zip(instrument.perspective_ids, ratings, strict=True)
        return tuple(perspective for perspective, rating in pairs if rating == 0)

    return _flag(response, instrument, rule.rule, rule.version, low_columns)


def prorated_sum(ratings: Sequence[int | None]) -> float:
    """The sum of ratings, each missing one counting as the mean of those given."""
    given = [rating for rating in ratings if rating is not None]
    return sum(given) * len(ratings) / len(given)


def _flag(
    response: Response,
    instrument: Instrument,
    rule: str,
    version: str,
    perspectives_of: Callable[[Sequence[int | None]], tuple[str, ...]],
) -> tuple[FlaggedItem, ...]:
    flagged = []
    for item in items_asked(response, instrument):
        ratings = ratings_of(response, item, instrument)
        n_answered = sum(rating is not None for rating in ratings)
        perspectives = perspectives_of(ratings) if n_answered else ()
        if perspectives:
            flagged.append(
                FlaggedItem(
                    item=item.code,
                    rule=rule,
                    rule_version=version,
                    total=prorated_sum(ratings),
                    n_answered=n_answered,
                    prorated=n_answered < len(ratings),
                    perspectives=perspectives,
                )
            )
    return tuple(flagged)


def ratings_of(response: Response, item: Item, instrument: Instrument) -> list[int | None]:
    """The ratings of one item, in the order of the instrument's perspectives."""
    return [response.rating(item.code, perspective) for perspective in instrument.perspective_ids]


def items_asked(response: Response, instrument: Instrument) -> tuple[Item, ...]:
    """The items that this person was asked, in the order of the instrument."""
    return tuple(item for section in sections_asked(response, instrument) for item in section.items)
