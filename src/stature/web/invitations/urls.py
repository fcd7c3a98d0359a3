"""The addresses of a round's e-mails, and of the page that stops them."""

from django.urls import path

from stature.web.invitations import views

app_name = "invitations"
urlpatterns = [
    path("o/<slug:slug>/rounds/<int:pk>/messages/", views.messages_page, name="messages"),
    path("o/<slug:slug>/rounds/<int:pk>/messages/send-again/", views.send_again, name="send-again"),
    path("stop/<str:key>/", views.stop, name="stop"),
]
