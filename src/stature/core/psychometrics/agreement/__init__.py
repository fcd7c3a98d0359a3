"""Agreement of raters: may their answers be averaged, and how reliable is the mean."""

from stature.core.psychometrics.agreement.deviation import AverageDeviation, average_deviation
from stature.core.psychometrics.agreement.group_index import GroupIndex
from stature.core.psychometrics.agreement.intraclass import (
    IntraclassCorrelation,
    IntraclassCorrelations,
    intraclass_correlations,
)
from stature.core.psychometrics.agreement.nulls import agreement_band, null_variances
from stature.core.psychometrics.agreement.one_way import GroupIcc, icc_groups
from stature.core.psychometrics.agreement.within_group import (
    WithinGroupAgreement,
    within_group_agreement,
)

__all__ = [
    "AverageDeviation",
    "GroupIcc",
    "GroupIndex",
    "IntraclassCorrelation",
    "IntraclassCorrelations",
    "WithinGroupAgreement",
    "agreement_band",
    "average_deviation",
    "icc_groups",
    "intraclass_correlations",
    "null_variances",
    "within_group_agreement",
]
