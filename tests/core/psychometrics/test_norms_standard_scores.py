"""z, T, stens, stanines and their normalised forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import nctdtr, ndtri

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.norms import (
    norm_scores,
    normalised_scores,
    percentile_ranks,
    stanines,
    stens,
    t_scores,
    z_scores,
)

# Mean 50, SD (n - 1) 10 exactly.
NORMS = 50 + 10 * np.array([-1.0, 0.0, 1.0])
varied = st.lists(st.integers(0, 30), min_size=3, max_size=40).filter(lambda s: len(set(s)) > 1)


def test_linear_scores_are_z_with_another_centre_and_unit() -> None:
    raw = [35.0, 50.0, 62.0]
    z = np.array([-1.5, 0.0, 1.2])
    np.testing.assert_allclose(z_scores(raw, NORMS).estimate, z, atol=1e-12)
    np.testing.assert_allclose(t_scores(raw, NORMS).estimate, 50 + 10 * z, atol=1e-12)
    np.testing.assert_allclose(stens(raw, NORMS).estimate, 5.5 + 2 * z, atol=1e-12)
    np.testing.assert_allclose(stanines(raw, NORMS).estimate, 5 + 2 * z, atol=1e-12)


def test_whole_stens_begin_at_their_lower_edge_and_end_at_1_and_10() -> None:
    edges = 50 + 10 * np.array([-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2])
    assert stens(edges, NORMS).whole.tolist() == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert stens(edges - 0.01, NORMS).whole.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert stens([-900, 900], NORMS).whole.tolist() == [1, 10]


def test_whole_stanines_begin_at_their_lower_edge_and_end_at_1_and_9() -> None:
    edges = 50 + 10 * np.array([-1.75, -1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 1.75])
    assert stanines(edges, NORMS).whole.tolist() == [2, 3, 4, 5, 6, 7, 8, 9]
    assert stanines(edges - 0.01, NORMS).whole.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert stanines([-900, 900], NORMS).whole.tolist() == [1, 9]


def test_whole_scores_do_not_turn_on_the_last_binary_digit() -> None:
    norms = np.array([0.1, 0.2, 0.3])  # mean .2 and SD .1, neither exact in binary
    assert stens([0.2], norms).whole.tolist() == [6]


def test_limits_of_z_match_values_by_r() -> None:
    # R: uniroot on pt(z sqrt(60), 59, ncp) over sqrt(60), for z = -.7, 1.5 and 3
    rng = np.random.default_rng(5)
    norms = rng.normal(size=60)
    norms = (norms - norms.mean()) / norms.std(ddof=1)
    z = z_scores([-0.7, 1.5, 3.0], norms)
    np.testing.assert_allclose(z.low, [-0.980282349456, 1.12684989473, 2.4010407301], atol=1e-9)
    np.testing.assert_allclose(z.high, [-0.414925079707, 1.86693933773, 3.5935379399], atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(varied, st.floats(-4, 4), st.sampled_from([0.5, 0.9, 0.99]))
def test_limits_of_z_solve_the_noncentral_t(norms: list[int], place: float, level: float) -> None:
    n, tail = len(norms), (1 - level) / 2
    score = np.mean(norms) + place * np.std(norms, ddof=1)
    z = z_scores([score], norms, level=level)
    t = z.estimate[0] * np.sqrt(n)
    assert nctdtr(n - 1, z.low[0] * np.sqrt(n), t) == pytest.approx(1 - tail, abs=1e-9)
    assert nctdtr(n - 1, z.high[0] * np.sqrt(n), t) == pytest.approx(tail, abs=1e-9)


def test_standard_error_of_z_is_its_spread_over_norm_groups() -> None:
    rng = np.random.default_rng(1)
    groups = rng.normal(size=(20_000, 80))
    z = (1.5 - groups.mean(axis=1)) / groups.std(axis=1, ddof=1)
    ours = z_scores([z.mean()], _exactly_normal(80)).standard_error[0]
    assert ours == pytest.approx(z.std(), rel=0.03)  # Monte Carlo, and a first-order formula


def test_measurement_error_adds_to_the_error_of_the_norms() -> None:
    alone = z_scores([60.0], NORMS)
    both = z_scores([60.0], NORMS, measurement_error=5.0)
    expected = np.hypot(alone.standard_error[0], 0.5)
    assert both.standard_error[0] == pytest.approx(expected, abs=1e-12)
    assert both.high[0] == pytest.approx(1 + ndtri(0.975) * expected, abs=1e-12)
    assert both.estimate[0] == alone.estimate[0]


def test_normalised_scores_of_the_norms_are_blom_and_rankit_quantiles() -> None:
    norms = [10, 20, 20, 40, 50]
    ranks = np.array([1, 2.5, 4, 5])
    distinct = [10, 20, 40, 50]
    for method, c in [("blom", 3 / 8), ("rankit", 0.5), ("tukey", 1 / 3), ("van-der-waerden", 0)]:
        ours = normalised_scores(distinct, norms, ranks=method).estimate
        np.testing.assert_allclose(ours, ndtri((ranks - c) / (5 + 1 - 2 * c)), atol=1e-12)


def test_rankit_is_the_quantile_of_the_percentile() -> None:
    norms = [1, 1, 2, 3, 3, 3, 5]
    percentile = percentile_ranks([1, 2, 3, 5], norms).estimate
    ours = normalised_scores([1, 2, 3, 5], norms, ranks="rankit", scale="t").estimate
    np.testing.assert_allclose(ours, 50 + 10 * ndtri(percentile / 100), atol=1e-9)


def test_a_score_beyond_the_norms_takes_the_last_place_and_is_told_of() -> None:
    result = normalised_scores([-5, 3, 99], [1, 2, 3, 4, 5])
    assert result.estimate[2] == normalised_scores([5], [1, 2, 3, 4, 5]).estimate[0]
    assert result.estimate[0] == -result.estimate[2]
    assert "2 beyond every score" in " ".join(result.notes)
    assert result.high[2] == np.inf  # nobody in the norms can say how far beyond


def test_normalised_scores_of_normal_norms_are_the_linear_ones() -> None:
    norms = _exactly_normal(999)
    raw = np.array([-1.5, 0.0, 0.7])
    np.testing.assert_allclose(
        normalised_scores(raw, norms).estimate, z_scores(raw, norms).estimate, atol=0.02
    )


@settings(max_examples=15, deadline=None)
@given(varied, st.floats(0.1, 50), st.floats(-100, 100))
def test_norm_scores_do_not_depend_on_the_raw_unit(
    norms: list[int], unit: float, shift: float
) -> None:
    raw = np.array(norms[:5], dtype=float)
    there = norm_scores(raw, norms)
    again = norm_scores(unit * raw + shift, unit * np.array(norms, dtype=float) + shift)
    np.testing.assert_allclose(there.t.estimate, again.t.estimate, atol=1e-6)
    np.testing.assert_allclose(there.z.low, again.z.low, atol=1e-6)
    np.testing.assert_allclose(there.normalised_z.estimate, again.normalised_z.estimate, atol=1e-9)
    np.testing.assert_allclose(there.percentile.estimate, again.percentile.estimate, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(varied)
def test_z_scores_of_the_norms_themselves_have_mean_0_and_sd_1(norms: list[int]) -> None:
    z = z_scores(norms, norms).estimate
    assert z.mean() == pytest.approx(0, abs=1e-9)
    assert z.std(ddof=1) == pytest.approx(1)


def test_norms_without_spread_have_percentiles_but_no_standard_scores() -> None:
    assert percentile_ranks([4], [4, 4, 4]).estimate.tolist() == [50.0]
    assert normalised_scores([4], [4, 4, 4]).estimate.tolist() == [0.0]
    for metric in (z_scores, t_scores, stens, stanines, norm_scores):
        with pytest.raises(UndefinedStatistic, match="same score"):
            metric([4], [4, 4, 4])


@pytest.mark.parametrize(
    "call",
    [
        lambda: z_scores([1], [1, 2], level=1.5),
        lambda: z_scores([1], [1, 2], measurement_error=-1.0),
        lambda: z_scores([1], [1, 2], measurement_error=np.inf),
        lambda: normalised_scores([1], [1, 2], ranks="hazen"),
        lambda: normalised_scores([1], [1, 2], scale="iq"),
        lambda: normalised_scores([1], [1, 2], level=0.0),
    ],
)
def test_standard_scores_refuse_unknown_options(call: object) -> None:
    with pytest.raises(PsychometricsError):
        call()  # type: ignore[operator]


def test_missing_scores_stay_missing_in_every_metric() -> None:
    result = norm_scores([40, np.nan, 55], NORMS)
    for metric in ("percentile", "z", "t", "sten", "stanine", "normalised_z", "normalised_t"):
        scores = getattr(result, metric)
        for values in (scores.estimate, scores.standard_error, scores.low, scores.high):
            assert np.isnan(values).tolist() == [False, True, False]
    assert np.isnan(result.sten.whole).tolist() == [False, True, False]
    assert result.dropped[0].count == 1


def test_summaries_speak_of_one_person_or_of_many() -> None:
    assert "About 50 in 100 of the norm group score lower" in norm_scores([50], NORMS).summary()
    assert "sten 5.5, sten 6 as a whole" in stens([50], NORMS).summary()
    assert "2 scores" in norm_scores([50, 40], NORMS).summary()
    assert norm_scores([50], NORMS).to_dict()["t"]["estimate"] == [50.0]


def _exactly_normal(n: int) -> np.ndarray:
    scores = ndtri((np.arange(1, n + 1) - 0.5) / n)
    return (scores - scores.mean()) / scores.std(ddof=1)
