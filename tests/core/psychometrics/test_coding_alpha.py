"""Krippendorff's alpha against its author, a peer package, and brute force over pairs."""

import itertools
import warnings

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.coding.krippendorff import coincidence_matrix, krippendorff_alpha
from tests.core.psychometrics.coding_tables import FOUR_CODERS

NAN = float("nan")
GOLDEN = {
    "nominal": 0.74342105,
    "ordinal": 0.8153875,
    "interval": 0.84910714,
    "ratio": 0.79740277,
}
MEASUREMENTS = tuple(GOLDEN)

tables = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 12), st.integers(2, 4)),
    elements=st.sampled_from([1.0, 2.0, 3.0, 5.0, NAN]),
)


def varied(table: np.ndarray) -> bool:
    """Whether alpha exists: among units with two codes, codes differ."""
    kept = table[(~np.isnan(table)).sum(axis=1) > 1]
    return len(np.unique(kept[~np.isnan(kept)])) > 1


@pytest.mark.parametrize(("measurement", "value"), GOLDEN.items())
def test_alpha_of_krippendorffs_own_example(measurement: str, value: float) -> None:
    alpha = krippendorff_alpha(FOUR_CODERS, measurement=measurement)
    assert alpha.estimate == pytest.approx(value, abs=1e-8)
    assert (alpha.n, alpha.coders, alpha.codes) == (11, 4, 40)
    assert [str(drop) for drop in alpha.dropped] == ["1 unit dropped: fewer than 2 codes"]
    assert alpha.interval is not None
    assert alpha.estimate in alpha.interval


def test_coincidences_of_krippendorffs_own_example() -> None:
    matrix = coincidence_matrix(FOUR_CODERS)
    assert matrix.sum(axis=1).tolist() == pytest.approx([9, 13, 10, 5, 3])
    assert matrix[0].tolist() == pytest.approx([7, 4 / 3, 1 / 3, 1 / 3, 0])
    assert np.allclose(matrix, matrix.T)


def test_two_coders_worked_by_hand() -> None:
    """Units aa, bb, ab: o_ab = 1, n = 6, n_a = n_b = 3; alpha = 1 - 5 * 2 / 18."""
    alpha = krippendorff_alpha([["a", "a"], ["b", "b"], ["a", "b"]])
    assert alpha.estimate == pytest.approx(1 - 5 * 2 / 18)
    assert alpha.observed_disagreement == pytest.approx(2 / 6)
    assert alpha.expected_disagreement == pytest.approx(18 / 30)


@pytest.mark.parametrize("measurement", ["ordinal", "interval"])
def test_irr_differs_only_by_its_missing_division(reference, measurement: str) -> None:
    """irr 0.84.1 does not divide by the coders minus 1 when no code is missing.

    With three coders its coincidences are twice too many, so that it corrects for 2n values and
    not for n: 1 - alpha is (2n - 1) / (2n - 2) times Krippendorff's. The peer package agrees with
    Krippendorff.
    """
    codes = reference.answers("irr_anxiety", ["rater1", "rater2", "rater3"])
    alpha = krippendorff_alpha(codes, measurement=measurement)
    peer = krippendorff.alpha(codes.T, level_of_measurement=measurement)
    assert alpha.estimate == pytest.approx(peer, abs=1e-12)
    irr = reference.values("agreement")["irr_anxiety"][f"kripp_alpha_{measurement}"]
    n = codes.size
    assert 1 - (1 - alpha.estimate) * (2 * n - 1) / (2 * n - 2) == pytest.approx(irr, abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(table=tables, measurement=st.sampled_from(MEASUREMENTS))
def test_alpha_agrees_with_the_peer_package(table: np.ndarray, measurement: str) -> None:
    assume(varied(table))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = krippendorff.alpha(table.T, level_of_measurement=measurement)
    ours = krippendorff_alpha(table, measurement=measurement, replicates=2)
    assert ours.estimate == pytest.approx(peer, abs=1e-10)


@settings(max_examples=30, deadline=None)
@given(table=tables, data=st.data())
def test_order_of_units_and_coders_does_not_matter(table: np.ndarray, data: st.DataObject) -> None:
    assume(varied(table))
    rows = data.draw(st.permutations(range(len(table))))
    columns = data.draw(st.permutations(range(table.shape[1])))
    for measurement in MEASUREMENTS:
        before = krippendorff_alpha(table, measurement=measurement, replicates=2).estimate
        moved = table[rows][:, columns]
        after = krippendorff_alpha(moved, measurement=measurement, replicates=2).estimate
        assert after == pytest.approx(before, abs=1e-12)
        assert after <= 1


@settings(max_examples=30, deadline=None)
@given(table=tables, shift=st.floats(-1e6, 1e6), scale=st.floats(0.01, 100))
def test_measurements_ignore_what_they_should(
    table: np.ndarray, shift: float, scale: float
) -> None:
    assume(varied(table))

    def alpha(codes: np.ndarray, measurement: str) -> float:
        return krippendorff_alpha(codes, measurement=measurement, replicates=2).estimate

    # 1e-6: a shift of a million costs the tenths of codes some digits
    moved = table * scale + shift
    assert alpha(moved, "interval") == pytest.approx(alpha(table, "interval"), abs=1e-6)
    assert alpha(table**3, "ordinal") == pytest.approx(alpha(table, "ordinal"), abs=1e-12)
    assert alpha(table * scale, "ratio") == pytest.approx(alpha(table, "ratio"), abs=1e-10)
    assert alpha(9 - table, "nominal") == pytest.approx(alpha(table, "nominal"), abs=1e-12)


def test_interval_alpha_of_continuous_codes_by_brute_force() -> None:
    rng = np.random.default_rng(5)
    codes = rng.normal(size=(15, 3)) + rng.normal(size=(15, 1))
    within = [(a - b) ** 2 for unit in codes for a, b in itertools.combinations(unit, 2)]
    anywhere = [(a - b) ** 2 for a, b in itertools.combinations(codes.ravel(), 2)]
    alpha = krippendorff_alpha(codes, measurement="interval")
    assert alpha.estimate == pytest.approx(1 - np.mean(within) / np.mean(anywhere), abs=1e-12)


def test_bootstrap_error_agrees_with_resampling_the_units_themselves() -> None:
    """Ordinal distances are taken anew in each resample; 12 % allows for 400 replicates."""
    rng = np.random.default_rng(6)
    truth = rng.integers(1, 6, (60, 1))
    codes = np.clip(truth + rng.integers(-1, 2, (60, 3)), 1, 5).astype(float)
    drawn = [
        krippendorff.alpha(codes[rng.integers(0, 60, 60)].T, level_of_measurement="ordinal")
        for _ in range(400)
    ]
    alpha = krippendorff_alpha(codes, measurement="ordinal")
    assert alpha.standard_error == pytest.approx(np.std(drawn), rel=0.12)


def test_same_seed_same_interval() -> None:
    first, second = (krippendorff_alpha(FOUR_CODERS, seed=4) for _ in range(2))
    assert first.interval == second.interval
    assert krippendorff_alpha(FOUR_CODERS, seed=5).interval != first.interval


def test_words_in_their_order_are_ordinal() -> None:
    words = np.array(["low", "middle", "high", "highest", "top"], dtype=object)
    codes = [[None if np.isnan(c) else words[int(c) - 1] for c in unit] for unit in FOUR_CODERS]
    alpha = krippendorff_alpha(codes, measurement="ordinal", categories=words.tolist())
    assert alpha.estimate == pytest.approx(GOLDEN["ordinal"], abs=1e-8)
    with pytest.raises(PsychometricsError, match="order of the categories"):
        krippendorff_alpha(codes, measurement="ordinal")


def test_perfect_agreement_is_one_and_says_why_it_has_no_error() -> None:
    alpha = krippendorff_alpha([[1, 1], [2, 2], [3, 3]], measurement="interval")
    assert alpha.estimate == 1
    assert alpha.interval is None
    assert "resampl" in alpha.why_no_error
    assert "rely" in alpha.summary()


def test_one_unit_has_alpha_without_error() -> None:
    alpha = krippendorff_alpha([["a", "b"]])
    assert alpha.estimate == 0
    assert alpha.why_no_error == "one unit cannot be resampled"


@pytest.mark.parametrize(
    "codes",
    [
        [[1, 1], [1, 1]],
        [[1, None], [None, 2]],
        [[1], [2]],
        [[NAN, NAN], [NAN, NAN]],
        [[1, 1], [2, None]],
    ],
)
def test_alpha_without_pairs_or_variety_is_undefined(codes: list[list[object]]) -> None:
    with pytest.raises(UndefinedStatistic):
        krippendorff_alpha(codes)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"measurement": "cardinal"}, "cardinal"),
        ({"level": 1.0}, "level"),
        ({"level": 95}, "level"),
        ({"replicates": 1}, "replicates"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, object], says: str) -> None:
    with pytest.raises(PsychometricsError, match=says):
        krippendorff_alpha(FOUR_CODERS, **options)


def test_measurement_must_fit_the_codes() -> None:
    with pytest.raises(PsychometricsError, match="numbers"):
        krippendorff_alpha([["a", "b"], ["b", "b"]], measurement="interval")
    with pytest.raises(PsychometricsError, match="zero"):
        krippendorff_alpha([[-1, 1], [1, 1]], measurement="ratio")


def test_result_goes_to_json_and_words() -> None:
    alpha = krippendorff_alpha(FOUR_CODERS)
    assert alpha.to_dict()["measurement"] == "nominal"
    assert "tentative" in alpha.summary()
    assert "n = 11 units" in alpha.summary()
