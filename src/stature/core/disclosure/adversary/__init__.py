"""The adversary: someone who has every published figure and works out what people said."""

from stature.core.disclosure.adversary.attack import Adversary, Disclosure, Verdict, audit
from stature.core.disclosure.adversary.linking import CommentSeen, comments_seen, linked_comments
from stature.core.disclosure.adversary.sight import (
    CountsSeen,
    MeanSeen,
    Part,
    PublicKnowledge,
    public_knowledge,
    seen_in,
)

__all__ = [
    "Adversary",
    "CommentSeen",
    "CountsSeen",
    "Disclosure",
    "MeanSeen",
    "Part",
    "PublicKnowledge",
    "Verdict",
    "audit",
    "comments_seen",
    "linked_comments",
    "public_knowledge",
    "seen_in",
]
