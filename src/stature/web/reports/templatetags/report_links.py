"""The ways from the pages of answering, which stand below this area, to reports and data."""

from __future__ import annotations

from django import template
from django.urls import reverse

from stature.web.answering.visits import Visit
from stature.web.reports.doors import report_address

register = template.Library()
register.simple_tag(report_address)


@register.simple_tag
def data_address(visit: Visit) -> str:
    """Where a visit sees what is kept of the person."""
    if visit.user or visit.assignment.person.user_id:
        return reverse("reports:data-overview")
    return reverse("reports:link-data-overview", args=[visit.door.key])
