"""Norms: where a score stands among the scores of others, and how sure that is."""

from stature.core.psychometrics.norms.all_metrics import NormScores, norm_scores
from stature.core.psychometrics.norms.drift import DriftVerdict, NormDrift, norm_drift
from stature.core.psychometrics.norms.group import NormGroup, norm_group
from stature.core.psychometrics.norms.normalised import normalised_scores
from stature.core.psychometrics.norms.normed import NormedScores
from stature.core.psychometrics.norms.percentiles import percentile_ranks
from stature.core.psychometrics.norms.size import SizeVerdict, judge_size
from stature.core.psychometrics.norms.standard_scores import stanines, stens, t_scores, z_scores

__all__ = [
    "DriftVerdict",
    "NormDrift",
    "NormGroup",
    "NormScores",
    "NormedScores",
    "SizeVerdict",
    "judge_size",
    "norm_drift",
    "norm_group",
    "norm_scores",
    "normalised_scores",
    "percentile_ranks",
    "stanines",
    "stens",
    "t_scores",
    "z_scores",
]
