"""Agreement of coders who sort units into categories: alpha, kappa, AC1 and plain agreement."""

from stature.core.psychometrics.coding.cohen import CohenKappa, cohen_kappa
from stature.core.psychometrics.coding.fleiss import FleissKappa, fleiss_kappa
from stature.core.psychometrics.coding.gwet import GwetAgreement, gwet_ac1, gwet_ac2
from stature.core.psychometrics.coding.krippendorff import (
    KrippendorffAlpha,
    coincidence_matrix,
    krippendorff_alpha,
)
from stature.core.psychometrics.coding.light import LightKappa, light_kappa
from stature.core.psychometrics.coding.percent import PercentAgreement, percent_agreement
from stature.core.psychometrics.coding.weights import agreement_weights, agreement_word

__all__ = [
    "CohenKappa",
    "FleissKappa",
    "GwetAgreement",
    "KrippendorffAlpha",
    "LightKappa",
    "PercentAgreement",
    "agreement_weights",
    "agreement_word",
    "cohen_kappa",
    "coincidence_matrix",
    "fleiss_kappa",
    "gwet_ac1",
    "gwet_ac2",
    "krippendorff_alpha",
    "light_kappa",
    "percent_agreement",
]
