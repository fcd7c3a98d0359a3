"""Parts of leaders: the only things that leaders' figures ever turn into in group reports.

A part is five leaders or more whose figures go in together. It gives out how many they are and
their mean, or only a range where the mean lies near an end of the scale, or where all but one of
them lie there. So even a leader who knows their own figure cannot work out that of another
(docs/confidentiality-proof.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from stature.core.disclosure.blocks import Band
from stature.core.disclosure.rules import DisclosureRules
from stature.core.disclosure.selections import People

GRAIN: Final = 720_720
"""So many grains make a point of the scale; figures of leaders are reckoned in whole ones.

Means of up to sixteen answers come out exactly.
"""


@dataclass(frozen=True, slots=True)
class LeaderPart:
    """What leaders' figures of one measure give out together: how many they are, and ``value``.

    ``entries`` name a leader and what the figure rests on, such as ``12#1``. ``value`` is the mean
    or the middle of the band, which reaches from ``edge`` to the end of the scale.
    """

    entries: People
    value: Fraction
    band: Band = "none"
    edge: Fraction = Fraction(0)

    @property
    def n(self) -> int:
        """How many leaders they are."""
        return len(self.entries)


def leader_of(entry: str) -> str:
    """Whose figure an entry is."""
    return entry.rpartition("#")[0]


def in_grains(value: float) -> int:
    """A figure as the whole number with which it is reckoned."""
    return round(value * GRAIN)


def leader_part(entries: People, values: Mapping[str, float], rules: DisclosureRules) -> LeaderPart:
    """The part made of these entries; ``values`` holds the figure of each.

    Examples:
        >>> rules, five = DisclosureRules(), frozenset("abcde")
        >>> leader_part(five, dict(zip("abcde", (3, 4, 3, 4, 4))), rules).value
        Fraction(18, 5)
        >>> part = leader_part(five, dict(zip("abcde", (2, 5, 5, 5, 5))), rules)
        >>> part.band, part.edge
        ('high', Fraction(39, 10))
    """
    grains = [in_grains(values[entry]) for entry in entries]
    n, total = len(grains), sum(grains)
    if Fraction(total - min(grains), GRAIN) >= (n - 1) * _high(rules) - rules.band:
        return _banded(entries, "high", high_edge(n, rules), rules)
    if Fraction(total - max(grains), GRAIN) <= (n - 1) * _low(rules) + rules.band:
        return _banded(entries, "low", low_edge(n, rules), rules)
    mean = Fraction(total, n * GRAIN)
    if mean >= rules.high_edge:
        return _banded(entries, "high", rules.high_edge, rules)
    if mean <= rules.low_edge:
        return _banded(entries, "low", rules.low_edge, rules)
    return LeaderPart(entries, mean)


def high_edge(n: int, rules: DisclosureRules) -> Fraction:
    """The least mean of n leaders of whom all but one lie near the top, rounded down to print."""
    least = ((n - 1) * _high(rules) - rules.band + rules.lowest) / n
    return min(rounded_down(least, rules.decimals), rules.high_edge)


def low_edge(n: int, rules: DisclosureRules) -> Fraction:
    """The greatest mean of n leaders of whom all but one lie near the bottom, rounded up."""
    most = ((n - 1) * _low(rules) + rules.band + rules.highest) / n
    return max(rounded_up(most, rules.decimals), rules.low_edge)


def rounded_down(value: Fraction, decimals: int) -> Fraction:
    """The number with so many decimals that is not above the value."""
    return Fraction(floor(value * 10**decimals), 10**decimals)


def rounded_up(value: Fraction, decimals: int) -> Fraction:
    """The number with so many decimals that is not below the value."""
    return Fraction(ceil(value * 10**decimals), 10**decimals)


def _banded(entries: People, band: Band, edge: Fraction, rules: DisclosureRules) -> LeaderPart:
    end = rules.highest if band == "high" else rules.lowest
    return LeaderPart(entries, (edge + end) / 2, band, edge)


def _high(rules: DisclosureRules) -> Fraction:
    """The highest figure that a leader has whose raters' answers all went in as a band."""
    return rules.highest - rules.band / 2


def _low(rules: DisclosureRules) -> Fraction:
    return rules.lowest + rules.band / 2
