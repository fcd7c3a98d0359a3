"""What raters wrote about one leader, pooled so that nobody is known by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from stature.core.disclosure import Comment, CommentPool, pool_comments
from stature.core.instrument.feedback import Rating
from stature.core.scoring.feedback.disclosure_layout import ratings_of_leader
from stature.core.scoring.feedback.table import RatingTable


def pooled_comments(
    ratings: Sequence[Rating],
    table: RatingTable,
    *,
    seed: int,
    already: Collection[str] = frozenset(),
) -> CommentPool:
    """The comments of all but the leader; ``table`` is that of these ratings, of one leader.

    ``already`` holds the raters among whom the authors of released comments are.

    Raises what pool_comments does.
    """
    comments = [
        Comment(question, text, rating.rater)
        for rating in ratings
        if rating.rater != rating.participant
        for question, text in rating.comments.items()
    ]
    return pool_comments(comments, ratings_of_leader(table), seed=seed, already=already)
