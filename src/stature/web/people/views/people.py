"""The list of people, and the pages of one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stature.core.spreadsheet import csv_lines
from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.audit.services import record_event
from stature.web.people import selectors, services
from stature.web.people.export import people_rows
from stature.web.people.forms import PersonForm, SearchForm
from stature.web.people.models import Person

PAGE_LENGTH: Final = 50


@for_roles(*ADMINISTRATION)
@require_safe
def people(request: HttpRequest, member: Member) -> HttpResponse:
    """Everybody known to the organisation, found by words."""
    search = request.GET.get("q", "")[:120]
    found = selectors.people_of(member.organisation, search=search)
    context = {
        "page": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
        "form": SearchForm({"q": search}),
        "search": search,
        "query": f"{urlencode({'q': search})}&" if search else "",
    }
    return show(request, member, "list", **context)


@for_roles(*ADMINISTRATION)
@require_safe
def person(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """What is kept of one person."""
    found = person_or_404(member, pk)
    team = selectors.people_of(member.organisation).filter(manager=found)
    page = Paginator(team, PAGE_LENGTH).get_page(request.GET.get("page"))
    return show(request, member, "person", person=found, page=page)


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, member: Member) -> HttpResponse:
    """Add somebody by hand."""
    form = PersonForm(member.organisation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_person(
                organisation=member.organisation, by=member.user, **form.cleaned_data
            )
        except services.PersonRefusedError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("%(name)s is in your list now.") % {"name": added})
            return redirect("people:person", member.organisation.slug, added.pk)
    return show(request, member, "add", form=form)


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Correct what is kept of somebody."""
    found = person_or_404(member, pk)
    form = PersonForm(member.organisation, request.POST or None, person=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(person=found, by=member.user, **form.cleaned_data)
        except services.PersonRefusedError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("people:person", member.organisation.slug, pk)
    return show(request, member, "change", form=form, person=found)


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Say what becomes of a person's answers; then remove the person."""
    found = person_or_404(member, pk)
    if request.method != "POST":
        stays = selectors.takes_part(found)
        return show(request, member, "remove", person=found, takes_part=stays)
    name = str(found)
    services.remove_person(person=found, by=member.user)
    messages.success(request, _("%(name)s is removed.") % {"name": name})
    return redirect("people:list", member.organisation.slug)


@for_roles(*ADMINISTRATION)
@require_safe
def download(request: HttpRequest, member: Member) -> HttpResponse:
    """The people found, as a table for a spreadsheet."""
    search = request.GET.get("q", "")[:120]
    found = selectors.people_of(member.organisation, search=search)
    record_event(
        "people.exported",
        actor=member.user,
        organisation_id=member.organisation.pk,
        subject=member.organisation.name,
        n=found.count(),
    )
    return as_csv("people.csv", csv_lines(people_rows(found)))


def as_csv(name: str, lines: Iterable[str]) -> HttpResponse:
    """A table to download."""
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def person_or_404(member: Member, pk: int) -> Person:
    """A person of the member's organisation."""
    try:
        return selectors.find_person(member.organisation, pk)
    except Person.DoesNotExist:
        raise Http404 from None


def show(request: HttpRequest, member: Member, template: str, **context: Any) -> HttpResponse:
    """A page of the organisation; 400 where a form was not filled in well."""
    form = context.get("form")
    bad = form is not None and request.method == "POST" and form.errors
    frame = {"member": member, "slug": member.organisation.slug}
    return render(
        request, f"people/{template}.html", {**frame, **context}, status=400 if bad else 200
    )
