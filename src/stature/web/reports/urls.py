"""The addresses of reports, of their release, and of one's own data."""

from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.web.reports import (
    facilitator_views,
    group_views,
    manager_views,
    own_pages,
    release_views,
    shared_views,
    views,
)
from stature.web.reports.doors import by_account, by_link
from stature.web.reports.my_data import holder, pages

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])

# Each page of one's own report: what its address ends with, its name, what it does, how it may
# be asked for.
OWN_PAGES = (
    ("", "report", own_pages.report, require_safe),
    ("report.pdf", "pdf", own_pages.pdf, require_safe),
    ("report.txt", "plain", own_pages.plain, require_safe),
    ("scores.json", "scores-json", own_pages.scores_json, require_safe),
    ("scores.csv", "scores-csv", own_pages.scores_csv, require_safe),
    ("share/", "share", own_pages.share, require_POST),
    ("facilitator/", "pack", facilitator_views.own_pack, require_safe),
    ("facilitator.pdf", "pack-pdf", facilitator_views.own_pack_pdf, require_safe),
)
# Each page of one's own data, in the same way.
DATA_PAGES = (
    ("", "overview", pages.overview, require_safe),
    ("download/", "download", pages.download, require_safe),
    ("correct/", "correct", pages.correct, READ_AND_SEND),
    ("withdraw/<int:number>/", "withdraw", pages.withdraw, READ_AND_SEND),
    ("delete/", "delete", pages.delete, READ_AND_SEND),
)

GROUP = "o/<slug:slug>/rounds/<int:pk>/group-reports/"

app_name = "reports"
urlpatterns = [
    path("", views.first_person, name="first"),
    path("people/<str:respondent>/", views.made_up_person, name="person"),
    path("people/<str:respondent>/report.pdf", views.made_up_pdf, name="person-pdf"),
    path("answer/<str:key>/report/", views.own, name="own"),
    path("answer/<str:key>/report.pdf", views.own_pdf, name="own-pdf"),
    path("my/reports/", manager_views.my_reports, name="my-list"),
    *(
        path(f"my/reports/<int:pk>/{end}", methods(by_account(page)), name=f"my-{name}")
        for end, name, page, methods in OWN_PAGES
    ),
    *(
        path(f"a/<str:key>/report/{end}", methods(by_link(page)), name=f"link-{name}")
        for end, name, page, methods in OWN_PAGES
    ),
    *(
        path(f"my/data/{end}", methods(holder.by_account(page)), name=f"data-{name}")
        for end, name, page, methods in DATA_PAGES
    ),
    *(
        path(f"a/<str:key>/data/{end}", methods(holder.by_link(page)), name=f"link-data-{name}")
        for end, name, page, methods in DATA_PAGES
    ),
    path("my/team/", manager_views.my_team, name="my-team"),
    path("my/team/reports/<int:pk>/", manager_views.team_report, name="team-report"),
    path("shared/<str:key>/", shared_views.shared_report, name="shared"),
    path("shared/<str:key>/report.pdf", shared_views.shared_pdf, name="shared-pdf"),
    path("my/team/reports/<int:pk>/report.pdf", manager_views.team_pdf, name="team-pdf"),
    path("o/<slug:slug>/rounds/<int:pk>/release/", release_views.release, name="release"),
    path("o/<slug:slug>/rounds/<int:pk>/reports.zip", release_views.archive, name="archive"),
    path("o/<slug:slug>/talks/", facilitator_views.talks, name="talks"),
    path("o/<slug:slug>/talks/<int:pk>/", facilitator_views.pack, name="pack"),
    path("o/<slug:slug>/talks/<int:pk>/pack.pdf", facilitator_views.pack_pdf, name="pack-pdf"),
    path(GROUP, group_views.group_reports, name="group"),
    path(f"{GROUP}<int:number>/", group_views.group_report, name="group-report"),
    path(f"{GROUP}<int:number>/report.pdf", group_views.group_pdf, name="group-pdf"),
]
