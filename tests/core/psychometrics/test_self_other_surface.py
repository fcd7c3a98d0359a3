"""Response surfaces: golden values, algebra by hand, errors, congruence and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.self_other import congruence_checklist, response_surface
from stature.core.psychometrics.self_other.shape import (
    lateral_shifts,
    principal_axes,
    stationary_points,
)


def ratings(n: int = 120, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    rng = np.random.default_rng(seed)
    common = rng.normal(size=n)
    return 3 + common + rng.normal(size=n), 3 + common + rng.normal(size=n), rng


def sample(n: int = 120, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y, rng = ratings(n, seed)
    z = 1 + 0.5 * x + 0.2 * y - 0.3 * x**2 + 0.4 * x * y - 0.2 * y**2 + rng.normal(size=n)
    return x, y, z


def estimates(statistics) -> np.ndarray:
    return np.array([statistic.estimate for statistic in statistics])


def errors(statistics) -> np.ndarray:
    return np.array([statistic.standard_error for statistic in statistics])


def terms(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones_like(x), x, y, x**2, x * y, y**2])


def test_surface_of_lq2002_agrees_with_the_oracle(reference) -> None:
    lead, task, hostility = (
        reference.column("lq2002", column).astype(float) for column in ("LEAD", "TSIG", "HOSTILE")
    )
    oracle = reference.values("mediation_multilevel")["polynomial_rsa_lq2002"]
    # The oracle centres each rating on its own mean, so the centring is done before.
    found = response_surface(lead - lead.mean(), task - task.mean(), hostility, replicates=50)
    np.testing.assert_allclose(estimates(found.b), list(oracle["coef"].values()), atol=1e-8)
    assert found.r_squared.estimate == pytest.approx(oracle["R2"], abs=1e-8)
    for a, name in zip(found.a, ("a1", "a2", "a3", "a4"), strict=False):
        assert (a.estimate, a.standard_error) == pytest.approx(oracle[name][:2], abs=1e-8)
    assert found.a[4].estimate == found.b[3].estimate - found.b[5].estimate


def test_shape_of_the_published_surface_of_shanock() -> None:
    # Coefficients in Shanock et al. (2010), table 2; a1 to a4 from b1 = -.23, b2 = .77,
    # b3 = -.07, b4 = .27, b5 = -.10.
    b1, b2, b3, b4, b5 = -0.23, 0.77, -0.07, 0.27, -0.10
    b = np.array([[0, b1, b2, b3, b4, b5]])
    x0, y0 = stationary_points(b)[0]
    assert b1 + 2 * b3 * x0 + b4 * y0 == pytest.approx(0, abs=1e-12)
    assert b2 + b4 * x0 + 2 * b5 * y0 == pytest.approx(0, abs=1e-12)
    p10, p11, p20, p21 = principal_axes(b)[0]
    root = np.hypot(b3 - b5, b4)
    assert (p11, p21) == pytest.approx(((b5 - b3 + root) / b4, (b5 - b3 - root) / b4))
    assert (p10 + p11 * x0, p20 + p21 * x0) == pytest.approx((y0, y0))
    assert lateral_shifts(b)[0] == pytest.approx((b2 - b1) / (2 * (b3 - b4 + b5)))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.integers(-30, 30).filter(bool).map(lambda b: b / 10), min_size=5, max_size=5
    ).filter(lambda b: abs(4 * b[2] * b[4] - b[3] ** 2) > 0.01)
)
def test_axes_are_eigenvectors_of_the_bend(b: list[float]) -> None:
    _, p11, _, p21 = principal_axes(np.array([[0.0, *b]]))[0]
    bend = np.array([[b[2], b[3] / 2], [b[3] / 2, b[4]]])
    least, most = np.linalg.eigvalsh(bend)
    np.testing.assert_allclose(bend @ [1, p11], most * np.array([1, p11]), atol=1e-9, rtol=1e-7)
    np.testing.assert_allclose(bend @ [1, p21], least * np.array([1, p21]), atol=1e-9, rtol=1e-7)


def test_surface_without_error_is_found_exactly() -> None:
    x, y, _ = ratings()
    b = np.array([1.0, 0.5, -0.25, -0.3, 0.4, -0.2])
    found = response_surface(x, y, terms(x, y) @ b, replicates=50)
    np.testing.assert_allclose(estimates(found.b), b, atol=1e-10)
    np.testing.assert_allclose(estimates(found.a), [0.25, -0.1, 0.75, -0.9, -0.1], atol=1e-10)
    x0, y0, z0 = found.stationary_point
    assert z0 == pytest.approx(float(terms(np.array([x0]), np.array([y0]))[0] @ b), abs=1e-8)
    assert found.r_squared.estimate == pytest.approx(1)


def test_errors_are_those_of_least_squares() -> None:
    x, y, z = sample()
    found = response_surface(x, y, z, replicates=50, level=0.9)
    design = terms(x, y)
    b, residual, *_ = np.linalg.lstsq(design, z, rcond=None)
    covariances = residual[0] / (len(z) - 6) * np.linalg.inv(design.T @ design)
    np.testing.assert_allclose(estimates(found.b), b, atol=1e-9)
    np.testing.assert_allclose(errors(found.b), np.sqrt(np.diag(covariances)), rtol=1e-8)
    a4 = np.array([0, 0, 0, 1, -1, 1])
    assert found.a[3].standard_error == pytest.approx(np.sqrt(a4 @ covariances @ a4), rel=1e-8)
    reach = found.a[3].standard_error * stdtrit(len(z) - 6, 0.95)
    assert found.a[3].interval.high == pytest.approx(found.a[3].estimate + reach, rel=1e-12)


def test_robust_errors_are_hc3() -> None:
    x, y, z = sample()
    found = response_surface(x, y, z, interval="robust", replicates=50)
    design = terms(x, y)
    inverse = np.linalg.inv(design.T @ design)
    residuals = z - design @ (inverse @ design.T @ z)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    middle = (design * (residuals / (1 - leverage))[:, None] ** 2).T @ design
    expected = np.sqrt(np.diag(inverse @ middle @ inverse))
    np.testing.assert_allclose(errors(found.b), expected, rtol=1e-7)
    assert "HC3" in found.b[0].interval.method


def test_bootstrap_errors_are_those_of_resampled_persons() -> None:
    x, y, z = sample()
    found = response_surface(x, y, z, interval="bootstrap", replicates=1_000)
    rng = np.random.default_rng(4)
    draws = [rng.integers(0, len(z), len(z)) for _ in range(400)]
    refits = np.array([np.linalg.lstsq(terms(x[d], y[d]), z[d], rcond=None)[0] for d in draws])
    # 400 draws know a standard deviation to 3.5%; four of these are 14%.
    np.testing.assert_allclose(errors(found.b), refits.std(axis=0, ddof=1), rtol=0.15)
    a1 = (refits[:, 1] + refits[:, 2]).std(ddof=1)
    assert found.a[0].standard_error == pytest.approx(a1, rel=0.15)
    slopes = principal_axes(refits)[:, 1]
    low, high = np.quantile(slopes, [0.025, 0.975])
    slope = found.first_axis.slope
    assert slope.interval.low == pytest.approx(low, abs=0.35 * (high - low))
    assert slope.estimate in slope.interval
    assert slope.standard_error is None


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1_000), shift=st.floats(-1e4, 1e4), scale=st.floats(0.1, 50))
def test_surface_moves_and_stretches_with_the_ratings(seed, shift, scale) -> None:
    x, y, z = sample(seed=seed)
    order = np.random.default_rng(seed).permutation(len(z))
    plain = response_surface(x, y, z, centre="grand mean", replicates=2)
    moved = response_surface(
        (shift + scale * x)[order],
        (shift + scale * y)[order],
        z[order],
        centre="grand mean",
        replicates=2,
    )
    powers = np.array([0, 1, 1, 2, 2, 2])
    np.testing.assert_allclose(estimates(moved.b) * scale**powers, estimates(plain.b), atol=1e-7)
    np.testing.assert_allclose(errors(moved.b) * scale**powers, errors(plain.b), atol=1e-7)
    assert moved.r_squared.estimate == pytest.approx(plain.r_squared.estimate, abs=1e-9)
    assert moved.first_axis.slope.estimate == pytest.approx(
        plain.first_axis.slope.estimate, rel=1e-6
    )


def test_centre_is_taken_from_both_ratings() -> None:
    x, y, z = sample()
    by_number = response_surface(x, y, z, centre=3, replicates=2)
    by_hand = response_surface(x - 3, y - 3, z, replicates=2)
    np.testing.assert_allclose(estimates(by_number.a), estimates(by_hand.a), atol=1e-12)
    mean = float(np.concatenate([x, y]).mean())
    assert response_surface(x, y, z, centre="grand mean", replicates=2).centre == mean


def test_agreement_that_pays_is_recognised() -> None:
    x, y, rng = ratings(n=400)
    z = -((x - y) ** 2) + 0.5 * rng.normal(size=400)
    found = congruence_checklist(response_surface(x, y, z, centre=3))
    assert found.broad
    assert found.strict
    assert "strict sense is supported" in found.summary()


def test_agreement_that_pays_at_high_level_is_broad_only() -> None:
    x, y, rng = ratings(n=400)
    z = -((x - y) ** 2) + x + y + 0.5 * rng.normal(size=400)
    found = congruence_checklist(response_surface(x, y, z, centre=3))
    assert found.broad
    assert not found.strict
    assert [c.statistic.name for c in found.conditions if not c.met] == ["a1"]


def test_agreement_that_costs_is_recognised_as_the_lowest() -> None:
    x, y, rng = ratings(n=400)
    z = (x - y) ** 2 + 0.5 * rng.normal(size=400)
    surface = response_surface(x, y, z, centre=3)
    assert congruence_checklist(surface, outcome_at_agreement="lowest").broad
    assert not congruence_checklist(surface).broad


def test_more_self_rating_that_pays_is_no_effect_of_agreement() -> None:
    x, y, rng = ratings(n=400)
    z = -((x - y - 1) ** 2) + 0.5 * rng.normal(size=400)
    surface = response_surface(x, y, z, centre=3)
    found = congruence_checklist(surface)
    assert not found.broad
    assert {c.statistic.name for c in found.conditions if not c.met} >= {"p10", "a3"}
    # The best outcome lies where self-ratings are one point higher: x = .5, y = -.5.
    assert surface.lateral_shift.estimate == pytest.approx(0.5, abs=0.1)


def test_surface_without_a_bend_has_no_summit() -> None:
    b = np.array([[0.0, 1, 2, 0, 0, 0]])
    assert np.isnan(stationary_points(b)).all()
    assert np.isnan(lateral_shifts(b)).all()


def test_valley_all_along_agreement_has_no_single_lowest_point() -> None:
    x, y = (axis.ravel() for axis in np.meshgrid([-1.0, 0, 1], [-1.0, 0, 1]))
    found = response_surface(x, y, (x - y) ** 2, replicates=20)
    assert found.a[3].estimate == pytest.approx(4)
    assert found.stationary_point is None
    assert found.first_axis is None
    with pytest.raises(UndefinedStatistic, match="no principal axis"):
        congruence_checklist(found, outcome_at_agreement="lowest")


def test_missing_ratings_are_dropped_and_counted() -> None:
    x, y, z = sample()
    x[0], y[1], z[2] = np.nan, np.nan, np.nan
    found = response_surface(x, y, z, replicates=2)
    plain = response_surface(x[3:], y[3:], z[3:], replicates=2)
    np.testing.assert_array_equal(estimates(found.b), estimates(plain.b))
    assert (found.n, found.dropped[0].count) == (117, 3)
    assert "3 persons dropped" in found.summary()


def test_too_small_a_sample_for_a_bootstrap_says_so() -> None:
    x, y, z = sample(n=9)
    found = response_surface(x, y, z)
    assert found.a[0].interval is not None
    assert found.r_squared.interval is None
    assert "resamples have no value" in found.r_squared.why_no_error
    assert "No bootstrap" in found.summary()
    with pytest.raises(UndefinedStatistic, match="interval='ols'"):
        response_surface(x, y, z, interval="bootstrap")
    with pytest.raises(UndefinedStatistic, match="no principal axis with an interval"):
        congruence_checklist(found)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"self_scores": np.tile([1.0, 2.0], 60)}, "self²"),
        ({"self_scores": np.ones(120)}, "computed from the others"),
        ({"outcome": np.ones(120)}, "does not vary"),
        ({"outcome": np.full(120, np.nan)}, "got 0"),
    ],
)
def test_surfaces_that_do_not_exist_are_refused(change, message) -> None:
    x, y, z = sample()
    with pytest.raises(UndefinedStatistic, match=message):
        response_surface(**({"self_scores": x, "other_scores": y, "outcome": z} | change))


def test_ratings_of_self_and_others_that_are_the_same_are_refused() -> None:
    x, _, z = sample()
    with pytest.raises(UndefinedStatistic, match="not the same"):
        response_surface(x, x, z)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"self_scores": [1.0, 2.0]}, "other_scores"),
        ({"self_scores": [[1.0]] * 120}, "self_scores"),
        ({"self_scores": [np.inf] * 120}, "self_scores"),
        ({"self_scores": ["high"] * 120}, "self_scores"),
        ({"self_scores": []}, "self_scores"),
        ({"centre": "own means"}, "centre"),
        ({"centre": np.nan}, "centre"),
        ({"interval": "bca"}, "interval"),
        ({"level": 0.0}, "level"),
    ],
)
def test_wrong_input_is_refused_with_its_place(change, where) -> None:
    x, y, z = sample()
    with pytest.raises(PsychometricsError) as error:
        response_surface(**({"self_scores": x, "other_scores": y, "outcome": z} | change))
    assert error.value.where.startswith(where)


def test_checklist_knows_two_hypotheses_only() -> None:
    surface = response_surface(*sample(), replicates=200)
    with pytest.raises(PsychometricsError, match="highest"):
        congruence_checklist(surface, outcome_at_agreement="best")


def test_one_person_who_decides_alone_has_no_robust_error() -> None:
    # Only the last person's self-rating is neither 0 nor 1, so the curve rests on that person.
    rng = np.random.default_rng(2)
    x, y = np.append(np.tile([0.0, 1], 10), 2), np.append(rng.normal(size=20), 0.3)
    with pytest.raises(UndefinedStatistic, match="alone decides"):
        response_surface(x, y, rng.normal(size=21), interval="robust")
