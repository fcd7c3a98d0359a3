"""Comments: pooled over groups, in chance order by question, with nothing about the author."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.disclosure.ratings import Ratings
from stature.core.disclosure.rules import SELF, DisclosureRules
from stature.core.errors import DisclosureError
from stature.core.psychometrics.arguments import require_seed


@dataclass(frozen=True, slots=True)
class Comment:
    """What one rater (an id) wrote to one question."""

    question: str
    text: str
    rater: str


@dataclass(frozen=True, slots=True)
class PublishedComments:
    """The comments to one question; none, and the reason, where too few people answered."""

    question: str
    texts: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CommentPool:
    """The comments of each question, and all raters (ids) among whom authors are or ever were.

    ``raters`` is to be kept with the released report and given as ``already`` to the next.
    """

    questions: tuple[PublishedComments, ...]
    raters: frozenset[str]


def pool_comments(
    comments: Sequence[Comment],
    ratings: Ratings,
    *,
    seed: int,
    rules: DisclosureRules | None = None,
    already: Collection[str] = frozenset(),
) -> CommentPool:
    """The comments of everyone but the leader, fit to be shown.

    The author of a comment can be anyone of the pool: all who answered at least one item. It needs
    ``rules.comments`` people besides self and manager, and so does the pool of those who are new
    since the last release (``already`` holds the raters before). Until then comments wait. Once
    someone of an earlier pool has withdrawn, no comment of that pool is shown again: what is gone
    from the rest would tell what this person wrote.

    Order depends on the texts and on ``seed`` (0 or more) alone, and differs by question.

    Raises DisclosureError for a comment of an unknown rater, PsychometricsError for another seed.
    """
    rules = rules or DisclosureRules()
    require_seed(seed)
    _refuse_strangers(comments, ratings)
    pool = _pool(ratings, rules, frozenset(already))
    questions = dict.fromkeys(comment.question for comment in comments)
    return CommentPool(
        tuple(
            _of_question(question, comments, pool, np.random.default_rng([seed, place]), rules)
            for place, question in enumerate(sorted(questions))
        ),
        pool | frozenset(already),
    )


def _pool(ratings: Ratings, rules: DisclosureRules, already: frozenset[str]) -> frozenset[str]:
    answered = np.any(ratings.observed, axis=1)
    group_of = {
        rater: group
        for rater, group, gave in zip(ratings.raters, ratings.groups, answered, strict=True)
        if gave and group != SELF
    }
    kept = already if already <= set(group_of) else frozenset()
    new = set(group_of) - already
    protected = [rater for rater in new if group_of[rater] not in rules.shown_singly]
    return frozenset(kept | new) if len(protected) >= rules.comments else kept


def _of_question(
    question: str,
    comments: Sequence[Comment],
    pool: frozenset[str],
    chance: np.random.Generator,
    rules: DisclosureRules,
) -> PublishedComments:
    texts = sorted(
        text
        for comment in comments
        if comment.question == question and comment.rater in pool and (text := comment.text.strip())
    )
    if not pool:
        reason = f"Comments are shown once {rules.comments} people have answered."
        return PublishedComments(question, (), reason)
    return PublishedComments(
        question, tuple(texts[place] for place in chance.permutation(len(texts)))
    )


def _refuse_strangers(comments: Sequence[Comment], ratings: Ratings) -> None:
    strangers = {comment.rater for comment in comments} - set(ratings.raters)
    if strangers:
        raise DisclosureError(
            f"a comment of '{min(strangers)}', who is no rater here",
            where="comments",
            remedy="Give the ratings of everyone who wrote a comment.",
        )
