"""The addresses of members, invitations to join, and one's own account."""

from django.urls import path

from stature.web.accounts import audit_views, member_views, sign_in_elsewhere, views

app_name = "accounts"
urlpatterns = [
    path("account/", views.profile, name="profile"),
    path("organisations/", views.organisations, name="organisations"),
    path(
        "sign-in/with/<slug:provider_id>/",
        sign_in_elsewhere.go_to_provider,
        name="sign-in-elsewhere",
    ),
    path("o/<slug:slug>/choose/", views.choose_organisation, name="choose-organisation"),
    path("join/", views.join_here, name="join-here"),
    path("join/<str:key>/", views.join, name="join"),
    path("o/<slug:slug>/members/", member_views.members, name="members"),
    path("o/<slug:slug>/members/invite/", member_views.invite, name="invite"),
    path(
        "o/<slug:slug>/members/invitations/<int:pk>/withdraw/",
        member_views.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("o/<slug:slug>/members/<int:pk>/", member_views.change_member, name="member"),
    path(
        "o/<slug:slug>/members/<int:pk>/remove/",
        member_views.remove_member,
        name="remove-member",
    ),
    path("o/<slug:slug>/audit/", audit_views.events, name="audit"),
    path("o/<slug:slug>/audit/events.csv", audit_views.events_csv, name="audit-csv"),
    path("o/<slug:slug>/settings/", member_views.settings, name="settings"),
]
