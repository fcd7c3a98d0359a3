"""What becomes of each item when a framework, and so its questionnaire, gets a new version."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from stature.core.instrument.feedback.model import FeedbackInstrument, FeedbackItem


class ItemFate(StrEnum):
    """What happened to an item from one version to another."""

    KEPT = "kept"
    REWORDED = "reworded"
    MOVED = "moved"
    ADDED = "added"
    RETIRED = "retired"


def compare_questionnaires(old: FeedbackInstrument, new: FeedbackInstrument) -> dict[str, ItemFate]:
    """The fate of each item by its code: in the order of the new version, retired ones last.

    Items are the same when their UUIDs are. An item is moved when it counts for another facet.
    """
    before = {item.uuid: item for item in old.items}
    after = {item.uuid for item in new.items}
    fates = {item.code: _fate(before, item) for item in new.items}
    retired = [item.code for item in old.items if item.uuid not in after]
    return fates | dict.fromkeys(retired, ItemFate.RETIRED)


def _fate(before: dict[UUID, FeedbackItem], item: FeedbackItem) -> ItemFate:
    earlier = before.get(item.uuid)
    if earlier is None:
        return ItemFate.ADDED
    if earlier.stems != item.stems:
        return ItemFate.REWORDED
    return ItemFate.KEPT if earlier.facet == item.facet else ItemFate.MOVED
