"""The addresses of frameworks: pages for people, and CASE for other systems."""

from django.urls import include, path

from stature.web.frameworks import own_views, views

app_name = "frameworks"
own = [
    path("", own_views.own, name="own"),
    path("add/", own_views.add, name="add"),
    path("add/example.csv", own_views.example, name="example"),
    path("sent/<int:pk>/", own_views.upload, name="upload"),
    path("sent/<int:pk>/discard/", own_views.discard, name="discard"),
    path("<int:pk>/", own_views.handbook, name="own-handbook"),
    path("<int:pk>/archive/", own_views.archive, name="archive"),
]
urlpatterns = [
    path("frameworks/", views.frameworks, name="list"),
    path("frameworks/<slug:framework_id>/", views.handbook, name="handbook"),
    path("o/<slug:slug>/frameworks/", include(own)),
    path("ims/case/v1p1/", include("stature.web.frameworks.case.urls")),
]
