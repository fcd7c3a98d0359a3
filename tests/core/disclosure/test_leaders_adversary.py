"""The adversary against group reports: every history that comes to mind, and no leader is found."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.disclosure.adversary import audit_leaders
from tests.core.disclosure.made_up_leaders import RULES, attacked, made_up_leaders

seeds = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=40)
@given(seeds)
def test_no_leader_is_found_out_from_what_is_printed(seed: int) -> None:
    verdict = attacked(made_up_leaders(seed))
    assert verdict.safe, verdict


@settings(deadline=None, max_examples=40)
@given(seeds)
def test_no_leader_is_found_out_even_if_nothing_were_rounded(seed: int) -> None:
    verdict = attacked(made_up_leaders(seed), exact=True)
    assert verdict.safe, verdict


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_no_leader_is_found_out_where_figures_of_those_who_left_are_gone(seed: int) -> None:
    told = made_up_leaders(seed, forgets=True).told()
    verdict = audit_leaders(told, made_up_leaders(seed).values, rules=RULES, exact=True)
    assert verdict.safe, verdict


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_parts_hold_five_leaders_and_never_overlap(seed: int) -> None:
    for told in made_up_leaders(seed).told():
        for measure in told.measures.values():
            entries = [entry for part in measure.parts for entry in part.entries]
            assert len(set(entries)) == len(entries)
            assert all(part.n >= 5 for part in measure.parts)


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_figures_show_the_mean_of_the_leaders_that_they_say(seed: int) -> None:
    round_ = made_up_leaders(seed)
    for told in round_.told():
        made_of = told.made_of()
        for figure in told.figures:
            entries = made_of[figure.selection, figure.published.unit]
            assert figure.published.n == len(entries)
            if not entries:
                continue
            values = [round_.values[figure.published.unit][entry] for entry in entries]
            mean, printed = sum(values) / len(values), figure.published.value
            assert printed is not None
            if figure.published.status == "high band":
                assert mean >= printed - 1e-9
            elif figure.published.status == "low band":
                assert mean <= printed + 1e-9
            elif not figure.published.near_ends:
                assert abs(mean - printed) < 0.0501
