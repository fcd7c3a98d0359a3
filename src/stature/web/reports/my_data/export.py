"""Everything that is kept of somebody, as one archive to download."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.forms.models import model_to_dict
from django.utils import timezone

from stature.web.audit.models import AuditEvent
from stature.web.people.models import Person
from stature.web.programmes.models import Assignment, Relationship
from stature.web.reports.models import FacilitatorPack, ReleasedFeedback, ReleasedReport
from stature.web.reports.my_data.holder import Holder

PERSON = ("first_name", "last_name", "email", "identifier", "language", "unit")
TIMES = ("invited_at", "started_at", "done_at", "declined_at")


def data_archive(holder: Holder) -> bytes:
    """A ZIP with data.json and the reports. Colleagues' answers and names are not in it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        document = json.dumps(data_of(holder), indent=2, ensure_ascii=False, cls=DjangoJSONEncoder)
        files.writestr("data.json", document)
        for report in _reports(holder):
            files.writestr(_file_name(report), bytes(report.pdf))
        for pack in _packs(holder):
            files.writestr(_file_name(pack.report, "facilitators-pack"), bytes(pack.pdf))
    return archive.getvalue()


def data_of(holder: Holder) -> dict[str, Any]:
    """Everything as plain values: who, asked what, answers given, reports, e-mails, the log."""
    user = holder.user
    return {
        "made_at": timezone.now(),
        "account": model_to_dict(user, ("email", "name", "language")) if user else None,
        "people": [_person(person) for person in holder.people],
        "asked": [_asked(each) for each in holder.assignments.select_related("response__consent")],
        "reports": [_report(each) for each in _reports(holder)],
        "feedback": [_feedback(each) for each in _released_feedback(holder)],
        "messages": [row for person in holder.people for row in _messages(person)],
        "log": list(_log(holder)),
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "organisation": person.organisation.name,
        **model_to_dict(person, PERSON),
        "line_manager": str(person.manager) if person.manager else None,
        "wants_no_mail_since": person.opted_out_at,
        "known_since": person.created_at,
    }


def _asked(assignment: Assignment) -> dict[str, Any]:
    assessment, response = assignment.assessment, assignment.response
    consent = getattr(response, "consent", None)
    return {
        "programme": assessment.round.programme.title,
        "round": assessment.round.number,
        "about": str(assessment.participant),
        "relationship": assignment.relationship,
        **{name: getattr(assignment, name) for name in TIMES},
        "withdrawn_at": assessment.withdrawn_at,
        "answers": response.answers if response else None,
        "consent": model_to_dict(consent, ("statement", "language")) if consent else None,
        "consent_given_at": consent.given_at if consent else None,
        "consent_to_norms": _consent_to_norms(assignment),
    }


def _consent_to_norms(assignment: Assignment) -> dict[str, Any] | None:
    """What the participant themselves agreed to; nothing of it stands in a rater's data."""
    given = getattr(assignment.assessment, "norm_consent", None)
    if given is None or assignment.relationship != Relationship.SELF:
        return None
    return {**model_to_dict(given, ("statement", "language")), "given_at": given.given_at}


def _reports(holder: Holder) -> Iterator[ReleasedReport]:
    found = ReleasedReport.objects.filter(assessment__participant__in=holder.people)
    yield from found.defer("html", "inputs", "plain_text").order_by("assessment", "version")


def _packs(holder: Holder) -> Iterator[FacilitatorPack]:
    found = FacilitatorPack.objects.filter(report__assessment__participant__in=holder.people)
    yield from (
        found.defer("html")
        .select_related("report")
        .order_by("report__assessment", "report__version")
    )


def _report(report: ReleasedReport) -> dict[str, Any]:
    return {
        "version": report.version,
        "released_at": report.released_at,
        "first_seen_at": report.first_seen_at,
        "scores": report.scores,
        "file": _file_name(report),
    }


def _released_feedback(holder: Holder) -> Iterator[ReleasedFeedback]:
    found = ReleasedFeedback.objects.filter(assessment__participant__in=holder.people)
    yield from found.order_by("assessment", "version")


def _feedback(released: ReleasedFeedback) -> dict[str, Any]:
    """What was released, and nothing of whose answers it rests on."""
    return model_to_dict(released, ("version", "result", "comments"))


def _file_name(report: ReleasedReport, kind: str = "report") -> str:
    return f"reports/{kind}-{report.assessment_id}-version-{report.version}.pdf"


def _messages(person: Person) -> Iterator[dict[str, Any]]:
    for message in person.messages.all():
        yield {
            "kind": message.kind,
            "address": message.address,
            "status": message.status,
            "at": message.status_at,
        }


def _log(holder: Holder) -> Iterator[dict[str, Any]]:
    """The lines of the audit log about this person, and those of what they did themselves."""
    for event in AuditEvent.objects.filter(_about(holder)).order_by("at", "pk"):
        yield {"at": event.at, "by": event.who, "action": event.action, "about": event.subject}


def _about(holder: Holder) -> Q:
    organisations = [person.organisation_id for person in holder.people]
    about = Q(subject__in=list(_names(holder)), organisation_id__in=organisations)
    return about | Q(actor_id=holder.user.pk) if holder.user else about


def _names(holder: Holder) -> Iterator[str]:
    yield from (f"person {person.pk}" for person in holder.people)
    for assignment in holder.assignments:
        yield f"assignment {assignment.pk}"
        if assignment.relationship == Relationship.SELF:
            yield f"assessment {assignment.assessment_id}"
