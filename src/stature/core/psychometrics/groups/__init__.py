"""Comparing two groups: how far apart, how often ahead, near enough to be the same, how common."""

from stature.core.psychometrics.groups.area_errors import (
    delong_error,
    hanley_mcneil_error,
    shares_won,
)
from stature.core.psychometrics.groups.discovery import (
    FalseDiscovery,
    false_discovery,
)
from stature.core.psychometrics.groups.dominance import (
    cliffs_delta,
    probability_of_superiority,
)
from stature.core.psychometrics.groups.effect_sizes import (
    bias_correction,
    standardized_mean_difference,
)
from stature.core.psychometrics.groups.equivalence import (
    equivalence_of_proportions,
    equivalence_test,
)
from stature.core.psychometrics.groups.proportions import (
    difference_of_proportions,
    prevalence,
    wilson_interval,
)
from stature.core.psychometrics.groups.results import (
    Equivalence,
    GroupComparison,
)

__all__ = [
    "Equivalence",
    "FalseDiscovery",
    "GroupComparison",
    "bias_correction",
    "cliffs_delta",
    "delong_error",
    "difference_of_proportions",
    "equivalence_of_proportions",
    "equivalence_test",
    "false_discovery",
    "hanley_mcneil_error",
    "prevalence",
    "probability_of_superiority",
    "shares_won",
    "standardized_mean_difference",
    "wilson_interval",
]
