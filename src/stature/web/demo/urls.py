"""The address of the demo's bar."""

from django.urls import path

from stature.web.demo import views

app_name = "demo"
urlpatterns = [path("demo/see-as/", views.choose, name="see-as")]
