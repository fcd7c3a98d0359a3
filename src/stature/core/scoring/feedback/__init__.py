"""Scoring of feedback ratings. What is shown to people comes from ``disclosed_feedback`` alone.

Raw means are in ``stature.core.scoring.feedback.raw`` and are not given out here.
"""

from stature.core.scoring.feedback.agreement import Agreement, Gap
from stature.core.scoring.feedback.disclosed import DisclosedFeedback, disclosed_feedback
from stature.core.scoring.feedback.figures import Figure
from stature.core.scoring.feedback.item_gaps import ItemGap
from stature.core.scoring.feedback.leader_measures import figures_by_measure
from stature.core.scoring.feedback.leaders_together import LeadersTogether, leaders_together
from stature.core.scoring.feedback.made_up_norms import made_up_norms
from stature.core.scoring.feedback.norms import FeedbackNorms, norms_drift, norms_from_round
from stature.core.scoring.feedback.norms_of_leaders import (
    LeaderScores,
    norm_scores_of,
    norms_of_leaders,
)
from stature.core.scoring.feedback.norms_provenance import NormsProvenance
from stature.core.scoring.feedback.planned_figures import DisclosedFigure
from stature.core.scoring.feedback.rater_agreement import RaterAgreement
from stature.core.scoring.feedback.reliability import UnitReliability, round_reliability
from stature.core.scoring.feedback.role_gaps import RoleGap, RoleVerdict, role_gaps
from stature.core.scoring.feedback.spread import RoundSpread, Spread, round_spread
from stature.core.scoring.feedback.table import RatingTable, rating_table
from stature.core.scoring.feedback.units import Unit, UnitKind, units_of

__all__ = [
    "Agreement",
    "DisclosedFeedback",
    "DisclosedFigure",
    "FeedbackNorms",
    "Figure",
    "Gap",
    "ItemGap",
    "LeaderScores",
    "LeadersTogether",
    "NormsProvenance",
    "RaterAgreement",
    "RatingTable",
    "RoleGap",
    "RoleVerdict",
    "RoundSpread",
    "Spread",
    "Unit",
    "UnitKind",
    "UnitReliability",
    "disclosed_feedback",
    "figures_by_measure",
    "leaders_together",
    "made_up_norms",
    "norm_scores_of",
    "norms_drift",
    "norms_from_round",
    "norms_of_leaders",
    "rating_table",
    "role_gaps",
    "round_reliability",
    "round_spread",
    "units_of",
]
