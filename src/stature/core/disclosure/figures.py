"""Published figures: everything that people outside ever see of protected answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from stature.core.disclosure.blocks import Band
from stature.core.disclosure.combination import Combination
from stature.core.disclosure.rules import DisclosureRules

Shown = Literal["shown", "high band", "low band", "hidden"]
NEAR_END: Final = "Near the end of the scale only a range is shown, so that no single answer shows."


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A mean as printed, on the scale of the answers, for one unit and group, from ``n`` people.

    ``value`` is the printed mean, the edge of the band, or None where nothing is shown; ``reason``
    says in plain words why it is not a number. ``kind`` is "scale" or the unit's kind.
    ``near_ends`` tells that some answers went in as the middle of their band. ``rests_on`` tells
    whose answers it is made of; it is for audits, never for readers.
    """

    unit: str
    kind: str
    group: str
    n: int
    status: Shown
    value: float | None
    reason: str = ""
    rests_on: Combination | None = field(default=None, repr=False)
    near_ends: bool = False
    decimals: int = 1
    statistic: str = "mean"

    @property
    def words(self) -> str:
        """The figure in words: "3.8", "4.5 or more", "not shown"."""
        if self.value is None:
            return "not shown"
        number = f"{self.value:.{self.decimals}f}"
        return number + {"high band": " or more", "low band": " or less"}.get(self.status, "")


def printed(value: Fraction, decimals: int) -> Fraction:
    """The number with so many decimals; halves go up.

    Examples:
        >>> printed(Fraction(17, 4), 1)
        Fraction(43, 10)
    """
    power = 10**decimals
    return Fraction(
        (2 * value.numerator * power + value.denominator) // (2 * value.denominator), power
    )


def shown_figure(
    combination: Combination, *, unit: str, kind: str, group: str, rules: DisclosureRules
) -> PublishedFigure:
    """The figure of a combination: a band if all that it rests on is in the same band."""
    status, value, reason = as_told(combination.value, combination.bands, rules)
    return PublishedFigure(
        unit=unit,
        kind=kind,
        group=group,
        n=len(combination.raters),
        status=status,
        value=value,
        reason=reason,
        rests_on=combination,
        near_ends=combination.bands != {"none"},
        decimals=rules.decimals,
    )


def hidden_figure(*, unit: str, kind: str, group: str, reason: str) -> PublishedFigure:
    """A figure that is not shown, with the reason."""
    return PublishedFigure(unit, kind, group, 0, "hidden", None, reason)


def as_told(
    value: Fraction, bands: Collection[Band], rules: DisclosureRules
) -> tuple[Shown, float, str]:
    """How a mean is told that rests on these bands: status, number and reason."""
    if set(bands) == {"high"}:
        return "high band", float(rules.high_edge), NEAR_END
    if set(bands) == {"low"}:
        return "low band", float(rules.low_edge), NEAR_END
    return "shown", float(printed(value, rules.decimals)), ""
