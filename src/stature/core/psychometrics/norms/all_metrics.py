"""Every metric of norms for the same scores, each with its error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.norms.normalised import normal_scores
from stature.core.psychometrics.norms.normed import NormedScores, Norms, compare_with_norms
from stature.core.psychometrics.norms.percentiles import percentile_ranks
from stature.core.psychometrics.norms.standard_scales import on_scale
from stature.core.psychometrics.norms.standard_scores import standardised
from stature.core.psychometrics.norms.tied_interval import IntervalMethod
from stature.core.psychometrics.results import Result, counted, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class NormScores(Result):
    """The same scores in every metric: linear ones and, from the percentile, normalised ones."""

    scores: FloatArray
    percentile: NormedScores
    z: NormedScores
    t: NormedScores
    sten: NormedScores
    stanine: NormedScores
    normalised_z: NormedScores
    normalised_t: NormedScores
    unit: str = "people in the norm group"

    def summary(self) -> str:
        """Percentile, T score and sten of one score; of several, how many and their middle."""
        known = np.flatnonzero(~np.isnan(self.scores))
        if len(known) > 1:
            middle = decimals(float(np.median(self.percentile.estimate[known])), 0)
            return (
                f"{counted(len(known), 'scores')}, median percentile {middle}. {self._provenance()}"
            )
        index = int(known[0])
        percentile, low, high, t, t_error = (
            decimals(float(numbers[index]), 0)
            for numbers in (
                self.percentile.estimate,
                self.percentile.low,
                self.percentile.high,
                self.t.estimate,
                self.t.standard_error,
            )
        )
        assert self.sten.whole is not None
        return (
            f"About {percentile} in 100 of the norm group score lower "
            f"({self.percentile.level:.0%} interval {low} to {high}). T score {t} (standard error "
            f"{t_error}), sten {int(self.sten.whole[index])}. {self._provenance()}"
        )


def norm_scores(
    scores: Numbers,
    group: Norms,
    *,
    level: float = 0.95,
    interval: IntervalMethod = "bayesian",
    measurement_error: float | None = None,
) -> NormScores:
    """Percentile, z, T, sten, stanine and normalised scores of the same scores, with their error.

    Formulas as in ``percentile_ranks``, ``z_scores`` and ``normalised_scores`` (Blom).
    ``measurement_error``, the score's own standard error in raw units, widens the linear metrics;
    percentile and normalised scores tell the error of the norms alone.

    ``scores`` one for each person; ``group`` a NormGroup, whose size is then commented on, or
    plain norm scores. A missing score stays missing and is counted.

    Raises UndefinedStatistic if every score is missing or the norms do not vary;
    PsychometricsError for options that do not exist.

    Reference: Angoff (1971), in Thorndike (ed.), Educational Measurement, 508-600; Crawford,
    Garthwaite & Slick (2009), The Clinical Neuropsychologist 23, 1173-1195.

    Examples:
        >>> result = norm_scores([7], [3, 4, 5, 6, 7])
        >>> result.percentile.estimate.tolist(), result.t.estimate.round(1).tolist()
        ([90.0], [62.6])
    """
    read = compare_with_norms(scores, group)
    linear = standardised(read, level, measurement_error)
    normal = normal_scores(read, level=level)
    percentile = percentile_ranks(scores, group, level=level, interval=interval)
    return NormScores(
        n=read.norms.n,
        dropped=read.dropped,
        notes=read.notes,
        scores=percentile.scores,
        percentile=percentile,
        z=on_scale(linear, "z", read),
        t=on_scale(linear, "t", read),
        sten=on_scale(linear, "sten", read),
        stanine=on_scale(linear, "stanine", read),
        normalised_z=on_scale(normal, "z", read),
        normalised_t=on_scale(normal, "t", read),
    )
