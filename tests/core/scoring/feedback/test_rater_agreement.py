"""Agreement of one leader's raters is worked out from published counts alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.psychometrics.agreement import within_group_agreement
from stature.core.scoring.feedback.rater_agreement import NO_COUNTS, rater_agreement


def counts_of(answers: np.ndarray) -> list[tuple[int, ...]]:
    return [tuple(int((column == value).sum()) for value in range(1, 6)) for column in answers.T]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_counts_give_the_index_that_the_answers_give(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables = {"T1": rng.integers(1, 6, (7, 3)), "T2": rng.integers(2, 5, (5, 2))}
    found = rater_agreement({code: counts_of(answers) for code, answers in tables.items()})
    for code, answers in tables.items():
        expected = within_group_agreement(answers, ["a"] * len(answers), scale=(1, 5))
        assert found[code].uniform == pytest.approx(expected.r_wg["uniform"].estimate)
        assert found[code].slight_skew == pytest.approx(expected.r_wg["slight skew"].estimate)


def test_hidden_counts_give_no_agreement() -> None:
    found = rater_agreement({"T1": [(0, 0, 5, 0, 0), None], "T2": [(0, 0, 5, 0, 0)]})
    assert (found["T1"].uniform, found["T1"].why_none) == (None, NO_COUNTS)
    assert found["T2"].words == "very strong agreement"


def test_nothing_shown_at_all_is_no_error() -> None:
    assert rater_agreement({"T1": [None]})["T1"].uniform is None
