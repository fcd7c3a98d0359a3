"""The facilitator's packs: read by who leads the talk, and by the leader whom it is about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.audit.services import Actor, WithoutAccount, record_event
from stature.web.programmes.models import Assessment
from stature.web.reports.models import FacilitatorPack
from stature.web.reports.own_pages import Reader, as_file, context_of, shown_version
from stature.web.reports.released import latest_pack
from stature.web.reports.sight import assessments_to_facilitate


@for_roles(*ADMINISTRATION)
@require_safe
def talks(request: HttpRequest, member: Member) -> HttpResponse:
    """The leaders with whom I talk about their reports."""
    context = {**_frame(member), "assessments": assessments_to_facilitate(**_who(member))}
    return render(request, "reports/talks.html", context)


@for_roles(*ADMINISTRATION)
@require_safe
def pack(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The pack for the talk with one leader."""
    assessment, shown = _facilitated(member, pk)
    context = {
        **_frame(member),
        "assessment": assessment,
        "round": assessment.round,
        "report": mark_safe(shown.html),  # escaped by its own renderer
    }
    return render(request, "reports/pack.html", context)


@for_roles(*ADMINISTRATION)
@require_safe
def pack_pdf(_request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The same pack as PDF."""
    _assessment, shown = _facilitated(member, pk)
    return as_file(bytes(shown.pdf), "application/pdf", f"facilitators-pack-{pk}.pdf")


def own_pack(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What my facilitator reads before we talk."""
    shown = _own(request, reader)
    context = {
        **context_of(reader),
        "report": mark_safe(shown.html),  # escaped by its own renderer
        "query": f"?version={shown.report.version}" if "version" in request.GET else "",
        "report_address": reader.address("report"),
        "pack_pdf": reader.address("pack-pdf"),
    }
    return render(request, "reports/my_pack.html", context)


def own_pack_pdf(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The same as PDF."""
    return as_file(bytes(_own(request, reader).pdf), "application/pdf", "facilitators-pack.pdf")


def _facilitated(member: Member, pk: int) -> tuple[Assessment, FacilitatorPack]:
    """The newest pack. Raises Http404 for whoever is not the facilitator of the round."""
    assessment = assessments_to_facilitate(**_who(member)).filter(pk=pk).first()
    found = assessment and latest_pack(assessment)
    if not assessment or not found:
        raise Http404
    _note(found, assessment, member.user)
    return assessment, found


def _own(request: HttpRequest, reader: Reader) -> FacilitatorPack:
    """The pack beside my report. Raises Http404 where none was made."""
    report = shown_version(request, reader)
    found = FacilitatorPack.objects.filter(report=report.pk).select_related("report").first()
    if found is None:
        raise Http404
    _note(found, reader.assessment, reader.user or WithoutAccount(reader.assessment.participant_id))
    return found


def _note(found: FacilitatorPack, assessment: Assessment, by: Actor) -> None:
    record_event(
        "reports.pack-seen",
        actor=by,
        organisation_id=assessment.round.programme.organisation_id,
        subject=f"assessment {assessment.pk}",
        version=found.report.version,
    )


def _who(member: Member) -> dict[str, Any]:
    return {"user": member.user, "organisation": member.organisation}


def _frame(member: Member) -> dict[str, Any]:
    organisation = member.organisation
    return {"member": member, "organisation": organisation, "slug": organisation.slug}
