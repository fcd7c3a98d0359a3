"""Means and covariances against NumPy and a loop over pairs of items."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.moments import complete_rows, item_moments

NAN = float("nan")

gappy = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 15), st.integers(1, 4)),
    elements=st.sampled_from([1.0, 2.0, 2.5, 4.0, 0.1, NAN]),
)


@settings(max_examples=60)
@given(table=gappy, shift=st.floats(-1e6, 1e6))
def test_listwise_is_numpys_covariance_of_complete_persons(table: np.ndarray, shift: float) -> None:
    kept = table[~np.isnan(table).any(axis=1)]
    assume(len(kept) >= 2)
    found = item_moments(table + shift)
    # 1e-8: a shift of a million costs the answers themselves that many digits
    assert np.allclose(found.covariance, np.cov(kept.T).reshape(kept.shape[1], -1), atol=1e-8)
    assert np.allclose(found.mean, kept.mean(axis=0) + shift, atol=1e-8)
    assert found.n + sum(drop.count for drop in found.dropped) == len(table)


@settings(max_examples=60)
@given(table=gappy)
def test_pairwise_takes_the_persons_with_both_answers(table: np.ndarray) -> None:
    present = ~np.isnan(table)
    pairs = present.T.astype(int) @ present
    assume(pairs.min() >= 2)
    found = item_moments(table, missing="pairwise")
    for i in range(table.shape[1]):
        for j in range(table.shape[1]):
            both = present[:, i] & present[:, j]
            covariance = np.cov(table[both, i], table[both, j])[0, 1]
            assert found.covariance[i, j] == pytest.approx(covariance, abs=1e-12)
    assert found.pairs.tolist() == pairs.tolist()
    assert found.n == int(present.any(axis=1).sum())


def test_both_rules_agree_without_gaps() -> None:
    table = np.random.default_rng(1).normal(size=(50, 4))
    listwise, pairwise = item_moments(table), item_moments(table, missing="pairwise")
    assert np.allclose(listwise.covariance, pairwise.covariance, atol=1e-14)
    assert np.allclose(listwise.correlation, np.corrcoef(table.T), atol=1e-14)


def test_many_rows_are_summed_in_blocks() -> None:
    table = np.random.default_rng(2).integers(1, 6, (70_000, 3)).astype(float)
    assert np.allclose(item_moments(table).covariance, np.cov(table.T), atol=1e-12)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_item_that_does_not_vary_has_exactly_no_variance(missing: str) -> None:
    table = np.column_stack([np.full(7, 0.1), np.arange(7.0)])
    found = item_moments(table, missing=missing)
    assert found.covariance[0].tolist() == [0.0, 0.0]
    with pytest.raises(UndefinedStatistic, match=r"items\[0\]"):
        found.correlation  # noqa: B018


def test_too_few_persons_have_no_covariance() -> None:
    with pytest.raises(UndefinedStatistic, match="got 1"):
        item_moments([[1, 2], [NAN, 1]])
    with pytest.raises(UndefinedStatistic, match=r"items\[0, 1\]"):
        item_moments([[1, 2], [NAN, 1], [2, NAN]], missing="pairwise")
    with pytest.raises(PsychometricsError, match="casewise"):
        item_moments([[1, 2], [2, 1]], missing="casewise")  # type: ignore[arg-type]


def test_caller_keeps_the_array_and_the_result_cannot_be_changed() -> None:
    table = np.array([[1.0, 2.0], [2.0, NAN], [3.0, 5.0]])
    before = table.copy()
    found = item_moments(table, missing="pairwise")
    assert np.array_equal(table, before, equal_nan=True)
    with pytest.raises(ValueError, match="read-only"):
        found.covariance[0, 0] = 1
    assert table.flags.writeable


def test_summary_tells_who_was_left_out() -> None:
    assert (
        "1 person dropped: an answer is missing"
        in item_moments([[1, 2], [2, 3], [NAN, 1]]).summary()
    )
    unanswered = item_moments([[1, 2], [2, 3], [NAN, NAN]], missing="pairwise")
    assert "1 person dropped: no answer at all" in unanswered.summary()


def test_complete_rows_may_be_none() -> None:
    kept, dropped = complete_rows(np.array([[NAN, 1.0]]))
    assert kept.shape == (0, 2)
    assert dropped[0].count == 1
