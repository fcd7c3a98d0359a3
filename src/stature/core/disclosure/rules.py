"""The rules of disclosure: how many people must stand behind a figure, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Final

from stature.core.errors import DisclosureError

RULES_VERSION: Final = "1.0.0"
SELF: Final = "self"
MANAGER: Final = "manager"
MERGED: Final = "others"
ALL_RATERS: Final = "all raters"


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """Minimums may be raised, never lowered; the defaults are what Stature promises.

    ``per_group``, ``all_raters``, ``per_option`` (answers to one question), ``comments`` and
    ``survey`` (climate, teams, functions) count people. ``new_answers`` is the least of them by
    which a released group may grow. Within ``band`` points of an end of the scale from ``lowest``
    to ``highest``, a protected mean is only said to lie there. ``least_answered`` is the share of
    a scale's items a rater must answer to count in it, and of a unit's scales to be shown for it;
    ``least_selected`` the share of a selection's people that its figures must rest on.
    """

    lowest: int = 1
    highest: int = 5
    per_group: int = 3
    all_raters: int = 4
    per_option: int = 5
    comments: int = 5
    survey: int = 5
    new_answers: int = 2
    shown_singly: frozenset[str] = frozenset({SELF, MANAGER})
    decimals: int = 1
    band: Fraction = Fraction(1, 2)
    least_answered: Fraction = Fraction(1, 2)
    least_selected: Fraction = Fraction(4, 5)
    version: str = RULES_VERSION

    def __post_init__(self) -> None:
        _refuse_lower_than_promised(self)
        _refuse_odd_scale(self)

    @property
    def high_edge(self) -> Fraction:
        """From here on a protected mean is shown as "... or more"."""
        return self.highest - self.band

    @property
    def low_edge(self) -> Fraction:
        """Down from here a protected mean is shown as "... or less"."""
        return self.lowest + self.band

    @property
    def options(self) -> range:
        """The answers that can be given."""
        return range(self.lowest, self.highest + 1)


_FLOORS: Final = {
    "per_group": 3,
    "all_raters": 4,
    "per_option": 5,
    "comments": 5,
    "survey": 5,
    "new_answers": 2,
    "band": Fraction(1, 2),
    "least_answered": Fraction(1, 2),
}


def _refuse_lower_than_promised(rules: DisclosureRules) -> None:
    for field in fields(rules):
        least = _FLOORS.get(field.name)
        value = getattr(rules, field.name)
        if least is not None and value < least:
            raise DisclosureError(
                f"{value} is less than the promised {least}",
                where=field.name,
                remedy="The minimums that protect people who answer can only be raised.",
            )


def _refuse_odd_scale(rules: DisclosureRules) -> None:
    if 2 * rules.band >= rules.highest - rules.lowest or rules.highest - rules.lowest > 20:
        raise DisclosureError(
            f"a scale from {rules.lowest} to {rules.highest} does not suit bands of {rules.band}",
            where="band",
            remedy="Use a scale of three to 21 options that is wider than both bands together.",
        )
    if rules.decimals not in (0, 1, 2):
        raise DisclosureError(
            f"expected 0, 1 or 2 decimals, got {rules.decimals}",
            where="decimals",
            remedy="More decimals tell more about people than about the leader.",
        )
    if not rules.shown_singly <= {SELF, MANAGER}:
        raise DisclosureError(
            f"only {SELF} and {MANAGER} may be shown singly",
            where="shown_singly",
            remedy="Protect every other group.",
        )
