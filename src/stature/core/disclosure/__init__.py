"""Disclosure control: what may be shown of what people said, so that nobody is found out."""

from stature.core.disclosure.blocks import Block
from stature.core.disclosure.comments import Comment, CommentPool, PublishedComments, pool_comments
from stature.core.disclosure.figures import PublishedFigure
from stature.core.disclosure.groups import GroupPlan
from stature.core.disclosure.layout import Layout, Unit
from stature.core.disclosure.leader_documents import leaders_told_document, leaders_told_of_document
from stature.core.disclosure.leader_figures import plan_leaders
from stature.core.disclosure.leader_told import LeadersTold, MeasureValues
from stature.core.disclosure.options import OptionBlock, OptionCounts
from stature.core.disclosure.plan import DisclosurePlan, plan_disclosure
from stature.core.disclosure.ratings import Ratings
from stature.core.disclosure.release_documents import release_document, release_of_document
from stature.core.disclosure.releases import Release
from stature.core.disclosure.rules import (
    ALL_RATERS,
    MANAGER,
    MERGED,
    RULES_VERSION,
    SELF,
    DisclosureRules,
)
from stature.core.disclosure.selection_means import selection_means
from stature.core.disclosure.selections import SelectionPlan, plan_selections

__all__ = [
    "ALL_RATERS",
    "MANAGER",
    "MERGED",
    "RULES_VERSION",
    "SELF",
    "Block",
    "Comment",
    "CommentPool",
    "DisclosurePlan",
    "DisclosureRules",
    "GroupPlan",
    "Layout",
    "LeadersTold",
    "MeasureValues",
    "OptionBlock",
    "OptionCounts",
    "PublishedComments",
    "PublishedFigure",
    "Ratings",
    "Release",
    "SelectionPlan",
    "Unit",
    "leaders_told_document",
    "leaders_told_of_document",
    "plan_disclosure",
    "plan_leaders",
    "plan_selections",
    "pool_comments",
    "release_document",
    "release_of_document",
    "selection_means",
]
