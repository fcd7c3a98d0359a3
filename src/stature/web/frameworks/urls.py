"""The addresses of frameworks: pages for people, and CASE for other systems."""

from django.urls import include, path

from stature.web.frameworks import views

app_name = "frameworks"
urlpatterns = [
    path("frameworks/", views.frameworks, name="list"),
    path("frameworks/<slug:framework_id>/", views.handbook, name="handbook"),
    path("ims/case/v1p1/", include("stature.web.frameworks.case.urls")),
]
