"""Self-ratings against others' ratings: by surfaces and by groups, never by bare differences."""

from stature.core.psychometrics.self_other.agreement_groups import (
    AgreementGroup,
    AgreementGroups,
    self_other_groups,
)
from stature.core.psychometrics.self_other.congruence import (
    CongruenceChecklist,
    CongruenceCondition,
    congruence_checklist,
)
from stature.core.psychometrics.self_other.profiles import ProfileAgreement, profile_agreement
from stature.core.psychometrics.self_other.surface import (
    PrincipalAxis,
    ResponseSurface,
    response_surface,
)

__all__ = [
    "AgreementGroup",
    "AgreementGroups",
    "CongruenceChecklist",
    "CongruenceCondition",
    "PrincipalAxis",
    "ProfileAgreement",
    "ResponseSurface",
    "congruence_checklist",
    "profile_agreement",
    "response_surface",
    "self_other_groups",
]
