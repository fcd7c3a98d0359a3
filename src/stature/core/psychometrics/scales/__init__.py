"""Scale scores: reverse keying from the scale's bounds, missing answers, weights."""

from stature.core.psychometrics.scales.keying import (
    require_within_bounds,
    reverse_key,
    scale_bounds,
)
from stature.core.psychometrics.scales.scores import ScaleScores, score_scale

__all__ = ["ScaleScores", "require_within_bounds", "reverse_key", "scale_bounds", "score_scale"]
