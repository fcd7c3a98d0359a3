"""Without the plan people are found out: the adversary finds each leak that is planted."""

from fractions import Fraction

import numpy as np
import pytest

from stature.core.disclosure import DisclosureRules, Layout, Release
from stature.core.disclosure.adversary import (
    Adversary,
    CommentSeen,
    CountsSeen,
    MeanSeen,
    Part,
    PublicKnowledge,
    Verdict,
    linked_comments,
)
from tests.core.disclosure.made_up import attacked, made_up_round

ITEMS = ("i0", "i1", "i2")
EVERY = (0, 1, 2)
PEERS, REPORTS = (0, 1, 2), (3, 4)
TRUTH = np.array(
    [[4, 3, 5], [2, 4, 3], [5, 4, 4], [1, 2, 2], [3, 1, 2], [4, 5, 3], [2, 3, 3]], dtype=float
)


def knowledge(groups: list[str], *, hidden: set[str] = frozenset()) -> PublicKnowledge:  # type: ignore[assignment]
    count = len(groups)
    return PublicKnowledge(
        layout=Layout(ITEMS, ("s",), (0, 0, 0)),
        rules=DisclosureRules(),
        raters=tuple(f"r{number}" for number in range(count)),
        groups=tuple(groups),
        observed=np.ones((count, 3), dtype=bool),
        known=np.full((count, 3), np.nan),
        hidden=frozenset(hidden),
    )


def printed_mean(
    raters: tuple[int, ...], items: tuple[int, ...] = EVERY, decimals: int = 1
) -> MeanSeen:
    """The mean of these answers as a careless report prints it."""
    mean = Fraction(int(TRUTH[np.ix_(raters, items)].sum()), len(raters) * len(items))
    half = Fraction(1, 2 * 10**decimals)
    number = Fraction(int(mean * 10**decimals + Fraction(1, 2)), 10**decimals)
    name = f"mean of {raters}"
    part = Part(raters, items, Fraction(1))
    return MeanSeen(name, (part,), number - half, number + half, below_high=True)


def counts(raters: tuple[int, ...], item: int) -> CountsSeen:
    given = TRUTH[list(raters), item].tolist()
    return CountsSeen(f"counts {item}", item, raters, tuple(map(given.count, range(1, 6))))


def verdict(known: PublicKnowledge, *seen: MeanSeen | CountsSeen) -> Verdict:
    return Adversary(known, seen).verdict()


def kinds(found: Verdict) -> set[str]:
    return {disclosure.kind for disclosure in found.disclosures}


def test_finds_a_hidden_group_when_total_and_other_part_are_shown() -> None:
    known = knowledge(["peers"] * 3 + ["direct reports"] * 2, hidden={"direct reports"})
    found = verdict(known, printed_mean(PEERS), printed_mean(PEERS + REPORTS))
    assert {"hidden group", "few people", "subtraction"} <= kinds(found)
    assert int(TRUTH[list(REPORTS)].sum()) in {one.value for one in found.disclosures}


def test_finds_a_late_answer_that_was_added_to_a_released_mean() -> None:
    known = knowledge(["peers"] * 4)
    found = verdict(known, printed_mean(PEERS, decimals=2), printed_mean((*PEERS, 3), decimals=2))
    assert "few people" in kinds(found)
    assert int(TRUTH[3].sum()) in {one.value for one in found.disclosures}


def test_finds_that_rounding_does_not_undo_a_subtraction() -> None:
    known = knowledge(["peers"] * 4)
    found = verdict(known, printed_mean(PEERS, decimals=0), printed_mean((*PEERS, 3), decimals=0))
    assert kinds(found) == {"subtraction"}


def test_finds_comments_tied_together_by_a_pseudonym() -> None:
    seen = [
        CommentSeen("keep", "Listens.", "rater 1"),
        CommentSeen("start", "Ask sooner.", "rater 1"),
        CommentSeen("start", "Nothing.", "rater 2"),
    ]
    assert linked_comments(seen) == [frozenset({"Listens.", "Ask sooner."})]
    adversary = Adversary(knowledge(["peers"] * 3), (printed_mean(PEERS),), tuple(seen))
    assert kinds(adversary.verdict()) == {"linked comments"}


def test_finds_two_people_between_two_filters() -> None:
    known = knowledge(["staff"] * 7)
    found = verdict(
        known, printed_mean((0, 1, 2, 3, 4, 5, 6), decimals=2), printed_mean((0, 1, 2, 3, 4))
    )
    assert {"few people", "subtraction"} <= kinds(found)


def test_finds_a_small_overlap_that_three_filters_leave_alone() -> None:
    known = knowledge(["staff"] * 7)
    filters = [(0, 1, 2, 3, 4), (4, 5, 6), (0, 1, 2, 3, 4, 5, 6)]
    found = verdict(known, *(printed_mean(filter_, decimals=2) for filter_ in filters))
    assert {"answer", "subtraction"} & kinds(found)


def test_finds_everyones_answer_in_a_mean_at_the_end_of_the_scale() -> None:
    top = MeanSeen("peers", (Part(PEERS, EVERY, Fraction(1)),), Fraction("4.95"), Fraction("5.05"))
    assert kinds(verdict(knowledge(["peers"] * 3), top)) == {"one value"}


def test_finds_nothing_in_a_band() -> None:
    band = MeanSeen("peers", (Part(PEERS, EVERY, Fraction(1)),), Fraction("4.5"), Fraction(5))
    assert verdict(knowledge(["peers"] * 3), band).safe


def test_finds_that_everyone_chose_the_same_option() -> None:
    same = CountsSeen("counts", 0, (0, 1, 2, 3, 4), (0, 0, 0, 5, 0))
    assert kinds(verdict(knowledge(["peers"] * 5), same)) == {"one value"}


def test_finds_who_gave_low_answers_from_counts_beside_the_means_of_groups() -> None:
    groups = ["peers"] * 3 + ["customers"] * 3
    counted = [CountsSeen(f"i{item}", item, (0, 1, 2, 3, 4, 5), (0, 3, 0, 3, 0)) for item in EVERY]
    low = MeanSeen("peers", (Part(PEERS, EVERY, Fraction(1)),), Fraction(2), Fraction(2))
    high = MeanSeen("customers", (Part((3, 4, 5), EVERY, Fraction(1)),), Fraction(4), Fraction(4))
    assert "one value" in kinds(verdict(knowledge(groups), *counted, low, high))


def test_finds_an_item_by_a_group_of_three() -> None:
    known = knowledge(["peers"] * 3)
    found = verdict(known, printed_mean(PEERS), printed_mean(PEERS, (0,), decimals=2))
    assert "few people" in kinds(found)


def test_finds_a_share_of_a_known_number_of_people() -> None:
    """80% of five people agreed, beside the same of the four of them who are peers."""
    known = knowledge(["peers"] * 4 + ["customers"], hidden={"customers"})
    everyone = CountsSeen("all", 0, (0, 1, 2, 3, 4), (0, 1, 0, 4, 0))
    peers = CountsSeen("peers", 0, (0, 1, 2, 3), (0, 1, 0, 3, 0))
    assert "answer" in kinds(verdict(known, everyone, peers))


def test_finds_two_people_behind_a_difference_of_not_observed() -> None:
    """Scale and total of its parts, where two of a group did not observe one part."""
    known = knowledge(["peers"] * 5)
    whole = MeanSeen(
        "total",
        (Part((0, 1, 2, 3, 4), (0, 1), Fraction(2, 3)), Part((0, 1), (2,), Fraction(1, 3))),
        Fraction(11, 3),
        Fraction(11, 3),
    )
    part = MeanSeen(
        "part", (Part((0, 1, 2, 3, 4), (0, 1), Fraction(1)),), Fraction("3.5"), Fraction("3.5")
    )
    found = verdict(known, whole, part)
    assert {"few people", "subtraction"} <= kinds(found)


@pytest.mark.parametrize("shown", [(), (PEERS,)])
def test_finds_nothing_where_nothing_is_given_away(shown: tuple[tuple[int, ...], ...]) -> None:
    assert verdict(knowledge(["peers"] * 3), *map(printed_mean, shown)).safe


def everyone_is_fresh(release: Release, raters: tuple[str, ...], scales: int) -> np.ndarray:
    return np.ones((len(raters), scales), dtype=bool)


@pytest.mark.parametrize(
    ("place", "without"),
    [
        (
            "stature.core.disclosure.rules.DisclosureRules.high_edge",
            property(lambda rules: Fraction(rules.highest + 1)),
        ),
        ("stature.core.disclosure.options._mixes", lambda *_: True),
        ("stature.core.disclosure.releases.Release.fresh", everyone_is_fresh),
    ],
    ids=["bands", "counts only if answers mix", "new answers apart from released ones"],
)
def test_each_rule_is_needed(place: str, without: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one rule switched off, made-up rounds give people away; so the attack has teeth."""
    monkeypatch.setattr(place, without)
    verdicts = (attacked(made_up_round(seed)) for seed in range(200))
    assert any(verdict.disclosures for verdict in verdicts)
