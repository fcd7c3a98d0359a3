"""Reliability: how far a score would come out the same again, with its error."""

from stature.core.psychometrics.reliability.alpha import (
    CronbachAlpha,
    alpha_of_covariance,
    cronbach_alpha,
)
from stature.core.psychometrics.reliability.guttman import (
    GuttmanLambdas,
    guttman_lambdas,
    lambdas_of_covariance,
)
from stature.core.psychometrics.reliability.halves import SplitHalf, split_half
from stature.core.psychometrics.reliability.intervals import feldt_interval
from stature.core.psychometrics.reliability.lengthening import (
    raters_needed,
    spearman_brown,
    spearman_brown_length,
)
from stature.core.psychometrics.reliability.measurement_error import (
    standard_error_of_difference,
    standard_error_of_estimation,
    standard_error_of_measurement,
)
from stature.core.psychometrics.reliability.omega import (
    OmegaTotal,
    omega_of_covariance,
    omega_total,
)
from stature.core.psychometrics.reliability.one_factor import OneFactor, fit_one_factor
from stature.core.psychometrics.reliability.splits import BestSplit, best_split
from stature.core.psychometrics.reliability.true_score import TrueScoreBand, true_score_band

__all__ = [
    "BestSplit",
    "CronbachAlpha",
    "GuttmanLambdas",
    "OmegaTotal",
    "OneFactor",
    "SplitHalf",
    "TrueScoreBand",
    "alpha_of_covariance",
    "best_split",
    "cronbach_alpha",
    "feldt_interval",
    "fit_one_factor",
    "guttman_lambdas",
    "lambdas_of_covariance",
    "omega_of_covariance",
    "omega_total",
    "raters_needed",
    "spearman_brown",
    "spearman_brown_length",
    "split_half",
    "standard_error_of_difference",
    "standard_error_of_estimation",
    "standard_error_of_measurement",
    "true_score_band",
]
