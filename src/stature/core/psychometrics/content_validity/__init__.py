"""Content validity: what a panel of experts says about each item."""

from stature.core.psychometrics.content_validity.aiken import AikenV, aiken_v
from stature.core.psychometrics.content_validity.critical import critical_count, critical_cvr
from stature.core.psychometrics.content_validity.lawshe import (
    ContentValidityRatio,
    content_validity_ratio,
)
from stature.core.psychometrics.content_validity.relevance import (
    ItemContentValidity,
    item_content_validity,
)

__all__ = [
    "AikenV",
    "ContentValidityRatio",
    "ItemContentValidity",
    "aiken_v",
    "content_validity_ratio",
    "critical_count",
    "critical_cvr",
    "item_content_validity",
]
