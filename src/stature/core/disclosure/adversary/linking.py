"""Comments: whether anything ties those of one person together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from stature.core.disclosure.comments import CommentPool


@dataclass(frozen=True, slots=True)
class CommentSeen:
    """A comment as readers see it. ``mark`` is whatever stands beside it about its author."""

    question: str
    text: str
    mark: str | None = None


def comments_seen(pool: CommentPool) -> tuple[CommentSeen, ...]:
    """The comments of a pool, as they are shown: without any mark."""
    return tuple(
        CommentSeen(published.question, text)
        for published in pool.questions
        for text in published.texts
    )


def linked_comments(comments: Iterable[CommentSeen]) -> list[frozenset[str]]:
    """The sets of texts that a mark ties to one author: any two of them are a disclosure.

    What one person wrote to several questions says together who they are, and one comment that
    gives its author away then gives away all.
    """
    by_mark: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for comment in comments:
        if comment.mark is not None:
            by_mark[comment.mark].add((comment.question, comment.text))
    return [frozenset(text for _, text in tied) for tied in by_mark.values() if len(tied) > 1]
