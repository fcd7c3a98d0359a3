"""Who comes with a request: a token, in its header ``Authorization``, with the right scope."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from stature.web.api.models import ApiToken
from stature.web.api.selectors import find_token
from stature.web.api.services import note_use


class BearerToken(HttpBearer):
    """Lets a request in whose token has a scope."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:  # noqa: ARG002
        """The token; None, which becomes 401, where it opens nothing."""
        try:
            found = find_token(token)
        except ApiToken.DoesNotExist:
            return None
        if self.scope not in found.scopes:
            raise HttpError(403, f"This token has no scope {self.scope}. Make one that has it.")
        note_use(token=found)
        return found
