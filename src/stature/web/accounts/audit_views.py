"""The pages of the audit log. They stand here because who may see them is a matter of accounts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stature.core.spreadsheet import csv_lines
from stature.web.accounts.access import Member, for_roles
from stature.web.accounts.audit_names import NamedEvent, with_names
from stature.web.accounts.models import Role
from stature.web.audit.forms import EventsForm
from stature.web.audit.models import AuditEvent
from stature.web.audit.selectors import actions_of, events_of
from stature.web.audit.services import record_event

PAGE_LENGTH: Final = 50
CHUNK: Final = 1000
COLUMNS: Final = ("at", "actor", "action", "subject", "details")


@for_roles(Role.ADMINISTRATOR)
@require_safe
def events(request: HttpRequest, member: Member) -> HttpResponse:
    """The events, newest first, by action and day if wanted."""
    form, found = _wanted(request, member)
    query = request.GET.copy()
    query.pop("page", None)
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "events": with_names(page),
        "query": f"{query.urlencode()}&" if query else "",
        "member": member,
    }
    return render(request, "audit/events.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def events_csv(request: HttpRequest, member: Member) -> StreamingHttpResponse:
    """The same events as a table for a spreadsheet."""
    _form, found = _wanted(request, member)
    record_event(
        "audit.exported",
        actor=member.user,
        organisation_id=member.organisation.pk,
        subject=member.organisation.name,
    )
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit-log.csv"'
    return response


def _wanted(request: HttpRequest, member: Member) -> tuple[EventsForm, QuerySet[AuditEvent]]:
    """The form, and the events that it asks for; a wish that makes no sense narrows nothing."""
    organisation_id = member.organisation.pk
    form = EventsForm(request.GET, actions_of(organisation_id))
    form.is_valid()
    return form, events_of(organisation_id, **form.cleaned_data)


def _lines(found: QuerySet[AuditEvent]) -> Iterator[str]:
    return csv_lines(chain([COLUMNS], map(_values, _named(found))))


def _named(found: QuerySet[AuditEvent]) -> Iterator[NamedEvent]:
    """The events with names, some at a time: a log may be long."""
    events = found.iterator(chunk_size=CHUNK)
    while some := list(islice(events, CHUNK)):
        yield from with_names(some)


def _values(named: NamedEvent) -> tuple[str, ...]:
    event = named.event
    details = json.dumps(event.details, ensure_ascii=False, sort_keys=True)
    return (event.at.isoformat(), named.who, event.action, named.about, details)
