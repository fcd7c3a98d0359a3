"""What is said of a gap exactly at the borders of the rule, and just inside them."""

import pytest

from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.scoring.feedback.agreement import Agreement, gaps
from stature.core.scoring.feedback.figures import figure_of


@pytest.mark.parametrize(
    ("own", "others", "raters", "error", "told"),
    [
        (4.1, 3.6, 4, 0.01, Agreement.SELF_HIGHER_RATED_WELL),  # 0.5 as floats make it
        (3.99, 3.5, 4, 0.01, Agreement.SHARED_STRENGTH),
        (3.9, 3.4, 4, 0.01, Agreement.POSSIBLE_BLIND_SPOT),
        (3.0, 3.5, 4, 0.01, Agreement.HIDDEN_STRENGTH),
        (2.9, 3.4, 4, 0.01, Agreement.SELF_LOWER_RATED_LOW),
        (3.89, 3.4, 4, 0.01, Agreement.SHARED_PRIORITY),
        (4.0, 3.0, 3, 0.01, Agreement.NOT_TOLD),
        (4.0, 3.0, 4, 0.37, Agreement.WITHIN_ERROR),  # 1.96 × 0.37 × √2 is 1.03
        (4.0, 3.0, 4, 0.35, Agreement.POSSIBLE_BLIND_SPOT),  # 1.96 × 0.35 × √2 is 0.97
    ],
)
def test_borders_of_the_gap_rule(
    questionnaire: FeedbackInstrument,
    own: float,
    others: float,
    raters: int,
    error: float,
    told: Agreement,
) -> None:
    mine, theirs = figure_of(own, 1, error, 0.95), figure_of(others, raters, error, 0.95)
    (gap,) = gaps([mine], [theirs], questionnaire.scoring)
    assert gap.agreement is told
