"""Which indicators of a competency become items: a stated rule that always gives the same."""

from __future__ import annotations

from itertools import zip_longest
from typing import Annotated, Final, Literal

from pydantic import Field

from stature.core.document import Part, ShortText
from stature.core.framework.model import Competency, Facet, Framework, Statement

SHORT_FORM: Final = 3
FULL_FORM: Final = 8
LENGTHS: Final = (SHORT_FORM, FULL_FORM)
SELECTION_VERSION: Final = "1.0.0"


class SelectionRule(Part):
    """Indicators are taken from the facets in turn, in the framework's own order."""

    rule: Literal["facets-in-turn"] = "facets-in-turn"
    version: ShortText = SELECTION_VERSION
    items_per_competency: Annotated[int, Field(ge=1, le=40)] = SHORT_FORM


def chosen_indicators(
    competency: Competency, rule: SelectionRule
) -> tuple[tuple[Facet, Statement], ...]:
    """The indicators that the rule takes, each with its facet, in the framework's order.

    The first indicator of each facet comes first, then the second of each, and so on, until there
    are enough or none is left. So three items of three facets are one a facet; eight are three,
    three and two.
    """
    rounds = zip_longest(
        *([(facet, indicator) for indicator in facet.indicators] for facet in competency.facets)
    )
    in_turn = [pair for turn in rounds for pair in turn if pair is not None]
    taken = {indicator.uuid for _, indicator in in_turn[: rule.items_per_competency]}
    return tuple(
        (facet, indicator)
        for facet in competency.facets
        for indicator in facet.indicators
        if indicator.uuid in taken
    )


def lengths_of(framework: Framework) -> tuple[int, ...]:
    """The lengths that a framework has: the full form only where it asks more than the short one.

    A competency with fewer indicators than the length says is asked about with all it has.
    """
    most = max(len(competency.indicators) for competency in framework.competencies)
    return LENGTHS if most > SHORT_FORM else (SHORT_FORM,)
