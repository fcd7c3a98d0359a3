"""Psychometrics: arrays in, numbers with their error out; knows no items and no people.

Everything is here under its own name: ``from stature.core import psychometrics as ps``, then
``ps.cronbach_alpha(answers)``. A name is loaded when it is first used, so that a command which
computes nothing does not wait for SciPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stature.core.errors import PsychometricsError as PsychometricsError
from stature.core.errors import UndefinedStatistic as UndefinedStatistic

if TYPE_CHECKING:
    from stature.core.psychometrics.agreement import *  # noqa: F403
    from stature.core.psychometrics.bootstrap import *  # noqa: F403
    from stature.core.psychometrics.change import *  # noqa: F403
    from stature.core.psychometrics.coding import *  # noqa: F403
    from stature.core.psychometrics.content_validity import *  # noqa: F403
    from stature.core.psychometrics.drivers import *  # noqa: F403
    from stature.core.psychometrics.generalizability import *  # noqa: F403
    from stature.core.psychometrics.group_labels import *  # noqa: F403
    from stature.core.psychometrics.groups import *  # noqa: F403
    from stature.core.psychometrics.items import *  # noqa: F403
    from stature.core.psychometrics.moments import *  # noqa: F403
    from stature.core.psychometrics.noncentral_t import *  # noqa: F403
    from stature.core.psychometrics.norms import *  # noqa: F403
    from stature.core.psychometrics.reliability import *  # noqa: F403
    from stature.core.psychometrics.response_quality import *  # noqa: F403
    from stature.core.psychometrics.results import *  # noqa: F403
    from stature.core.psychometrics.scales import *  # noqa: F403
    from stature.core.psychometrics.selection import *  # noqa: F403
    from stature.core.psychometrics.self_other import *  # noqa: F403
    from stature.core.psychometrics.shares import *  # noqa: F403

_NAMES_BY_HOME = {
    "agreement": """
        AverageDeviation GroupIcc GroupIndex IntraclassCorrelation IntraclassCorrelations
        WithinGroupAgreement agreement_band average_deviation icc_groups
        intraclass_correlations null_variances within_group_agreement
    """,
    "bootstrap": "Bootstrap bootstrap_means",
    "change": """
        ChangeAgainstComparison ChangeVerdict ClinicalChange ClinicalVerdict ExpectedRetest
        GroupChange Population ReliableChange change_against_comparison clinical_cut_off
        clinically_significant_change edwards_nunnally_change group_change
        regression_to_the_mean reliable_change_from_differences
        reliable_change_from_regression reliable_change_index
    """,
    "coding": """
        CohenKappa FleissKappa GwetAgreement KrippendorffAlpha LightKappa PercentAgreement
        agreement_weights agreement_word cohen_kappa coincidence_matrix fleiss_kappa
        gwet_ac1 gwet_ac2 krippendorff_alpha light_kappa percent_agreement
    """,
    "content_validity": """
        AikenV ContentValidityRatio ItemContentValidity aiken_v content_validity_ratio
        critical_count critical_cvr item_content_validity
    """,
    "drivers": """
        DriverImportance WeightsAboveChance lmg lmg_of_correlations relative_weights
        relative_weights_above_chance relative_weights_of_correlations
    """,
    "generalizability": """
        DecisionStudy GeneralizabilityStudy HaloIndex PanelReliability RaggedReliability
        VarianceComponents decision_study generalizability_study halo_index icc_qk
        panel_reliability
    """,
    "group_labels": "Groups group_codes",
    "groups": """
        Equivalence FalseDiscovery GroupComparison bias_correction cliffs_delta delong_error
        difference_of_proportions equivalence_of_proportions equivalence_test
        false_discovery hanley_mcneil_error prevalence probability_of_superiority shares_won
        standardized_mean_difference wilson_interval
    """,
    "items": """
        ItemAnalysis OptionCounts alpha_if_deleted corrected_item_total_correlations
        item_analysis item_rest_correlations item_total_correlations option_counts
    """,
    "moments": "Moments item_moments",
    "noncentral_t": "noncentrality_limits",
    "norms": """
        DriftVerdict NormDrift NormGroup NormScores NormedScores SizeVerdict judge_size
        norm_drift norm_group norm_scores normalised_scores percentile_ranks stanines stens
        t_scores z_scores
    """,
    "reliability": """
        BestSplit CronbachAlpha GuttmanLambdas OmegaTotal OneFactor SplitHalf TrueScoreBand
        alpha_of_covariance best_split cronbach_alpha feldt_interval fit_one_factor
        guttman_lambdas lambdas_of_covariance omega_of_covariance omega_total raters_needed
        spearman_brown spearman_brown_length split_half standard_error_of_difference
        standard_error_of_estimation standard_error_of_measurement true_score_band
    """,
    "response_quality": """
        Cutoffs Flag LongString MahalanobisDistance PairConsistency PersonIndex
        ResponseQuality even_odd_consistency intra_individual_variability long_string
        mahalanobis_distance psychometric_antonyms psychometric_synonyms screen_responses
        seconds_per_item
    """,
    "results": "Dropped Interval Result Statistic",
    "scales": "ScaleScores require_within_bounds reverse_key scale_bounds score_scale",
    "selection": """
        AdverseImpact FisherExact Homogeneity MantelHaenszel RateComparison SelectionCounts
        adverse_impact breslow_day compare_selection_rates fisher_exact_test impact_ratio
        mantel_haenszel selection_counts
    """,
    "self_other": """
        AgreementGroup AgreementGroups CongruenceChecklist CongruenceCondition PrincipalAxis
        ProfileAgreement ResponseSurface congruence_checklist profile_agreement
        response_surface self_other_groups
    """,
    "shares": "share_interval",
}
_HOMES = {name: home for home, names in _NAMES_BY_HOME.items() for name in names.split()}

__all__ = sorted({"PsychometricsError", "UndefinedStatistic", *_HOMES})


if not TYPE_CHECKING:  # where a misspelt name is to be found out

    def __getattr__(name: str) -> Any:
        """A public name, from the package in which it lives."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
