"""Item analysis: how hard an item is, how well it goes with the others, how it is answered."""

from stature.core.psychometrics.items.analysis import item_analysis
from stature.core.psychometrics.items.covariances import (
    alpha_if_deleted,
    corrected_item_total_correlations,
    item_rest_correlations,
    item_total_correlations,
)
from stature.core.psychometrics.items.figures import ItemAnalysis
from stature.core.psychometrics.items.options import OptionCounts, option_counts

__all__ = [
    "ItemAnalysis",
    "OptionCounts",
    "alpha_if_deleted",
    "corrected_item_total_correlations",
    "item_analysis",
    "item_rest_correlations",
    "item_total_correlations",
    "option_counts",
]
