"""What raters wrote about one leader, pooled so that nobody is known by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from stature.core.disclosure import Comment, CommentPool, PublishedComments, pool_comments
from stature.core.instrument.feedback import Rating
from stature.core.instrument.feedback.model import COMMENT_PROMPTS
from stature.core.scoring.feedback.disclosure_layout import ratings_of_leader
from stature.core.scoring.feedback.table import RatingTable

NOT_AGAIN: Final = "Shown beside an earlier report, they could tell what one person wrote."


def pooled_comments(
    ratings: Sequence[Rating],
    table: RatingTable,
    *,
    seed: int,
    already: Collection[str] = frozenset(),
) -> CommentPool:
    """The comments of all but the leader; ``table`` is that of these ratings, of one leader.

    ``already`` holds the raters among whom the authors of released comments are. Where one of them
    is gone and too few are new, no comment is shown, and each prompt says so, whoever wrote.

    Raises what pool_comments does.
    """
    comments = [
        Comment(question, text, rating.rater)
        for rating in ratings
        if rating.rater != rating.participant
        for question, text in rating.comments.items()
    ]
    pool = pool_comments(comments, ratings_of_leader(table), seed=seed, already=already)
    present = {rating.rater for rating in ratings}
    if already and not present >= set(already) and pool.raters <= set(already):
        prompts = sorted(COMMENT_PROMPTS)
        told = tuple(PublishedComments(prompt, (), NOT_AGAIN) for prompt in prompts)
        return CommentPool(told, pool.raters)
    return pool
