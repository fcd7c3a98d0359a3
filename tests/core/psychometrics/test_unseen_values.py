"""Data that nobody used before: odd shapes against R (psych, multilevel), and mended faults."""

from __future__ import annotations

import numpy as np
import pytest

from stature.core import psychometrics as ps
from stature.core.errors import PsychometricsError

# Twelve persons on a scale from 0 to 3, with many ties; the last item waits to be reversed.
TIES = np.array(
    [
        [1, 2, 2, 3],
        [1, 0, 1, 2],
        [3, 3, 2, 0],
        [1, 1, 1, 2],
        [0, 0, 0, 3],
        [1, 1, 2, 0],
        [2, 2, 1, 1],
        [2, 2, 1, 1],
        [2, 2, 2, 1],
        [3, 3, 1, 1],
        [1, 1, 2, 1],
        [3, 1, 1, 0],
    ]
)


def test_a_scale_with_an_item_that_goes_against_the_others_equals_psych() -> None:
    items = ps.item_analysis(TIES)
    feldt = ps.cronbach_alpha(TIES, interval="feldt").interval
    assert feldt is not None
    assert items.alpha == pytest.approx(-0.261843238587425, abs=1e-12)
    assert [feldt.low, feldt.high] == pytest.approx([-2.04390015842496, 0.59260098599067])
    assert items.item_rest == pytest.approx(
        [0.0938646508927863, 0.6823230454059213, 0.1236489335470372, -0.6201240372124043]
    )
    assert items.alpha_if_deleted == pytest.approx(
        [-0.713656387665198, -3.515151515151515, -0.541806020066890, 0.725490196078431]
    )


def test_negative_intraclass_correlations_equal_psych() -> None:
    forms = ps.intraclass_correlations(TIES).forms.values()
    assert [form.estimate for form in forms] == pytest.approx(
        [
            *(-0.0440956651718983, -0.0575321725965178, -0.0547156227501800),
            *(-0.2032730404823428, -0.2781335773101554, -0.2618432385874246),
        ]
    )
    assert [form.interval.low for form in forms if form.interval] == pytest.approx(
        [
            *(-0.194051408805754, -0.214160184975391, -0.201733180270463),
            *(-1.857636679121091, -2.396067547388016, -2.043900158424959),
        ]
    )


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "int64[pyarrow]"])
def test_a_missing_value_of_pandas_is_missing(dtype: str) -> None:
    pd = pytest.importorskip("pandas")
    if "pyarrow" in dtype:
        pytest.importorskip("pyarrow")
    answers = TIES.astype(float)
    answers[3, 0] = np.nan
    frame = pd.DataFrame(answers).astype(dtype)
    assert ps.cronbach_alpha(frame).estimate == ps.cronbach_alpha(answers).estimate


@pytest.mark.parametrize("value", ["4", [4], {"a": 4}, 4j, np.zeros(2)])
def test_what_is_no_number_is_still_refused(value: object) -> None:
    answers = np.array([[1, 2], [3, 4], [5, 7]], dtype=object)
    answers[1, 1] = value
    with pytest.raises(PsychometricsError, match="expected a number"):
        ps.cronbach_alpha(answers)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_item_total_correlations_do_not_depend_on_where_the_scale_begins(missing: str) -> None:
    near = ps.item_analysis(TIES, missing=missing)  # type: ignore[arg-type]
    far = ps.item_analysis(TIES + 1e9, missing=missing)  # type: ignore[arg-type]
    assert far.item_total == pytest.approx(near.item_total, abs=1e-6)


def test_items_that_cancel_have_no_item_total_correlation() -> None:
    answers = np.column_stack([TIES[:, 0], 3 - TIES[:, 0], TIES[:, 1], 3 - TIES[:, 1]]) + 7
    assert np.isnan(ps.item_analysis(answers[:, [0, 1, 2, 3, 2]]).item_total).sum() == 0
    with pytest.raises(PsychometricsError, match="does not vary"):
        ps.item_analysis(answers)


def test_scales_that_are_no_labels_are_refused_in_words() -> None:
    with pytest.raises(PsychometricsError, match="scales"):
        ps.even_odd_consistency(np.tile(TIES, 2), None)  # type: ignore[arg-type]


def test_the_band_of_edwards_and_nunnally_is_not_called_exact() -> None:
    rng = np.random.default_rng(4)  # nobody changes; reliability .7
    true = rng.normal(50, 10 * 0.7**0.5, 20_000)
    before, after = true + rng.normal(0, 10 * 0.3**0.5, (2, 20_000))
    found = ps.edwards_nunnally_change(before, after, mean=50, sd=10, reliability=0.7)
    seeming = np.mean(np.abs(found.estimate) > found.critical)
    assert seeming == pytest.approx(0.133, abs=0.01)  # 2 Φ(-1.96 / sqrt(1 + r)), far from .05
    assert "more than 2.5 in 100" in found.summary()
    usual = ps.reliable_change_index(before, after, sd=10, reliability=0.7)
    assert "about 2.5 in 100" in usual.summary()


def test_weighted_agreement_is_not_told_as_plain_agreement() -> None:
    weighted = ps.cohen_kappa(TIES[:, 0], TIES[:, 1], weights="quadratic").summary()
    assert "near misses counted in part" in weighted
    assert "near misses counted in part" in ps.gwet_ac2(TIES).summary()
    assert "near misses" not in ps.cohen_kappa(TIES[:, 0], TIES[:, 1]).summary()
    assert "near misses" not in ps.gwet_ac1(TIES).summary()
