"""The adversary against the plan: every round that comes to mind, and nobody is found out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.disclosure import Layout, plan_disclosure
from stature.core.disclosure.adversary import Adversary, audit, public_knowledge, seen_in
from tests.core.disclosure.conftest import rated
from tests.core.disclosure.made_up import attacked, made_up_round

seeds = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=40)
@given(seeds)
def test_nobody_is_found_out_from_what_is_printed(seed: int) -> None:
    verdict = attacked(made_up_round(seed))
    assert verdict.safe, verdict


@settings(deadline=None, max_examples=40)
@given(seeds)
def test_nobody_is_found_out_even_if_nothing_were_rounded(seed: int) -> None:
    verdict = attacked(made_up_round(seed), exact=True)
    assert verdict.safe, verdict


@settings(deadline=None, max_examples=20)
@given(seeds)
def test_nobody_is_found_out_in_rounds_with_many_small_groups(seed: int) -> None:
    verdict = attacked(made_up_round(seed, largest_group=3))
    assert verdict.safe, verdict


@settings(deadline=None, max_examples=25)
@given(seeds)
def test_what_the_adversary_reads_is_true(seed: int) -> None:
    """The real answers fit every figure: otherwise a verdict would mean nothing."""
    made_up = made_up_round(seed)
    plans = made_up.plans()
    knowledge = public_knowledge(made_up.everyone, *plans)
    for exact in (False, True):
        seen = tuple(figure for plan in plans for figure in seen_in(plan, knowledge, exact=exact))
        assert Adversary(knowledge, seen).fits(made_up.everyone.answers)


def test_comes_to_the_same_verdict_without_being_told_a_true_world() -> None:
    made_up = made_up_round(12)
    plans = made_up.plans()
    knowledge = public_knowledge(made_up.everyone, *plans)
    adversary = Adversary(knowledge, seen_in(plans[-1], knowledge))
    alone = adversary.verdict()
    told = adversary.verdict(truth=made_up.everyone.answers)
    assert alone.safe
    assert told.safe
    assert alone.asked == told.asked > 0


def test_an_insider_in_a_group_of_three_learns_the_sum_of_the_other_two(layout: Layout) -> None:
    lines = [(f"p{number}", "peers", "3 4 2 3") for number in range(4)]
    for size, safe in ((3, False), (4, True)):
        ratings = rated(*lines[:size])
        plan = plan_disclosure(ratings, layout)
        assert audit(ratings, [plan]).safe
        assert audit(ratings, [plan], insiders=["p0"]).safe == safe
