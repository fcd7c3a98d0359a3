"""The addresses of CASE 1.1, below /ims/case/v1p1/."""

from typing import Final

from django.urls import path, re_path

from stature.web.frameworks.case import views
from stature.web.frameworks.case.index import CRITERIA, LEVELS, SETS, SINGLE_DEFINITIONS

# Criteria and levels have no endpoint in the standard, but URIs of their own in our packages.
KINDS: Final = (
    *("CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations", "CFRubrics"),
    *(*SETS, *SINGLE_DEFINITIONS, CRITERIA, LEVELS),
)
urlpatterns = [
    path("CFDocuments", views.documents, name="CFDocuments"),
    *[path(f"{kind}/<identifier>", views.part, {"kind": kind}, name=kind) for kind in KINDS],
    re_path("", views.nothing),
]
