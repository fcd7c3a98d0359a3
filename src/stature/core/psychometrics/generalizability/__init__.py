"""Generalizability: how reliable raters' scores are when raters are few, nested or ragged."""

from stature.core.psychometrics.generalizability.components import VarianceComponents
from stature.core.psychometrics.generalizability.decision import DecisionStudy, decision_study
from stature.core.psychometrics.generalizability.halo import HaloIndex, halo_index
from stature.core.psychometrics.generalizability.panel import PanelReliability, panel_reliability
from stature.core.psychometrics.generalizability.ragged import RaggedReliability, icc_qk
from stature.core.psychometrics.generalizability.study import (
    GeneralizabilityStudy,
    generalizability_study,
)

__all__ = [
    "DecisionStudy",
    "GeneralizabilityStudy",
    "HaloIndex",
    "PanelReliability",
    "RaggedReliability",
    "VarianceComponents",
    "decision_study",
    "generalizability_study",
    "halo_index",
    "icc_qk",
    "panel_reliability",
]
