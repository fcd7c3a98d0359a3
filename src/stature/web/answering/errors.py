"""What keeps somebody from answering."""

from __future__ import annotations

from stature.core.errors import StatureError


class NotPossibleError(StatureError):
    """The assignment stands so that this can no longer, or not yet, be done."""


class BegunElsewhereError(NotPossibleError):
    """Somebody began to answer in another browser in the meantime."""
