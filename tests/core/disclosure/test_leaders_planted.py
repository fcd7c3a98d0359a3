"""Without their control group reports give leaders away: the adversary finds each planted leak."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest

from stature.core.disclosure import DisclosureRules, leader_parts, selections
from stature.core.disclosure.adversary import LeadersAdversary, LeadersSeen, Verdict
from stature.core.disclosure.leader_parts import GRAIN
from tests.core.disclosure.made_up_leaders import attacked, made_up_leaders

RULES = DisclosureRules()
TEN = {f"l{number}#1": figure for number, figure in enumerate((3, 4, 2, 5, 3, 4, 3, 2, 4, 5))}
FIVE = dict(list(TEN.items())[:5])


def printed(values: dict[str, float], entries: Iterable[str]) -> LeadersSeen:
    """Their mean as a careless report prints it, with one decimal."""
    chosen = frozenset(entries)
    mean = sum(Fraction(values[entry]) for entry in chosen) / len(chosen)
    number = Fraction(int(mean * 10 + Fraction(1, 2)), 10)
    low, high = ((number + by) * len(chosen) * GRAIN for by in (-Fraction(1, 20), Fraction(1, 20)))
    return LeadersSeen(f"mean of {len(chosen)}", chosen, int(low), int(high) - 1)


def exactly(values: dict[str, float], entries: Iterable[str]) -> LeadersSeen:
    """Their mean without rounding."""
    chosen = frozenset(entries)
    whole = int(sum(Fraction(values[entry]) for entry in chosen) * GRAIN)
    return LeadersSeen(f"mean of {len(chosen)}", chosen, whole, whole)


def verdict(values: dict[str, float], *seen: LeadersSeen) -> Verdict:
    grains = {entry: int(Fraction(value) * GRAIN) for entry, value in values.items()}
    return LeadersAdversary("m", seen, grains, (GRAIN, 5 * GRAIN), RULES).verdict()


def kinds(found: Verdict) -> set[str]:
    return {disclosure.kind for disclosure in found.disclosures}


def test_finds_the_fifth_leader_beside_a_team_of_the_other_four() -> None:
    entries = list(FIVE)
    found = verdict(FIVE, exactly(FIVE, entries), exactly(FIVE, entries[:4]))
    assert {"leader", "few leaders", "subtraction"} <= kinds(found)


def test_rounding_does_not_undo_the_subtraction() -> None:
    entries = list(FIVE)
    found = verdict(FIVE, printed(FIVE, entries), printed(FIVE, entries[:4]))
    assert "subtraction" in kinds(found)


def test_finds_the_leader_who_left_between_two_reports() -> None:
    found = verdict(TEN, exactly(TEN, TEN), exactly(TEN, list(TEN)[1:]))
    assert {"leader", "subtraction"} <= kinds(found)


def test_finds_the_one_leader_whose_figure_changed_between_two_reports() -> None:
    values = {**TEN, "l0#2": 5.0}
    later = ["l0#2", *list(TEN)[1:]]
    found = verdict(values, exactly(values, TEN), exactly(values, later))
    assert "subtraction" in kinds(found)


def test_finds_the_few_leaders_who_have_a_figure() -> None:
    """Ten leaders are in the report, and two of them rated themselves."""
    assert {"few leaders", "subtraction"} <= kinds(verdict(TEN, printed(TEN, list(TEN)[:2])))


def test_finds_the_few_leaders_whose_figure_a_later_report_lacks() -> None:
    found = verdict(TEN, printed(TEN, TEN), printed(TEN, list(TEN)[:7]))
    assert "subtraction" in kinds(found)


def test_finds_a_small_overlap_that_three_teams_leave_alone() -> None:
    entries = list(TEN)
    teams = (entries[:6], entries[5:], entries)
    found = verdict(TEN, *(exactly(TEN, team) for team in teams))
    assert {"leader", "subtraction"} <= kinds(found)


def test_finds_the_other_leaders_for_one_who_knows_their_own_figure() -> None:
    """The leader at 2 sees a mean of 4.4, and so that the other four are at 5."""
    values = {"l0#1": 2.0, **{f"l{number}#1": 5.0 for number in range(1, 5)}}
    assert kinds(verdict(values, exactly(values, values))) == {"leader beside another"}


def test_finds_leaders_at_the_top_when_a_part_is_told_in_two_later() -> None:
    entries = list(TEN)
    values = dict(zip(entries, (3.0, 4.0, 3.0, 4.0, 3.0, 5.0, 5.0, 5.0, 5.0, 5.0), strict=True))
    found = verdict(values, exactly(values, entries), exactly(values, entries[:5]))
    assert "leader" in kinds(found)


def test_finds_nothing_in_one_report_on_ten() -> None:
    assert verdict(TEN, exactly(TEN, TEN)).safe


@pytest.mark.parametrize(
    ("where", "what", "without"),
    [
        (selections, "is_apart", lambda *_: True),
        (leader_parts, "_high", lambda _: Fraction(1_000)),
    ],
    ids=["parts of five", "all but one near the top"],
)
def test_each_rule_is_needed(
    where: object, what: str, without: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one rule switched off, made-up reports give leaders away; so the attack has teeth."""
    monkeypatch.setattr(where, what, without)
    verdicts = (attacked(made_up_leaders(seed), exact=True) for seed in range(200))
    assert any(found.disclosures for found in verdicts)
