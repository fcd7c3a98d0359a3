"""How much two different codes still agree, and words for how much coders agree."""

from __future__ import annotations

from typing import Literal

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_number, require_whole
from stature.core.psychometrics.arrays import FloatArray

Weights = Literal["linear", "quadratic"]


def agreement_weights(categories: int, weights: Weights | None = None) -> FloatArray:
    """Agreement from 1 (same category) to 0 (the two ends), categories × categories.

    Without weights, only the same category agrees. Linear: 1 - d / (q - 1), quadratic:
    1 - d² / (q - 1)², where d counts the steps between two of the q categories.

    Raises PsychometricsError for another name.

    Reference: Cohen (1968), Psychological Bulletin 70, 213-220; Fleiss & Cohen (1973),
    Educational and Psychological Measurement 33, 613-619.

    Examples:
        >>> agreement_weights(3, "linear").tolist()
        [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    require_whole(categories, "categories", at_least=1)
    if weights is None:
        return np.eye(categories)
    if weights not in ("linear", "quadratic"):
        raise PsychometricsError(
            f"expected None, 'linear' or 'quadratic', got {weights!r}", where="weights"
        )
    place = np.arange(categories) / max(1, categories - 1)
    steps = np.abs(place[:, None] - place)
    agreement: FloatArray = 1 - (steps if weights == "linear" else steps**2)
    return agreement


def agreement_word(value: float) -> str:
    """The word of Landis and Koch for a kappa: poor, slight, fair, moderate and so on.

    The limits are custom, not theory: a kappa depends on how common the categories are.

    Raises PsychometricsError for what is not a number.

    Reference: Landis & Koch (1977), Biometrics 33, 159-174, p. 165.

    Examples:
        >>> agreement_word(0.43)
        'moderate'
    """
    value = require_number(value, "value")
    limits = ((0.8, "almost perfect"), (0.6, "substantial"), (0.4, "moderate"), (0.2, "fair"))
    for limit, word in limits:
        if value > limit:
            return word
    return "slight" if value >= 0 else "poor"
