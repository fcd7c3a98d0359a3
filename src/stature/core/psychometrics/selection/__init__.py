"""Adverse impact: whether groups are selected at different rates, and how sure that is."""

from stature.core.psychometrics.selection.exact import (
    FisherExact,
    fisher_exact_test,
)
from stature.core.psychometrics.selection.impact import (
    adverse_impact,
    selection_counts,
)
from stature.core.psychometrics.selection.rate_comparison import (
    compare_selection_rates,
)
from stature.core.psychometrics.selection.ratio import (
    impact_ratio,
)
from stature.core.psychometrics.selection.results import (
    AdverseImpact,
    RateComparison,
    SelectionCounts,
)
from stature.core.psychometrics.selection.stratified import (
    Homogeneity,
    MantelHaenszel,
    breslow_day,
    mantel_haenszel,
)

__all__ = [
    "AdverseImpact",
    "FisherExact",
    "Homogeneity",
    "MantelHaenszel",
    "RateComparison",
    "SelectionCounts",
    "adverse_impact",
    "breslow_day",
    "compare_selection_rates",
    "fisher_exact_test",
    "impact_ratio",
    "mantel_haenszel",
    "selection_counts",
]
