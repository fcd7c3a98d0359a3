"""Django's PostgreSQL, with connections that are kept and looked at once a second at most."""

from __future__ import annotations

import time
from typing import Any, Final

from django.db.backends.postgresql import base

SECONDS: Final = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks a kept connection whether it still lives, but not anew for each request.

    That question costs as much as to find a row. Where the server was started again within the
    second, the request fails, and the next one finds a new connection.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._looked_at = -SECONDS

    def is_usable(self) -> bool:
        """Whether the connection lives, or did a moment ago."""
        now = time.monotonic()
        if now - self._looked_at < SECONDS and not self.errors_occurred:
            return True
        usable = bool(super().is_usable())
        self._looked_at = now if usable else -SECONDS
        return usable
