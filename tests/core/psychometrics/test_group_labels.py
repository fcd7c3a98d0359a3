"""Labels of groups, whatever they are: one code for each group, and none where it is missing."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.group_labels import group_codes

NAN = float("nan")
# NumPy cuts a NUL off the end of a text.
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=2)


@pytest.mark.parametrize(
    "groups",
    [
        ["b", None, "a", "b"],
        ["b", NAN, "a", "b"],
        np.array(["b", None, "a", "b"], dtype=object),
        np.ma.array(["b", "x", "a", "b"], mask=[0, 1, 0, 0]),
        pl.Series(["b", None, "a", "b"]),
        [2.0, NAN, 1.0, 2.0],
        np.ma.masked_equal([2, 9, 1, 2], 9),
        pl.Series([2, None, 1, 2]),
        np.array(["2026-01-02", "NaT", "2026-01-01", "2026-01-02"], dtype="datetime64[D]"),
    ],
)
def test_units_without_a_group_are_known_as_such(groups: object) -> None:
    found = group_codes(groups)  # type: ignore[arg-type]
    assert found.codes.tolist() == [1, -1, 0, 1]
    assert found.sizes.tolist() == [1, 2]
    assert found.known.tolist() == [True, False, True, True]


@given(
    st.sampled_from(["int8", "uint8", "int16", "int32", "int64", "uint64"]).flatmap(
        lambda dtype: st.lists(
            st.integers(int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)), min_size=1, max_size=80
        ).map(lambda values: np.array(values, dtype=dtype))
    )
)
def test_codes_lead_back_to_whole_labels_of_any_width(labels: np.ndarray) -> None:
    found = group_codes(labels)
    names, codes = np.unique(labels, return_inverse=True)
    assert found.labels.tolist() == names.tolist()
    assert found.codes.tolist() == codes.tolist()


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64", "uint64"])
def test_close_labels_are_counted_without_overflow(dtype: str) -> None:
    limits = np.iinfo(dtype)
    low = int(limits.min) if dtype != "uint64" else int(limits.max) - 200
    labels = np.array([low, low + 100, low + 200] * 40, dtype=dtype)
    found = group_codes(labels)
    assert found.labels.tolist() == [low, low + 100, low + 200]
    assert found.codes[:3].tolist() == [0, 1, 2]


@given(st.lists(st.one_of(st.integers(0, 9), WORDS, st.none()), max_size=20))
def test_labels_of_several_kinds_are_told_apart(labels: list[object]) -> None:
    found = group_codes(labels)
    texts = [str(label) for label in labels if label is not None and str(label).strip()]
    assert found.known.tolist() == [label is not None and str(label) in texts for label in labels]
    assert [str(found.labels[code]) for code in found.codes[found.known]] == texts


def test_groups_must_be_one_for_each_unit() -> None:
    with pytest.raises(PsychometricsError, match="2 dimension"):
        group_codes([["a"], ["b"]])
    assert group_codes([]).sizes.tolist() == []
