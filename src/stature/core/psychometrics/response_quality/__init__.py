"""Response quality: figures that say where to look, never who was careless."""

from stature.core.psychometrics.response_quality.consistency import (
    PairConsistency,
    even_odd_consistency,
    psychometric_antonyms,
    psychometric_synonyms,
)
from stature.core.psychometrics.response_quality.distance import (
    MahalanobisDistance,
    mahalanobis_distance,
)
from stature.core.psychometrics.response_quality.index import PersonIndex
from stature.core.psychometrics.response_quality.pace import seconds_per_item
from stature.core.psychometrics.response_quality.runs import (
    LongString,
    intra_individual_variability,
    long_string,
)
from stature.core.psychometrics.response_quality.screening import (
    Cutoffs,
    Flag,
    ResponseQuality,
    screen_responses,
)

__all__ = [
    "Cutoffs",
    "Flag",
    "LongString",
    "MahalanobisDistance",
    "PairConsistency",
    "PersonIndex",
    "ResponseQuality",
    "even_odd_consistency",
    "intra_individual_variability",
    "long_string",
    "mahalanobis_distance",
    "psychometric_antonyms",
    "psychometric_synonyms",
    "screen_responses",
    "seconds_per_item",
]
