"""An organisation's own sign-in (OpenID Connect), as the environment names it.

``STATURE_OIDC_SERVER`` is the address of the provider, ``STATURE_OIDC_CLIENT`` and
``STATURE_OIDC_SECRET`` are what it gave to this site, ``STATURE_OIDC_NAME`` is what people call it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PROVIDER_ID = "organisation"


def open_id_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings of allauth's providers: one, or none when no server is named."""
    server = environment.get("STATURE_OIDC_SERVER", "")
    if not server:
        return {}
    app = {
        "provider_id": PROVIDER_ID,
        "name": environment.get("STATURE_OIDC_NAME", "OpenID Connect"),
        "client_id": environment.get("STATURE_OIDC_CLIENT", ""),
        "secret": environment.get("STATURE_OIDC_SECRET", ""),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
