"""The pages of my data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from stature.web.audit.services import WithoutAccount, record_event
from stature.web.programmes.models import Assignment, Relationship
from stature.web.reports.my_data import services
from stature.web.reports.my_data.export import data_archive
from stature.web.reports.my_data.forms import CorrectForm, DeleteForm
from stature.web.reports.my_data.holder import Holder, can_withdraw
from stature.web.reports.own_pages import as_file


def overview(request: HttpRequest, holder: Holder) -> HttpResponse:
    """What is kept of me, and what I can do with it."""
    rows = [
        (each, holder.address("withdraw", each.pk) if can_withdraw(each) else "")
        for each in holder.assignments
    ]
    return _show(request, holder, "overview", rows=rows)


def download(_request: HttpRequest, holder: Holder) -> HttpResponse:
    """Everything about me as one archive."""
    for person in holder.people:
        record_event(
            "data.downloaded",
            actor=holder.user or WithoutAccount(person.pk),
            organisation_id=person.organisation_id,
            subject=f"person {person.pk}",
        )
    return as_file(data_archive(holder), "application/zip", "my-data.zip")


def correct(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Correct my name and language."""
    first = holder.people[0] if holder.people else None
    initial = {name: getattr(first, name, "") for name in CorrectForm.base_fields}
    form = CorrectForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        services.correct(holder=holder, **form.cleaned_data)
        messages.success(request, _("Your changes are saved."))
        return redirect(holder.address("overview"))
    return _show(request, holder, "correct", form=form)


def withdraw(request: HttpRequest, holder: Holder, number: int) -> HttpResponse:
    """Say what withdrawing does; then take my answers back."""
    try:
        assignment = holder.assignments.get(pk=number)
    except Assignment.DoesNotExist:
        raise Http404 from None
    if not can_withdraw(assignment):
        messages.info(request, _("There is nothing to take back, or no longer."))
        return redirect(holder.address("overview"))
    if request.method == "POST":
        services.withdraw(holder=holder, assignment=assignment)
        messages.success(request, _("Your answers are deleted, and you are no longer asked."))
        return redirect(holder.address("overview"))
    about_self = assignment.relationship == Relationship.SELF
    return _show(request, holder, "withdraw", assignment=assignment, about_self=about_self)


def delete(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Say what becomes of everything; then delete it."""
    form = DeleteForm(_posted(request))
    if request.method != "POST" or not form.is_valid():
        return _show(request, holder, "delete", form=form)
    stays = holder.account_stays
    services.delete_everything(holder=holder)
    if not stays:
        logout(request)
    return render(request, "reports/data_deleted.html", {"account_stays": stays})


def _show(request: HttpRequest, holder: Holder, name: str, **context: Any) -> HttpResponse:
    form = context.get("form")
    bad = form is not None and request.method == "POST" and form.errors
    addresses = {
        f"{page}_address": holder.address(page)
        for page in ("overview", "download", "correct", "delete")
    }
    return render(
        request,
        f"reports/data_{name}.html",
        {"holder": holder, **addresses, **context},
        status=400 if bad else 200,
    )


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
