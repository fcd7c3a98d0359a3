"""The addresses of the site."""

from collections.abc import Iterator
from typing import Any

from django.urls import include, path

from stature.web.project import views

handler400 = views.bad_request
handler500 = views.server_error

# Areas that are being built come in as soon as they can be imported. TO GO before the hand-over.
AREAS = (
    ("", "answering"),
    ("o/<slug:slug>/people/", "people"),
    ("o/<slug:slug>/", "programmes"),
    ("", "invitations"),
    ("", "jobs"),
    ("", "operations"),
    ("", "api"),
)


def areas_that_are_there() -> Iterator[Any]:
    """The areas whose addresses can be imported today."""
    for prefix, area in AREAS:
        try:
            yield path(prefix, include(f"stature.web.{area}.urls"))
        except ImportError:
            continue


urlpatterns = [
    path("", views.home, name="home"),
    path("", include("stature.web.accounts.urls")),
    path("sign-in/", include("allauth.urls")),
    *areas_that_are_there(),
    path("answer/", include("stature.web.responses.urls")),
    path("", include("stature.web.frameworks.urls")),
    path("", include("stature.web.reports.urls")),
]
