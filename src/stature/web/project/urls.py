"""The addresses of the site."""

from django.urls import include, path

from stature.web.project import views

handler400 = views.bad_request
handler500 = views.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("answer/", include("stature.web.responses.urls")),
    path("", include("stature.web.answering.urls")),
    path("", include("stature.web.accounts.urls")),
    path("sign-in/", include("allauth.urls")),
    path("o/<slug:slug>/people/", include("stature.web.people.urls")),
    path("o/<slug:slug>/norms/", include("stature.web.norms.urls")),
    path("o/<slug:slug>/", include("stature.web.programmes.urls")),
    path("", include("stature.web.invitations.urls")),
    path("", include("stature.web.jobs.urls")),
    path("", include("stature.web.operations.urls")),
    path("", include("stature.web.api.urls")),
    path("", include("stature.web.frameworks.urls")),
    path("", include("stature.web.demo.urls")),
    path("", include("stature.web.reports.urls")),
]
