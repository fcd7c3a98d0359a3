"""The addresses of answering: by a personal link, signed in, and the choice of a language."""

from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.web.answering import norms, pages, raters, views
from stature.web.answering.visits import by_account, by_personal_link

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])

# Each page: what its address ends with, its name, what it does, and how it may be asked for.
PAGES = (
    ("", "entry", pages.entry, require_safe),
    ("start/", "start", pages.start, READ_AND_SEND),
    ("areas/<str:code>/", "area", pages.area, READ_AND_SEND),
    ("check/", "check", pages.check, require_safe),
    ("seal/", "seal", pages.seal, require_POST),
    ("decline/", "decline", pages.decline, READ_AND_SEND),
    ("take-part/", "take-part", pages.take_part, require_POST),
    ("raters/", "raters", raters.choose_raters, READ_AND_SEND),
    ("norms/", "norms", norms.join_norms, READ_AND_SEND),
    ("leaders/", "leaders", raters.leaders_to_rate, READ_AND_SEND),
)


app_name = "answering"
urlpatterns = [
    path("language/", views.choose_language, name="language"),
    path("raters/<str:key>/", raters.approve_raters, name="approve-raters"),
    path("my/team/raters/<int:pk>/", raters.approve_raters_signed_in, name="my-approve-raters"),
    path("my/", views.my_assessments, name="my-list"),
    path("a/<str:key>/answers/", views.save_by_link, name="save-answer"),
    path("my/answers/<int:pk>/answers/", views.save_by_account, name="my-save-answer"),
    *(
        path(f"a/<str:key>/{end}", methods(by_personal_link(page)), name=name)
        for end, name, page, methods in PAGES
    ),
    *(
        path(f"my/answers/<int:pk>/{end}", methods(by_account(page)), name=f"my-{name}")
        for end, name, page, methods in PAGES
    ),
    path("a/<str:key>/go-on/", require_POST(by_personal_link(pages.go_on)), name="go-on"),
    path(
        "a/<str:key>/fresh-link/",
        require_POST(by_personal_link(pages.fresh_link)),
        name="fresh-link",
    ),
]
