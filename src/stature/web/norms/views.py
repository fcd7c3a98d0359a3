"""The pages of norms: rounds and leaders who agreed, versions, drift, and which one is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.psychometrics.norms.size import TOO_SMALL_BELOW
from stature.core.scoring.feedback import FeedbackNorms
from stature.core.scoring.feedback.norms_of_leaders import LEAST_NEW
from stature.core.scoring.feedback.norms_provenance import CHOSEN
from stature.web.accounts.access import Member, for_roles
from stature.web.accounts.models import Organisation, Role
from stature.web.norms import selectors, services
from stature.web.norms.drift import drift_rows
from stature.web.norms.forms import MakeNormsForm
from stature.web.norms.models import NormVersion
from stature.web.norms.selectors import RoundOfNorms
from stature.web.responses.selectors import published_feedback

ADMINISTRATORS: Final = (Role.ADMINISTRATOR,)
MAKERS: Final = (Role.ADMINISTRATOR, Role.RESEARCHER)


@dataclass(frozen=True)
class NormsOfQuestionnaire:
    """What the page says of one questionnaire."""

    instrument: FeedbackInstrument
    rounds: list[RoundOfNorms]
    ready: int
    needed: int
    versions: list[NormVersion]
    in_pack: FeedbackNorms | None
    form: MakeNormsForm

    @property
    def can_be_made(self) -> bool:
        """Whether enough leaders are ready for a next version."""
        return self.ready >= self.needed

    @property
    def n_in_pack(self) -> int:
        """How many leaders stand behind each competency of the framework's own norms, at least."""
        groups = self.in_pack.competencies.values() if self.in_pack else ()
        return min((group.n for group in groups), default=0)


@for_roles(*MAKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, member: Member) -> HttpResponse:
    """For each questionnaire: rounds, versions, and making the next one."""
    form = MakeNormsForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        return _make(request, member, form)
    found = list(_questionnaires(member.organisation, form))
    code = 400 if form is not None else 200
    return _show(request, member, "list", code=code, questionnaires=found, form=form)


@for_roles(*MAKERS)
@require_safe
def version(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One version: where it comes from, what it says, and drift from the version before."""
    found = _version_or_404(member, pk)
    before = selectors.version_before(found)
    instrument = published_feedback(found.instrument_sha256)
    names = {section.code: section.name for section in instrument.sections}
    groups = found.norms.competencies
    rows = {row.code: row for row in drift_rows(before, found)} if before else {}
    return _show(
        request,
        member,
        "version",
        version=found,
        before=before,
        instrument=instrument,
        is_chosen_by_rule=found.norms.chosen == CHOSEN,
        groups=[(name, groups[code]) for code, name in names.items() if code in groups],
        drift=[(name, rows[code]) for code, name in names.items() if code in rows],
        has_moved=any(row.has_moved for row in rows.values()),
    )


@for_roles(*ADMINISTRATORS)
@require_POST
def use(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Lay reports beside a version from now on, or no longer."""
    found = _version_or_404(member, pk)
    wanted = request.POST.get("do") != "set-aside"
    services.use_version(version=found, by=member.user, is_used=wanted)
    messages.success(
        request,
        _("Reports that are released from now on use this version.")
        if wanted
        else _("Reports that are released from now on do not use this version."),
    )
    return redirect("norms:list", member.organisation.slug)


@for_roles(*MAKERS)
@require_safe
def document(_request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The norms as a file, to put into a framework's pack or to use by the command line."""
    found = _version_or_404(member, pk)
    response = HttpResponse(found.document, content_type="application/json")
    name = f"{found.norms.id}-{found.norms.version}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _make(request: HttpRequest, member: Member, form: MakeNormsForm) -> HttpResponse:
    wanted = form.cleaned_data
    if wanted["instrument"] not in selectors.questionnaires_of(member.organisation):
        raise Http404
    try:
        services.ask_for_version(
            organisation=member.organisation,
            instrument_sha256=wanted["instrument"],
            people=wanted["people"],
            place=wanted["place"],
            by=member.user,
        )
    except services.TooFewLeadersError as error:
        messages.error(request, str(error)[:1].upper() + str(error)[1:])
    else:
        messages.success(request, _("The norms are being made. Look again in a minute."))
    return redirect("norms:list", member.organisation.slug)


def _questionnaires(
    organisation: Organisation, posted: MakeNormsForm | None
) -> Iterator[NormsOfQuestionnaire]:
    for sha256 in selectors.questionnaires_of(organisation):
        instrument = published_feedback(sha256)
        rounds = selectors.rounds_with_consent(organisation, sha256)
        versions = list(selectors.versions_of(organisation, sha256))
        is_posted = posted is not None and posted.data.get("instrument") == sha256
        yield NormsOfQuestionnaire(
            instrument=instrument,
            rounds=rounds,
            ready=selectors.in_steps(len(selectors.ready_leaders(organisation, sha256))),
            needed=LEAST_NEW if versions else TOO_SMALL_BELOW,
            versions=versions,
            in_pack=selectors.norms_in_pack(rounds[0].round.pack, instrument),
            form=posted if is_posted and posted else _form_for(sha256, versions),
        )


def _form_for(sha256: str, versions: list[NormVersion]) -> MakeNormsForm:
    """A form of its own for each questionnaire, with what the last version said."""
    said = (
        {"people": versions[0].norms.people, "place": versions[0].norms.place} if versions else {}
    )
    return MakeNormsForm(initial={"instrument": sha256, **said}, auto_id=f"id_{sha256[:8]}_%s")


def _version_or_404(member: Member, pk: int) -> NormVersion:
    found = NormVersion.objects.filter(organisation=member.organisation, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, member: Member, name: str, /, *, code: int = 200, **context: object
) -> HttpResponse:
    frame = {
        "member": member,
        "organisation": member.organisation,
        "may_use": member.has(*ADMINISTRATORS),
    }
    slug = {"slug": member.organisation.slug}
    return render(request, f"norms/{name}.html", {**frame, **slug, **context}, status=code)
