"""The addresses of norms, below an organisation's own."""

from django.urls import path

from stature.web.norms import views

app_name = "norms"
urlpatterns = [
    path("", views.overview, name="list"),
    path("<int:pk>/", views.version, name="version"),
    path("<int:pk>/use/", views.use, name="use"),
    path("<int:pk>/norms.json", views.document, name="document"),
]
