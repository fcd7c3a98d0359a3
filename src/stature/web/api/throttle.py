"""How often a token may ask."""

from __future__ import annotations

import time
from typing import Any, Final

from django.core.cache import cache
from ninja.throttling import BaseThrottle

SECONDS: Final = 60
REQUESTS: Final = 600


class TokenThrottle(BaseThrottle):
    """Counts the requests of a token in each minute.

    ninja's own throttles keep the request at hand on themselves, where a second thread finds it.
    """

    def allow_request(self, request: Any) -> bool:
        """Whether the token has requests left in this minute."""
        place = f"api-{request.auth.pk}-{int(time.time()) // SECONDS}"
        if cache.add(place, 1, timeout=2 * SECONDS):
            return True
        try:
            return cache.incr(place) <= REQUESTS
        except ValueError:  # the cache was emptied in between
            return True

    def wait(self) -> float:
        """The seconds until the next minute begins."""
        return SECONDS - time.time() % SECONDS
