"""Change of people and of groups between two occasions, never without its error."""

from stature.core.psychometrics.change.change_index import (
    edwards_nunnally_change,
    reliable_change_from_differences,
    reliable_change_index,
)
from stature.core.psychometrics.change.clinical import (
    ClinicalChange,
    ClinicalVerdict,
    Population,
    clinical_cut_off,
    clinically_significant_change,
)
from stature.core.psychometrics.change.comparison import (
    ChangeAgainstComparison,
    change_against_comparison,
)
from stature.core.psychometrics.change.individual_change import ChangeVerdict, ReliableChange
from stature.core.psychometrics.change.mean_change import GroupChange, group_change
from stature.core.psychometrics.change.regression import (
    ExpectedRetest,
    regression_to_the_mean,
    reliable_change_from_regression,
)

__all__ = [
    "ChangeAgainstComparison",
    "ChangeVerdict",
    "ClinicalChange",
    "ClinicalVerdict",
    "ExpectedRetest",
    "GroupChange",
    "Population",
    "ReliableChange",
    "change_against_comparison",
    "clinical_cut_off",
    "clinically_significant_change",
    "edwards_nunnally_change",
    "group_change",
    "regression_to_the_mean",
    "reliable_change_from_differences",
    "reliable_change_from_regression",
    "reliable_change_index",
]
