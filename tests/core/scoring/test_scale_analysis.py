"""The analysis of a scale holds what its statistics give, and a reason for each that is absent."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import ncx2

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement import icc_groups, within_group_agreement
from stature.core.psychometrics.reliability import cronbach_alpha
from stature.core.scoring.one_factor_fit import approximation_error
from stature.core.scoring.scale_analysis import analyse_scale
from stature.core.scoring.scale_definition import ScaleDefinition, ScaleDefinitionError
from stature.core.scoring.scale_groups import number_groups

ITEMS = ("a", "b", "c", "d")


def made_up(n: int = 80) -> np.ndarray:
    rng = np.random.default_rng(11)
    return np.clip(np.round(3 + rng.normal(size=(n, 1)) + rng.normal(0, 0.8, (n, 4))), 1, 5)


def teams(n: int = 80) -> list[str | None]:
    return [f"team {place % 9}" for place in range(n)]


def test_figures_are_those_of_the_statistics_themselves() -> None:
    answers, groups = made_up(), teams()
    found = analyse_scale(ScaleDefinition("S", ITEMS), answers, groups, range_given=(1, 5))
    assert found.undefined == {}
    assert found.figures["alpha"].to_dict() == cronbach_alpha(answers).to_dict()
    assert (
        found.figures["icc"].to_dict()
        == icc_groups(answers.mean(axis=1), np.array(groups)).to_dict()
    )
    expected = within_group_agreement(answers, np.array(groups), scale=(1, 5))
    assert found.figures["agreement"].to_dict() == expected.to_dict()


def test_reversed_item_counts_turned_round() -> None:
    answers = made_up()
    turned = answers.copy()
    turned[:, 1] = 6 - turned[:, 1]
    plain = analyse_scale(ScaleDefinition("S", ITEMS), answers, range_given=(1, 5))
    marked = ScaleDefinition("S", ITEMS, frozenset({"b"}))
    again = analyse_scale(marked, turned, range_given=(1, 5))
    assert again.to_dict()["figures"] == plain.to_dict()["figures"]


def test_answers_are_left_as_they_were() -> None:
    answers = made_up()
    before = answers.copy()
    analyse_scale(ScaleDefinition("S", ITEMS, frozenset({"a"})), answers, range_given=(1, 5))
    np.testing.assert_array_equal(answers, before)


def test_dictionary_is_fit_for_json_and_holds_no_persons_score() -> None:
    answers = made_up()
    answers[3, 1] = np.nan
    found = analyse_scale(ScaleDefinition("S", ITEMS), answers, teams()).to_dict()
    json.dumps(found, allow_nan=False)
    assert not {"mean", "sum", "answered"} & set(found["figures"]["scores"])


def test_answer_outside_the_range_is_refused() -> None:
    with pytest.raises(PsychometricsError, match="outside the scale 1 to 4"):
        analyse_scale(ScaleDefinition("S", ITEMS), made_up(), range_given=(1, 4))


def test_reversed_item_needs_the_range() -> None:
    with pytest.raises(ScaleDefinitionError, match="the range of answers is not given"):
        analyse_scale(ScaleDefinition("S", ITEMS, frozenset({"a"})), made_up())


def test_scale_that_nobody_answered_is_refused() -> None:
    nothing = np.full((5, 4), np.nan)
    for given in (None, (1.0, 5.0)):
        with pytest.raises(ScaleDefinitionError, match="nobody answered an item"):
            analyse_scale(ScaleDefinition("S", ITEMS), nothing, range_given=given)


def test_figures_without_a_value_give_their_reason_and_leave_the_others() -> None:
    found = analyse_scale(ScaleDefinition("S", ("a", "b")), made_up()[:, :2])
    assert set(found.undefined) == {"omega", "one_factor"}
    assert "alpha" in found.figures


def test_reason_names_the_item_and_not_its_number() -> None:
    answers = made_up()
    answers[:, 2] = 4
    found = analyse_scale(ScaleDefinition("S", ITEMS), answers)
    assert found.undefined["omega"].startswith("c: ")


@pytest.mark.parametrize("given", [(0.5, 5.0), None])
def test_agreement_needs_a_range_that_counts_options(given: tuple[float, float] | None) -> None:
    answers = made_up() + (0.5 if given is None else 0)
    found = analyse_scale(ScaleDefinition("S", ITEMS), answers, teams(), range_given=given)
    assert "does not count answer options" in found.undefined["agreement"]
    assert "does not count answer options" in found.undefined["deviation"]
    assert "icc" in found.figures


def test_groups_are_numbered_in_the_order_of_their_names() -> None:
    numbered = number_groups(["10", "9", None, "10"])
    assert numbered.names.tolist() == ["9", "10"]
    np.testing.assert_array_equal(numbered.numbers, [1, 0, np.nan, 1])
    assert number_groups(["b", "10", "a"]).names.tolist() == ["10", "a", "b"]


def test_no_known_group_is_a_reason_and_no_failure() -> None:
    found = analyse_scale(ScaleDefinition("S", ITEMS), made_up(), [None] * 80)
    assert {"icc", "agreement", "deviation"} <= set(found.undefined)


def test_approximation_error_is_that_of_lavaans_first_example() -> None:
    # lavaan prints three decimals: RMSEA 0.092, 90 per cent interval 0.071 to 0.114.
    fit = approximation_error(85.306, 24, 301)
    assert fit.estimate == pytest.approx(0.092, abs=5e-4)
    assert fit.interval is not None
    assert (fit.interval.low, fit.interval.high) == pytest.approx((0.071, 0.114), abs=5e-4)


@pytest.mark.parametrize(("chi", "df", "n"), [(85.3, 24, 301), (4.0, 5, 90), (2593.5, 44, 2042)])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.99])
def test_approximation_error_has_the_noncentral_interval(
    chi: float, df: int, n: int, level: float
) -> None:
    fit = approximation_error(chi, df, n, level=level)
    assert fit.interval is not None
    for end, share in ((fit.interval.low, (1 + level) / 2), (fit.interval.high, (1 - level) / 2)):
        wanted = 0.0
        if ncx2.cdf(chi, df, 1e-12) > share:
            wanted = brentq(lambda nc: ncx2.cdf(chi, df, nc) - share, 1e-12, 10 * chi)  # noqa: B023
        # Root finding in the check stops at about 1e-9 of the noncentrality.
        assert end == pytest.approx(math.sqrt(wanted / (df * n)), abs=1e-7)
    assert fit.interval.low <= fit.interval.high


def test_approximation_error_is_undefined_without_degrees_of_freedom() -> None:
    with pytest.raises(UndefinedStatistic):
        approximation_error(0.0, 0, 100)
