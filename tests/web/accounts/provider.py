"""An OpenID Connect provider of a made-up organisation, as far as the page where people sign in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from stature.web.project.open_id import open_id_settings

WELCOME = "Sign in at Harbour"


class Provider(BaseHTTPRequestHandler):
    """Says where people sign in, and shows that page."""

    def do_GET(self) -> None:
        is_page = self.path.startswith("/authorize")
        body = f"<h1>{WELCOME}</h1>" if is_page else json.dumps(self._configuration())
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if is_page else "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def _configuration(self) -> dict[str, str]:
        here = f"http://127.0.0.1:{self.server.server_address[1]}"
        ends = ("authorization_endpoint", "/authorize"), ("token_endpoint", "/token")
        return {"issuer": here, **{name: here + end for name, end in ends}}

    def log_message(self, *_words: Any) -> None:
        """Nothing."""


@contextmanager
def running_provider() -> Iterator[dict[str, Any]]:
    """The provider on this machine; gives the settings that name it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield open_id_settings(
                {
                    "STATURE_OIDC_SERVER": f"http://127.0.0.1:{server.server_address[1]}",
                    "STATURE_OIDC_CLIENT": "stature",
                    "STATURE_OIDC_SECRET": "s",
                    "STATURE_OIDC_NAME": "Harbour sign-in",
                }
            )
        finally:
            server.shutdown()
