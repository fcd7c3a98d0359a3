"""The addresses of the questionnaire. The key in an address opens one response."""

from django.urls import path

from stature.web.responses import views

app_name = "responses"
urlpatterns = [
    path("", views.start, name="start"),
    path("<str:key>/", views.resume, name="resume"),
    path("<str:key>/start/", views.change_start, name="change-start"),
    path("<str:key>/areas/<str:code>/", views.area, name="area"),
    path("<str:key>/answers/", views.save_answer, name="save-answer"),
    path("<str:key>/check/", views.check, name="check"),
    path("<str:key>/seal/", views.seal, name="seal"),
]
