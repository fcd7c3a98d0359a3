"""The addresses of reports."""

from django.urls import path

from stature.web.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.first_person, name="first"),
    path("people/<str:respondent>/", views.made_up_person, name="person"),
    path("people/<str:respondent>/report.pdf", views.made_up_pdf, name="person-pdf"),
    path("answer/<str:key>/report/", views.own, name="own"),
    path("answer/<str:key>/report.pdf", views.own_pdf, name="own-pdf"),
]
