"""Pages of a long list: which come first, last, next and before."""

from __future__ import annotations

from collections.abc import Mapping


def neighbouring_offsets(total: int, *, limit: int, offset: int) -> Mapping[str, int]:
    """Where other pages of a list begin, by their relation to the page at ``offset``."""
    last = max(total - 1, 0) // limit * limit
    pages = {"first": 0, "last": last}
    if offset + limit < total:
        pages["next"] = offset + limit
    if offset > 0:
        pages["prev"] = min(max(offset - limit, 0), last)
    return pages
