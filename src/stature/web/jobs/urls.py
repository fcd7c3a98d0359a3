"""The addresses of the queue's page."""

from django.urls import path

from stature.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.job_list, name="list"),
    path("jobs/<str:pk>/try-again/", views.try_again, name="try-again"),
    path("jobs/<str:pk>/give-up/", views.give_up, name="give-up"),
]
