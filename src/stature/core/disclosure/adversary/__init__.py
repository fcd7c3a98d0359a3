"""The adversary: someone who has every published figure and works out what people said."""

from stature.core.disclosure.adversary.attack import Adversary, Disclosure, Verdict, audit
from stature.core.disclosure.adversary.leaders import LeadersAdversary, audit_leaders
from stature.core.disclosure.adversary.leaders_sight import LeadersSeen, seen_of_leaders
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
    "LeadersAdversary",
    "LeadersSeen",
    "MeanSeen",
    "Part",
    "PublicKnowledge",
    "Verdict",
    "audit",
    "audit_leaders",
    "comments_seen",
    "linked_comments",
    "public_knowledge",
    "seen_in",
    "seen_of_leaders",
]
