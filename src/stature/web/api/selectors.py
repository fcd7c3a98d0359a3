"""Finding tokens."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from stature.web.accounts.models import Organisation
from stature.web.api.models import ApiToken
from stature.web.keys import hash_of_key


def find_token(key: str) -> ApiToken:
    """The token, if it is still good. Raises ApiToken.DoesNotExist for every other one."""
    good = ApiToken.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    return good.select_related("organisation").get(key_sha256=hash_of_key(key))


def tokens_of(organisation: Organisation) -> QuerySet[ApiToken]:
    """The tokens of an organisation that were not revoked, newest first."""
    tokens = ApiToken.objects.filter(organisation=organisation, revoked_at=None)
    return tokens.select_related("made_by")
