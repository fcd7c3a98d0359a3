"""One argument at a time: read as it is meant, or refused by its name."""

import numpy as np
import pytest

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import (
    require_same_length,
    require_share,
    require_whole,
)

NAN = float("nan")


@pytest.mark.parametrize("value", [0, 1, -0.1, 95, NAN, "a", None, [0.5]])
def test_share_must_lie_between_zero_and_one(value: object) -> None:
    with pytest.raises(PsychometricsError, match="level"):
        require_share(value, "level")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0, 1.5, True, NAN, np.inf, "a", None])
def test_whole_number_must_be_whole_and_large_enough(value: object) -> None:
    with pytest.raises(PsychometricsError, match="replicates"):
        require_whole(value, "replicates", at_least=1)  # type: ignore[arg-type]


def test_whole_number_of_any_type_is_read() -> None:
    assert [require_whole(value, "n", at_least=2) for value in (2, np.int8(3), 4.0)] == [2, 3, 4]


def test_lengths_must_match() -> None:
    require_same_length([1], ["a"], "groups")
    with pytest.raises(PsychometricsError, match="groups: expected 2 entries, got 1"):
        require_same_length([1, 2], [1], "groups")
