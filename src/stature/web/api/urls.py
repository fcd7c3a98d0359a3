"""The addresses of the API and of the pages about its tokens."""

from django.urls import include, path

from stature.web.api import views
from stature.web.api.site import token_addresses

app_name = "api"
urlpatterns = [
    path("o/<slug:slug>/tokens/", views.tokens, name="tokens"),
    path("o/<slug:slug>/tokens/new/", views.new_token, name="new-token"),
    path("o/<slug:slug>/tokens/<int:pk>/revoke/", views.revoke_token, name="revoke-token"),
    path("api/v1/openapi.json", views.open_api, name="open-api"),
    path("api/v1/docs/", views.documentation, name="documentation"),
    path("api/v1/", include(token_addresses())),
    path("api/v1/<path:rest>", views.no_such_address),
]
