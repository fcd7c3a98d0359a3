"""The pages of an import: send a table, look at what it changes, confirm, undo."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.core.errors import AnswersError
from stature.core.spreadsheet import csv_lines
from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.people import asking, selectors, services
from stature.web.people.export import EXAMPLE
from stature.web.people.forms import ImportForm
from stature.web.people.import_file.plan import KINDS, Plan
from stature.web.people.models import ImportPreview, PeopleImport
from stature.web.people.upload_limit import TOO_LARGE
from stature.web.people.views.people import PAGE_LENGTH, as_csv, show

FINDINGS: Final = "findings"
SHOWN: Final = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "unchanged": gettext_lazy("Unchanged"),
    FINDINGS: gettext_lazy("To look at"),
}
FINDINGS_HEADER: Final = ("row", "column", "found", "problem", "remedy", "left out")
LATEST: Final = 20
SECONDS_TO_WAIT: Final = 4


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, member: Member) -> HttpResponse:
    """Send a table; earlier imports are listed below."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        kept = _taken(request, member, form)
        if kept is not None:
            return redirect("people:preview", member.organisation.slug, kept.pk)
    latest = selectors.imports_of(member.organisation)[:LATEST]
    return show(request, member, "import", form=form, imports=latest)


def _taken(request: HttpRequest, member: Member, form: ImportForm) -> ImportPreview | None:
    if request.META.get(TOO_LARGE):
        form.errors.clear()
        form.add_error("table", _("The file is larger than 5 MB. Split it, then send one part."))
    if not form.is_valid():
        return None
    table = form.cleaned_data["table"]
    try:
        return asking.ask_for_preview(
            organisation=member.organisation,
            data=table.read(),
            file_name=table.name,
            by=member.user,
        )
    except AnswersError as error:
        form.add_error("table", str(error))
        return None


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """What a table would change, field by field; confirming it."""
    found = _preview_or_404(member, pk)
    if found.people_import is not None:
        return redirect("people:imported", member.organisation.slug, found.people_import.pk)
    if found.waits:
        return _wait(request, member, preview=found)
    if found.problem and not found.headings:
        return show(request, member, "unreadable", preview=found)
    plan = selectors.plan_of(found)
    if request.method == "POST" and _asked(request, member, found, plan):
        return redirect("people:preview", member.organisation.slug, pk)
    return _show_plan(request, member, found, plan)


def _asked(request: HttpRequest, member: Member, found: ImportPreview, plan: Plan) -> bool:
    try:
        asking.ask_for_import(
            preview=found, plan=plan, by=member.user, seen=request.POST.get("seen", "")
        )
    except services.PlanChangedError as error:
        messages.warning(request, str(error))
        return False
    return True


def _show_plan(
    request: HttpRequest, member: Member, found: ImportPreview, plan: Plan
) -> HttpResponse:
    parts: dict[str, Any] = {kind: plan.of_kind(kind) for kind in KINDS}
    parts[FINDINGS] = plan.findings
    first = next((name for name in (FINDINGS, *KINDS) if parts[name]), FINDINGS)
    shown = request.GET.get("show", first)
    shown = shown if shown in parts else first
    return show(
        request,
        member,
        "preview",
        preview=found,
        plan=plan,
        seen=plan.digest(),
        parts=[(name, label, len(parts[name])) for name, label in SHOWN.items()],
        shown=shown,
        shown_label=SHOWN[shown],
        page=Paginator(parts[shown], PAGE_LENGTH).get_page(request.GET.get("page")),
        query=f"show={shown}&",
    )


def _wait(request: HttpRequest, member: Member, **context: Any) -> HttpResponse:
    """A page that the browser asks for again, until the job is done."""
    if asking.is_given_up(**context):
        return show(request, member, "given_up", **context)
    response = show(request, member, "waiting", **context)
    response["Refresh"] = str(SECONDS_TO_WAIT)
    return response


@for_roles(*ADMINISTRATION)
@require_safe
def findings(request: HttpRequest, member: Member, pk: int) -> HttpResponse:  # noqa: ARG001
    """Everything that is wrong in a table, to work through in a spreadsheet."""
    plan = selectors.plan_of(_preview_or_404(member, pk))
    rows = [
        (each.row, each.column, each.found, each.problem, each.remedy, each.leaves_out)
        for each in plan.findings
    ]
    return as_csv("findings.csv", csv_lines([FINDINGS_HEADER, *rows]))


@for_roles(*ADMINISTRATION)
@require_POST
def discard(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Leave everything as it is."""
    services.discard_preview(preview=_preview_or_404(member, pk))
    messages.success(request, _("Nothing was changed. The table is deleted here."))
    return redirect("people:import", member.organisation.slug)


@for_roles(*ADMINISTRATION)
@require_safe
def done(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """What an import did, and the way to undo it."""
    found = _import_or_404(member, pk)
    if found.undo_wanted_at and not found.undone_at:
        return _wait(request, member, people_import=found)
    page = Paginator(found.kept, PAGE_LENGTH).get_page(request.GET.get("page"))
    kept = selectors.with_names(member.organisation, page)
    return show(request, member, "imported", done=found, page=page, kept=kept)


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Say what undoing means; then do it."""
    found = _import_or_404(member, pk)
    if request.method == "POST":
        asking.ask_for_undo(people_import=found, by=member.user)
    if request.method == "POST" or found.undone_at:
        return redirect("people:imported", member.organisation.slug, pk)
    return show(request, member, "undo", done=found)


@for_roles(*ADMINISTRATION)
@require_safe
def example(request: HttpRequest, member: Member) -> HttpResponse:  # noqa: ARG001
    """A table of made-up people, laid out as an import reads it."""
    return as_csv("people-example.csv", [EXAMPLE])


def _preview_or_404(member: Member, pk: int) -> ImportPreview:
    try:
        return selectors.find_preview(member.organisation, pk)
    except ImportPreview.DoesNotExist:
        raise Http404 from None


def _import_or_404(member: Member, pk: int) -> PeopleImport:
    try:
        return selectors.find_import(member.organisation, pk)
    except PeopleImport.DoesNotExist:
        raise Http404 from None
