"""Disclosure control: how fast a plan is made, and whether an adversary finds anyone out.

    python -m benchmarks disclosure
    python -m benchmarks.disclosure 2000 7      # 2,000 made-up rounds from seed 7 on
    python -m benchmarks.disclosure leaders 5000

The rounds are those of ``tests/core/disclosure/made_up.py``, and for group reports those of
``made_up_leaders.py``, of which the test run tries a few.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from statistics import median

import numpy as np
from tests.core.disclosure.made_up import attacked, made_up_round
from tests.core.disclosure.made_up_leaders import LeadersRound, made_up_leaders

from stature.core.disclosure import (
    ALL_RATERS,
    DisclosurePlan,
    Layout,
    Ratings,
    Unit,
    plan_disclosure,
    plan_selections,
    selection_means,
)
from stature.core.disclosure.adversary import Verdict, audit, audit_leaders

GROUPS = (
    ("self", 1),
    ("manager", 1),
    ("peers", 4),
    ("direct reports", 3),
    ("customers", 2),
    ("others", 1),
)
SCALES, ITEMS_EACH = 16, 3
LEADERS = 200
SEED = 20261122


def typical_layout() -> Layout:
    """48 items, 16 competencies, 4 clusters, 2 tiers, one lens across competencies, the total."""
    items = tuple(f"i{number}" for number in range(SCALES * ITEMS_EACH))
    quarter, half = len(items) // 4, len(items) // 2
    units = [
        *(
            Unit(f"cluster {k}", "cluster", items[k * quarter : (k + 1) * quarter])
            for k in range(4)
        ),
        Unit("threshold", "tier", items[:half]),
        Unit("distinguishing", "tier", items[half:]),
        Unit("lens", "lens", items[::ITEMS_EACH]),
        Unit("total", "total", items),
    ]
    scales = tuple(f"c{number}" for number in range(SCALES))
    return Layout(items, scales, tuple(np.repeat(range(SCALES), ITEMS_EACH).tolist()), tuple(units))


def typical_ratings(chance: np.random.Generator) -> Ratings:
    """Twelve people in six groups, one answer in twenty missing."""
    groups = tuple(name for name, size in GROUPS for _ in range(size))
    shape = len(groups), SCALES * ITEMS_EACH
    level = chance.normal(3.8, 0.5, (shape[0], 1))
    answers = np.clip(np.round(level + chance.normal(0, 0.8, shape)), 1, 5)
    answers[chance.random(shape) < 0.05] = np.nan
    return Ratings(answers, tuple(f"r{number}" for number in range(shape[0])), groups)


def time_one_round() -> None:
    """One leader: plan, then the adversary on everything published."""
    layout, chance = typical_layout(), np.random.default_rng(SEED)
    seconds, plans = [], []
    for _ in range(20):
        ratings = typical_ratings(chance)
        start = time.perf_counter()
        plans.append((ratings, plan_disclosure(ratings, layout)))
        seconds.append(time.perf_counter() - start)
    print(f"plan of one leader, 12 raters × 48 items: {median(seconds) * 1000:.0f} ms (asked: 200)")
    _print_shown([plan for _, plan in plans])
    seconds, verdicts = [], []
    for ratings, plan in plans:
        start = time.perf_counter()
        verdicts.append(audit(ratings, [plan]))
        seconds.append(time.perf_counter() - start)
    found = sum(len(verdict.disclosures) for verdict in verdicts)
    asked = sum(verdict.asked for verdict in verdicts)
    print(
        f"adversary on such a plan: {median(seconds):.2f} s; {asked:,} questions in "
        f"{len(plans)} rounds, {found} disclosures found, {_open(verdicts)} left open"
    )


def overlapping_filters(leaders: list[str], chance: np.random.Generator) -> dict[str, list[str]]:
    """Everyone, functions of three teams, sites and grades that cut across them, and teams."""
    team = {leader: number // 20 for number, leader in enumerate(leaders)}
    moved = {leader: int(chance.integers(3)) for leader in leaders if chance.random() < 0.2}
    site = {leader: moved.get(leader, team[leader] % 3) for leader in leaders}
    grade = {leader: int(chance.integers(2)) for leader in leaders}
    function = {leader: team[leader] // 3 for leader in leaders}
    filters = {"everyone": leaders}
    for name, of in (("function", function), ("site", site), ("grade", grade), ("team", team)):
        for value in sorted(set(of.values())):
            filters[f"{name} {value}"] = [leader for leader in leaders if of[leader] == value]
    return filters


def time_many_leaders() -> None:
    """200 leaders, and figures of overlapping teams and filters over them."""
    layout, chance = typical_layout(), np.random.default_rng(SEED)
    leaders = [f"leader {number}" for number in range(LEADERS)]
    start = time.perf_counter()
    plans = [plan_disclosure(typical_ratings(chance), layout) for _ in leaders]
    planned = time.perf_counter() - start
    filters = overlapping_filters(leaders, chance)
    values = np.array([plan.scale_means(ALL_RATERS) for plan in plans])
    selections = plan_selections(filters)
    figures = selection_means(values, leaders, layout.scales, selections)
    whole = time.perf_counter() - start
    print(
        f"{LEADERS} leaders planned in {planned:.1f} s; with {len(filters)} overlapping selections "
        f"({len(selections.shown)} shown, {len(figures)} figures) {whole:.1f} s (asked: 60)"
    )


def try_rounds(count: int = 2_000, first: int = 0) -> int:
    """Attack many made-up rounds, each as printed and unrounded; the disclosures found."""
    start, verdicts, releases, longest = time.perf_counter(), [], 0, 0.0
    for seed in range(first, first + count):
        made_up = made_up_round(seed)
        releases += len(made_up.releases)
        for exact in (False, True):
            before = time.perf_counter()
            verdicts.append(attacked(made_up, exact=exact))
            longest = max(longest, time.perf_counter() - before)
    found = [disclosure for verdict in verdicts for disclosure in verdict.disclosures]
    print(
        f"{count:,} made-up rounds with {releases:,} releases tried twice, as printed and without "
        f"rounding: {sum(verdict.asked for verdict in verdicts):,} questions, "
        f"{len(found)} disclosures found, {_open(verdicts)} left open, "
        f"{time.perf_counter() - start:.0f} s (the longest {longest:.1f} s)"
    )
    for kind, times in Counter(disclosure.kind for disclosure in found).items():
        print(f"  {kind}: {times}")
    return len(found)


def try_group_reports(count: int = 2_000, first: int = 0) -> int:
    """Attack many made-up histories of group reports four times each; the disclosures found.

    Each is made with the figures of leaders who left, and without, and each is attacked as printed
    and without rounding.
    """
    start, verdicts, made, figures = time.perf_counter(), [], 0, 0
    for seed in range(first, first + count):
        for forgets in (False, True):
            round_ = made_up_leaders(seed, forgets=forgets)
            told = round_.told()
            made += len(told)
            figures += sum(bool(figure.parts) for each in told for figure in each.figures)
            verdicts += [audit_leaders(told, _values(seed), exact=exact) for exact in (False, True)]
    found = [disclosure for verdict in verdicts for disclosure in verdict.disclosures]
    print(
        f"{count:,} made-up histories of group reports with {made:,} makings and {figures:,} "
        f"figures, as printed and without rounding: {sum(each.asked for each in verdicts):,} "
        f"questions, {len(found)} disclosures found, {_open(verdicts)} left open, "
        f"{time.perf_counter() - start:.0f} s"
    )
    for kind, times in Counter(disclosure.kind for disclosure in found).items():
        print(f"  {kind}: {times}")
    return len(found)


def _values(seed: int) -> dict[str, dict[str, float]]:
    whole: LeadersRound = made_up_leaders(seed)
    return whole.values


def _open(verdicts: Sequence[Verdict]) -> int:
    return sum(len(verdict.undecided) for verdict in verdicts)


def _print_shown(plans: list[DisclosurePlan]) -> None:
    shown = [figure.status != "hidden" for plan in plans for figure in plan.figures]
    counted = [option.counts is not None for plan in plans for option in plan.options]
    print(
        f"  shown: {sum(shown) / len(shown):.0%} of the means of groups that are shown, "
        f"{sum(counted) / len(counted):.0%} of the counts of items"
    )


def main(count: int = 2_000, first: int = 0) -> None:
    time_one_round()
    time_many_leaders()
    if try_rounds(count, first) + try_group_reports(count, first):
        raise SystemExit(1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["leaders"]:
        raise SystemExit(bool(try_group_reports(*map(int, sys.argv[2:]))))
    main(*map(int, sys.argv[1:]))
