"""The scales that norms speak in: each is a z score with another centre and unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.norms.normed import NormComparison, NormedScores

ScaleName = Literal["z", "t", "sten", "stanine"]
_ROUNDING_NOISE = 9


@dataclass(frozen=True, slots=True)
class StandardScale:
    """centre + unit z; ``whole`` holds the lowest and highest whole score, if scores are whole."""

    metric: str
    centre: float
    unit: float
    whole: tuple[int, int] | None = None

    def of(self, z: FloatArray) -> FloatArray:
        """The exact score on this scale."""
        return self.centre + self.unit * z

    def whole_of(self, z: FloatArray) -> FloatArray | None:
        """The whole score; a half goes up, so that a sten of 5.5 (z = 0) is 6.

        Scores are rounded to nine decimals first: 2.5 must not turn on the last binary digit.
        """
        if self.whole is None:
            return None
        rounded = np.floor(np.round(self.of(z), _ROUNDING_NOISE) + 0.5)
        return np.asarray(np.clip(rounded, *self.whole))


SCALES: dict[str, StandardScale] = {
    "z": StandardScale("z score", 0.0, 1.0),
    "t": StandardScale("T score", 50.0, 10.0),
    "sten": StandardScale("sten", 5.5, 2.0, (1, 10)),
    "stanine": StandardScale("stanine", 5.0, 2.0, (1, 9)),
}


@dataclass(frozen=True, eq=False)
class ZScores:
    """z scores of the known scores, with standard error, limits, and how the limits were made."""

    z: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray
    level: float
    method: str
    notes: tuple[str, ...] = ()


def on_scale(scores: ZScores, scale: ScaleName, read: NormComparison) -> NormedScores:
    """Put z scores on a scale: z itself, T = 50 + 10 z, sten = 5.5 + 2 z or stanine = 5 + 2 z.

    Error and limits turn with them. Whole stens run from 1 to 10, whole stanines from 1 to 9, a
    half going up; the exact score is not cut off. Missing scores stay missing.

    Raises PsychometricsError for an unknown scale.

    Reference: Angoff (1971), in Thorndike (ed.), Educational Measurement, 508-600; Canfield
    (1951), Educational and Psychological Measurement 11, 295-297 (stens).

    Examples:
        >>> SCALES["sten"].whole_of(np.array([-9.0, -0.01, 0.0, 9.0])).tolist()
        [1.0, 5.0, 6.0, 10.0]
    """
    if scale not in SCALES:
        raise PsychometricsError(
            f"expected one of {', '.join(SCALES)}, got {scale!r}", where="scale"
        )
    chosen = SCALES[scale]
    whole = chosen.whole_of(scores.z)
    return NormedScores(
        n=read.norms.n,
        dropped=read.dropped,
        notes=(*read.notes, *scores.notes),
        metric=chosen.metric,
        scores=read_only(read.scores.copy()),
        estimate=read.placed(chosen.of(scores.z)),
        standard_error=read.placed(chosen.unit * scores.standard_error),
        low=read.placed(chosen.of(scores.low)),
        high=read.placed(chosen.of(scores.high)),
        level=scores.level,
        method=scores.method,
        whole=None if whole is None else read.placed(whole),
    )
