"""The pages of an organisation's own frameworks: list, send, look at, keep, read, archive."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.core.errors import StatureError
from stature.core.framework.exchange import exported
from stature.packs.documents import PackDocuments
from stature.web.accounts.access import Member, for_roles
from stature.web.accounts.models import Role
from stature.web.frameworks import selectors, services
from stature.web.frameworks.forms import FrameworkForm
from stature.web.frameworks.models import FrameworkUpload, OrganisationFramework
from stature.web.frameworks.what_was_read import changes_since, counts_of

AUTHORS: Final = (Role.RESEARCHER, Role.ADMINISTRATOR)
FILE_TOO_LARGE: Final = "stature.file_too_large"  # the site's upload handler says so in META


@for_roles()
@require_safe
def own(request: HttpRequest, member: Member) -> HttpResponse:
    """The organisation's own frameworks, and those that come with Stature."""
    return _show(
        request,
        member,
        "own",
        frameworks=selectors.frameworks_of(member.organisation),
        bundled=selectors.published_frameworks(),
    )


@for_roles(*AUTHORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, member: Member) -> HttpResponse:
    """Send a framework; what is wrong with it is listed."""
    if request.method != "POST":
        return _show(request, member, "add", form=FrameworkForm())
    form = FrameworkForm(request.POST, request.FILES)
    taken, problems = _taken(request, member, form)
    if taken is not None:
        return redirect("frameworks:upload", member.organisation.slug, taken.pk)
    return _show(request, member, "add", code=400, form=form, problems=problems)


def _taken(
    request: HttpRequest, member: Member, form: FrameworkForm
) -> tuple[FrameworkUpload | None, tuple[str, ...]]:
    """What was sent, or None and everything that is wrong with it."""
    if request.META.get(FILE_TOO_LARGE):
        form.errors.clear()
        form.add_error("file", _("The file is larger than 5 MB."))
    if not form.is_valid():
        return None, ()
    file = form.cleaned_data["file"]
    try:
        sent = services.take_upload(
            organisation=member.organisation,
            data=file.read(),
            file_name=file.name,
            by=member.user,
        )
    except StatureError as error:
        form.add_error("file", str(error))
        return None, getattr(error, "problems", ())
    return sent, ()


@for_roles(*AUTHORS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """What was read; keeping it."""
    found = _upload_or_404(member, pk)
    if request.method == "POST":
        return _keep(request, member, found)
    documents = PackDocuments.of_json(found.documents)
    before = selectors.newest_version(member.organisation, documents.framework.id)
    return _show(
        request,
        member,
        "upload",
        upload=found,
        documents=documents,
        framework=documents.framework,
        counts=counts_of(documents.framework),
        before=before,
        changes=changes_since(before, documents.framework),
    )


def _keep(request: HttpRequest, member: Member, found: FrameworkUpload) -> HttpResponse:
    try:
        services.keep_upload(upload=found, by=member.user)
    except services.VersionTakenError as error:
        messages.warning(request, str(error))
        return redirect("frameworks:upload", member.organisation.slug, found.pk)
    messages.success(request, _("The version is kept. Rounds can use it from now on."))
    return redirect("frameworks:own", member.organisation.slug)


@for_roles(*AUTHORS)
@require_POST
def discard(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Keep nothing of what was sent."""
    services.discard_upload(upload=_upload_or_404(member, pk))
    messages.success(request, _("Nothing was kept. The file is deleted here."))
    return redirect("frameworks:own", member.organisation.slug)


@for_roles()
@require_safe
def handbook(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The handbook of an own framework, for members of the organisation."""
    row = _framework_or_404(member, pk)
    pack = selectors.pack_of(row)
    body = mark_safe(selectors.handbook_of(pack))  # escaped by its renderer
    return _show(request, member, "own_handbook", row=row, framework=pack.framework, handbook=body)


@for_roles(*AUTHORS)
@require_POST
def archive(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Let no round choose a version any more, or again."""
    row, is_archived = _framework_or_404(member, pk), request.POST.get("do") != "take-back"
    services.archive_framework(framework=row, is_archived=is_archived, by=member.user)
    messages.success(
        request,
        _("No new round can choose this version. Rounds that are open keep it.")
        if is_archived
        else _("Rounds can choose this version again."),
    )
    return redirect("frameworks:own", member.organisation.slug)


@for_roles(*AUTHORS)
@require_safe
def example(_request: HttpRequest, member: Member) -> HttpResponse:  # noqa: ARG001
    """The framework that comes with Stature, as a table to start from."""
    data = exported(selectors.published_frameworks()[0], "csv")
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="framework-example.csv"'
    return response


def _upload_or_404(member: Member, pk: int) -> FrameworkUpload:
    try:
        return selectors.find_upload(member.organisation, pk)
    except FrameworkUpload.DoesNotExist:
        raise Http404 from None


def _framework_or_404(member: Member, pk: int) -> OrganisationFramework:
    try:
        return selectors.find_framework(member.organisation, pk)
    except OrganisationFramework.DoesNotExist:
        raise Http404 from None


def _show(
    request: HttpRequest, member: Member, name: str, /, *, code: int = 200, **context: Any
) -> HttpResponse:
    frame = {
        "member": member,
        "organisation": member.organisation,
        "slug": member.organisation.slug,
        "is_author": member.has(*AUTHORS),
    }
    return render(request, f"frameworks/{name}.html", {**frame, **context}, status=code)
