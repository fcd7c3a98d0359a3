"""Sentences of summaries and notes that once said something odd."""

from __future__ import annotations

import numpy as np
import pytest

from stature.core import psychometrics as p
from stature.core.psychometrics.change.clinical import Population

EQUAL = np.full((3, 3), 0.5) + 0.5 * np.eye(3)
ANSWERS = np.random.default_rng(1).integers(1, 6, (30, 4)).astype(float)


@pytest.mark.parametrize("of_covariance", [p.lambdas_of_covariance, p.omega_of_covariance])
def test_unknown_n_is_called_unknown(of_covariance) -> None:  # type: ignore[no-untyped-def]
    found = of_covariance(EQUAL)
    assert "n is not known." in found.summary()
    assert "n = 0" not in found.summary()
    assert found.n is None
    assert found.to_dict()["n"] is None


def test_known_n_is_told() -> None:
    found = p.omega_of_covariance(EQUAL, n=80)
    assert "n = 80 persons." in found.summary()
    assert p.guttman_lambdas(ANSWERS).n == 30


def test_cut_off_of_known_populations_has_no_n() -> None:
    known = p.clinical_cut_off("a", below_par=Population(40, 7.5))
    assert known.n is None
    assert "n is not known." in known.summary()
    assert p.clinical_cut_off("a", below_par=Population(40, 7.5, n=20)).n == 20


def test_lambda_without_a_value_is_no_nan() -> None:
    words = p.guttman_lambdas(np.column_stack([ANSWERS, ANSWERS.sum(axis=1)])).summary()
    assert words.endswith("no value.")
    assert "nan" not in words


def test_heywood_items_count_from_one() -> None:
    correlations = np.array([[1, 0.8, 0.8], [0.8, 1, 0.4], [0.8, 0.4, 1]])
    found = p.omega_of_covariance(correlations)
    assert found.heywood == (0,)
    assert "item 1 (counted from 1)" in " ".join(found.notes)


def test_one_rater_is_singular() -> None:
    candidates = np.repeat(np.arange(6), 4)
    sources = np.tile(["peer", "peer", "team", "team"], 6)
    noise = np.random.default_rng(1).normal(0, 0.1, 24)
    study = p.generalizability_study(candidates + noise, candidates, sources, np.arange(24))
    plan = p.decision_study(study.components, sources=2, target=0.5)
    assert plan.raters_needed == 1
    assert "ask 1 rater from each source" in plan.summary()


def test_severity_is_told_without_a_second_sign() -> None:
    words = p.panel_reliability([[4, 3], [2, 1], [5, 5], [3, 2]]).summary()
    assert "number 2, is 0.375 below the panel's mean" in words
    assert "number 1, 0.375 above it" in words


def test_gaps_within_their_error_are_said_to_be() -> None:
    own, others = [1, 2, 3, 4.0], [2, 1.5, 3, 3.9]
    noisy = p.self_other_groups(own, others, standard_errors=(2, 2)).summary()
    assert "The gaps vary no more than their errors alone would make them." in noisy
    assert "0%" not in noisy
    exact = p.self_other_groups(own, others, standard_errors=(0.1, 0.1)).summary()
    assert "Of the gaps' variance 95% is more than error." in exact


def test_constant_item_is_named_and_told_from_constant_others() -> None:
    answers = ANSWERS.copy()
    answers[:, 2] = 3
    assert p.item_analysis(answers).notes[0] == (
        "No correlation for item 3: everybody gave the same answer."
    )
    lonely = p.item_analysis([[1, 3, 3], [2, 3, 3], [5, 3, 3]]).notes
    assert "for items 2, 3: everybody gave the same answer." in lonely[0]
    assert "for item 1: the answers to the others, taken together, do not vary." in lonely[1]


def test_keyed_answers_without_scales_are_noted() -> None:
    with_note = p.screen_responses(ANSWERS, keyed=ANSWERS).notes
    assert "No even odd: the keyed answers need scales, the scale of each item." in with_note
    with pytest.raises(p.PsychometricsError, match="keyed"):
        p.screen_responses(ANSWERS, keyed=[[1]])
