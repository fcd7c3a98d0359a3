"""The addresses of the site."""

from django.urls import include, path

urlpatterns = [
    path("answer/", include("stature.web.responses.urls")),
    path("", include("stature.web.frameworks.urls")),
    path("", include("stature.web.reports.urls")),
]
