"""What no statistic can be made of: every public function answers in words, never with a NaN."""

import dataclasses
import math
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

import numpy as np
import pytest

from stature.core import psychometrics as ps

Call = Callable[[Any], Any]
DAY = date(2026, 1, 1)
FEW = {"replicates": 50}


def rows(table: Any) -> Any:
    """One label for each row."""
    return np.arange(len(table)) // 2


def columns(table: Any) -> Any:
    """One label for each column, as many as a healthy table would have."""
    return np.arange(table.shape[1] if isinstance(table, np.ndarray) and table.ndim > 1 else 4) // 2


def norms(values: Any) -> Any:
    return ps.norm_group(
        values,
        name="N",
        people="managers",
        place="Vienna",
        chosen="all",
        instrument="SL",
        instrument_version="1",
        collected_from=DAY,
        collected_to=DAY,
    )


def first(table: Any) -> Any:
    """The first column of a table."""
    return table[:, 0] if isinstance(table, np.ndarray) and table[:1].size else [1.0, 2, 3, 5]


TABLES: Mapping[str, Call] = {
    "aiken_v": lambda x: ps.aiken_v(x, lowest=1, highest=5),
    "average_deviation": lambda x: ps.average_deviation(x, rows(x), scale=(1, 5)),
    "cronbach_alpha": ps.cronbach_alpha,
    "cronbach_alpha, pairwise": lambda x: ps.cronbach_alpha(x, missing="pairwise"),
    "cronbach_alpha, feldt": lambda x: ps.cronbach_alpha(x, interval="feldt"),
    "cronbach_alpha, bootstrap": lambda x: ps.cronbach_alpha(x, interval="bootstrap", **FEW),
    "even_odd_consistency": lambda x: ps.even_odd_consistency(x, columns(x)),
    "bootstrap_means": lambda x: ps.bootstrap_means(lambda means: means[:, 0], x, **FEW),
    "guttman_lambdas": ps.guttman_lambdas,
    "halo_index": lambda x: ps.halo_index(x, **FEW),
    "intra_individual_variability": ps.intra_individual_variability,
    "intraclass_correlations": ps.intraclass_correlations,
    "item_analysis": ps.item_analysis,
    "item_analysis, bounds": lambda x: ps.item_analysis(x, lowest=1, highest=5),
    "item_content_validity": lambda x: ps.item_content_validity(x, highest=5),
    "item_moments": ps.item_moments,
    "item_moments, pairwise": lambda x: ps.item_moments(x, missing="pairwise"),
    "lmg": lambda x: ps.lmg(x, first(x), interval=None),
    "long_string": ps.long_string,
    "mahalanobis_distance": ps.mahalanobis_distance,
    "omega_total": ps.omega_total,
    "option_counts": ps.option_counts,
    "panel_reliability": ps.panel_reliability,
    "profile_agreement": lambda x: ps.profile_agreement(x, x),
    "psychometric_antonyms": ps.psychometric_antonyms,
    "psychometric_synonyms": ps.psychometric_synonyms,
    "relative_weights": lambda x: ps.relative_weights(x, first(x), **FEW),
    "relative_weights_above_chance": lambda x: ps.relative_weights_above_chance(x, first(x), **FEW),
    "require_within_bounds": lambda x: ps.require_within_bounds(x, 1, 5),
    "reverse_key": lambda x: ps.reverse_key(x, [1, -1, 1, -1], 1, 5),
    "score_scale": ps.score_scale,
    "score_scale, bounds": lambda x: ps.score_scale(x, lowest=1, highest=5, reliability=0.8),
    "screen_responses": ps.screen_responses,
    "seconds_per_item": lambda x: ps.seconds_per_item(first(x), 4),
    "split_half": ps.split_half,
    "within_group_agreement": lambda x: ps.within_group_agreement(x, rows(x), scale=(1, 5)),
}

CODES: Mapping[str, Call] = {
    "cohen_kappa": lambda x: ps.cohen_kappa(x, x),
    "coincidence_matrix": ps.coincidence_matrix,
    "fleiss_kappa": ps.fleiss_kappa,
    "gwet_ac1": ps.gwet_ac1,
    "gwet_ac2": ps.gwet_ac2,
    "krippendorff_alpha": lambda x: ps.krippendorff_alpha(x, **FEW),
    "krippendorff_alpha, interval": lambda x: ps.krippendorff_alpha(
        x, measurement="interval", **FEW
    ),
    "light_kappa": lambda x: ps.light_kappa(x, **FEW),
    "percent_agreement": ps.percent_agreement,
}

MATRICES: Mapping[str, Call] = {
    "alpha_if_deleted": ps.alpha_if_deleted,
    "alpha_of_covariance": ps.alpha_of_covariance,
    "best_split": ps.best_split,
    "corrected_item_total_correlations": ps.corrected_item_total_correlations,
    "fisher_exact_test": ps.fisher_exact_test,
    "fit_one_factor": ps.fit_one_factor,
    "item_rest_correlations": ps.item_rest_correlations,
    "item_total_correlations": ps.item_total_correlations,
    "lambdas_of_covariance": ps.lambdas_of_covariance,
    "lmg_of_correlations": lambda x: ps.lmg_of_correlations(x, first(x), n=50),
    "omega_of_covariance": lambda x: ps.omega_of_covariance(x, n=50),
    "relative_weights_of_correlations": lambda x: ps.relative_weights_of_correlations(
        x, first(x), n=50
    ),
    "breslow_day": lambda x: ps.breslow_day(x, x),
    "mantel_haenszel": lambda x: ps.mantel_haenszel(x, x),
}

KNOWN = {"mean": 3.0, "sd": 1.0}
VECTORS: Mapping[str, Call] = {
    "adverse_impact": lambda x: ps.adverse_impact(x, x),
    "change_against_comparison": lambda x: ps.change_against_comparison(x, x, x, x),
    "cliffs_delta": lambda x: ps.cliffs_delta(x, x),
    "content_validity_ratio": lambda x: ps.content_validity_ratio(x, 10),
    "delong_error": lambda x: ps.delong_error(x, x),
    "edwards_nunnally_change": lambda x: ps.edwards_nunnally_change(x, x, **KNOWN, reliability=0.8),
    "equivalence_test": lambda x: ps.equivalence_test(x, x, bounds=0.5),
    "false_discovery": ps.false_discovery,
    "generalizability_study": lambda x: ps.generalizability_study(
        x, rows(x), [0] * len(x), range(len(x))
    ),
    "group_change": lambda x: ps.group_change(x, x),
    "icc_groups": lambda x: ps.icc_groups(x, rows(x)),
    "icc_qk": lambda x: ps.icc_qk(x, rows(x), range(len(x))),
    "norm_drift": lambda x: ps.norm_drift(x, x),
    "norm_group": norms,
    "norm_scores": lambda x: ps.norm_scores(x, [1, 2, 3, 4, 5]),
    "norm_scores, norms": lambda x: ps.norm_scores([1, 2], x),
    "normalised_scores": lambda x: ps.normalised_scores([1, 2], x),
    "percentile_ranks": lambda x: ps.percentile_ranks([1, 2], x),
    "prevalence": lambda x: ps.prevalence(x, at_least=4),
    "probability_of_superiority": lambda x: ps.probability_of_superiority(x, x),
    "regression_to_the_mean": lambda x: ps.regression_to_the_mean(x, **KNOWN, retest_r=0.7),
    "reliable_change_from_differences": lambda x: ps.reliable_change_from_differences(
        x, x, sd=1, retest_sd=1, retest_r=0.8
    ),
    "reliable_change_from_regression": lambda x: ps.reliable_change_from_regression(
        x, x, **KNOWN, retest_r=0.8
    ),
    "reliable_change_index": lambda x: ps.reliable_change_index(x, x, sd=1, reliability=0.8),
    "response_surface": lambda x: ps.response_surface(x, x, x),
    "selection_counts": lambda x: ps.selection_counts(x, rows(x)),
    "self_other_groups": lambda x: ps.self_other_groups(x, x, reliability=(0.8, 0.8)),
    "shares_won": lambda x: ps.shares_won(x, x),
    "standardized_mean_difference": lambda x: ps.standardized_mean_difference(x, x),
    "stanines": lambda x: ps.stanines([1, 2], x),
    "stens": lambda x: ps.stens([1, 2], x),
    "t_scores": lambda x: ps.t_scores([1, 2], x),
    "true_score_band": lambda x: ps.true_score_band(x, reliability=0.8, sd=1.0),
    "z_scores": lambda x: ps.z_scores([1, 2], x),
}

# Numbers and results in, not answers: nothing above could be given to them.
OTHER = {
    *("agreement_band", "agreement_weights", "agreement_word", "bias_correction"),
    *("clinical_cut_off", "clinically_significant_change", "compare_selection_rates"),
    *("congruence_checklist", "critical_count", "critical_cvr", "decision_study"),
    *("difference_of_proportions", "equivalence_of_proportions", "feldt_interval"),
    *("group_codes", "hanley_mcneil_error", "impact_ratio", "judge_size", "null_variances"),
    *("noncentrality_limits", "raters_needed", "scale_bounds", "share_interval", "spearman_brown"),
    *("spearman_brown_length", "standard_error_of_difference", "standard_error_of_estimation"),
    *("standard_error_of_measurement", "wilson_interval"),
}

HEALTHY = np.array([[1.0, 2, 3, 2], [2, 2, 4, 3], [4, 3, 5, 5], [5, 4, 4, 5], [3, 3, 2, 4]])
POOR_TABLES: Mapping[str, Any] = {
    "empty": [],
    "no rows": np.empty((0, 4)),
    "no columns": np.empty((4, 0)),
    "all missing": np.full((4, 4), np.nan),
    "healthy": HEALTHY,
    "one row": HEALTHY[:1],
    "one column": HEALTHY[:, :1],
    "one number": [[3.0]],
    "constant": np.full((4, 4), 3.0),
    "constant in part": np.where([True, True, False, False], 3.0, HEALTHY),
    "missing column": np.where([True, False, False, False], np.nan, HEALTHY),
    "missing row": np.where(np.arange(5)[:, None] == 1, np.nan, HEALTHY),
    "fewer rows than columns": HEALTHY[:2],
    "doubled column": HEALTHY[:, [0, 0, 1, 1]],
    "infinite": np.where(HEALTHY == 5, np.inf, HEALTHY),
    "text": np.array([["a", "b"], ["c", "d"]]),
    "objects": np.array([[1, None, 3, 4], [2, 3, None, 5], [4, 4, 4, 1]], dtype=object),
    "words among objects": np.array([[1, "two"], [None, 4]], dtype=object),
    "three dimensions": np.ones((2, 3, 4)),
    "varied in three dimensions": np.arange(24.0).reshape(4, 3, 2) ** 2 % 7,
    "one dimension": [1.0, 2.0, 3.0],
    "ragged": [[1.0, 2.0], [3.0]],
    "huge": HEALTHY * 1e200,
}
POOR_VECTORS: Mapping[str, Any] = {
    "empty": [],
    "all missing": [math.nan] * 4,
    "one": [3.0],
    "two": [1.0, 2.0],
    "zeros": [0.0] * 5,
    "constant": [3.0] * 5,
    "missing in part": [1.0, math.nan, 3.0, 4.0, 2.0, 5.0],
    "infinite": [1.0, math.inf, 3.0],
    "text": ["a", "b", "c"],
    "objects": np.array([1, None, 3, 4, 2], dtype=object),
    "words among objects": np.array([1, "two", None], dtype=object),
    "two dimensions": HEALTHY,
    "three dimensions": np.ones((2, 3, 4)),
    "huge": [1e200, 2e200, -1e200, 5e200],
}
POOR_MATRICES: Mapping[str, Any] = {
    **POOR_TABLES,
    "not symmetric": [[1.0, 0.2], [0.3, 1.0]],
    "negative variance": [[-1.0, 0.2], [0.2, 1.0]],
    "impossible": [[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]],
    "singular": np.ones((3, 3)),
    "zeros": np.zeros((3, 3)),
}


def missing_numbers(value: Any, path: str = "") -> list[str]:
    """Where a result holds, outside its arrays for each unit, a number that is none."""
    if isinstance(value, Enum) or value is None:
        return []
    if isinstance(value, float | np.floating):
        return [path] if not math.isfinite(value) and not path.endswith(".df") else []
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return [hit for name, entry in named for hit in missing_numbers(entry, f"{path}.{name}")]
    if isinstance(value, Mapping):
        return [
            hit for name, entry in value.items() for hit in missing_numbers(entry, f"{path}.{name}")
        ]
    return []


def fault(call: Call, given: Any) -> str:
    """What is wrong with the answer; nothing if it is a result, or an error in our own words."""
    before = given.copy() if isinstance(given, np.ndarray) else given
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = call(given)
        except ps.PsychometricsError:
            found = None
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    if isinstance(given, np.ndarray) and not np.array_equal(before.astype(str), given.astype(str)):
        return "the caller's array was changed"
    words = found.summary().split() if isinstance(found, ps.Result) else []
    wrong = [word for word in words if word == "nan" or word.startswith("-")]
    return " ".join([*missing_numbers(found), *wrong])


def faults(call: Call, poor: Mapping[str, Any]) -> dict[str, str]:
    found = {kind: fault(call, given) for kind, given in poor.items()}
    return {kind: what for kind, what in found.items() if what}


def each(calls: Mapping[str, Call]) -> list[Any]:
    return [pytest.param(call, id=name) for name, call in calls.items()]


@pytest.mark.parametrize("call", each({**TABLES, **CODES}))
def test_poor_tables_are_answered_in_words(call: Call) -> None:
    assert faults(call, POOR_TABLES) == {}


@pytest.mark.parametrize("call", each(MATRICES))
def test_poor_matrices_are_answered_in_words(call: Call) -> None:
    assert faults(call, POOR_MATRICES) == {}


@pytest.mark.parametrize("call", each(VECTORS))
def test_poor_vectors_are_answered_in_words(call: Call) -> None:
    assert faults(call, POOR_VECTORS) == {}


def test_every_public_function_is_tried() -> None:
    tried = {name.split(",")[0] for name in (*TABLES, *CODES, *MATRICES, *VECTORS)} | OTHER
    functions = {name for name in ps.__all__ if not isinstance(getattr(ps, name), type)}
    assert tried == functions
