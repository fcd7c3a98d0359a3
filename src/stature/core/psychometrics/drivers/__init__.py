"""Which predictors drive an outcome: shares of the explained variance, never raw betas."""

from stature.core.psychometrics.drivers.chance import (
    WeightsAboveChance,
    relative_weights_above_chance,
)
from stature.core.psychometrics.drivers.importance import DriverImportance
from stature.core.psychometrics.drivers.johnson import (
    relative_weights,
    relative_weights_of_correlations,
)
from stature.core.psychometrics.drivers.lindeman import lmg, lmg_of_correlations

__all__ = [
    "DriverImportance",
    "WeightsAboveChance",
    "lmg",
    "lmg_of_correlations",
    "relative_weights",
    "relative_weights_above_chance",
    "relative_weights_of_correlations",
]
