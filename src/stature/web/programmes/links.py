"""Personal links to assignments. A key is told once; the row keeps its hash."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from stature.web.keys import hash_of_key
from stature.web.people.models import Person
from stature.web.programmes.errors import LinkExpiredError
from stature.web.programmes.models import (
    ApprovalLink,
    Assessment,
    Assignment,
    AssignmentLink,
    EndedLink,
    ReportLink,
)

KEY_BYTES: Final = 24
FRESH_LINK_LASTS: Final = timedelta(days=7)


def issue_link(assignment: Assignment, *, fresh: bool = False) -> str:
    """Make a link to an assignment and return its key, which is kept nowhere else.

    A fresh link is for a person who asks for it to go on elsewhere; it ends after a week.
    """
    key = secrets.token_urlsafe(KEY_BYTES)
    AssignmentLink.objects.create(
        assignment=assignment,
        key_sha256=hash_of_key(key),
        is_fresh=fresh,
        expires_at=timezone.now() + FRESH_LINK_LASTS if fresh else None,
    )
    return key


def find_link(key: str) -> AssignmentLink:
    """The link of a key, ended or not. Raises AssignmentLink.DoesNotExist for a stranger's key."""
    return AssignmentLink.objects.select_related(
        "assignment__person",
        "assignment__response",
        "assignment__assessment__participant",
        "assignment__assessment__round__programme__organisation",
    ).get(key_sha256=hash_of_key(key))


def assignment_for_key(key: str) -> Assignment:
    """The assignment that a key opens.

    Raises AssignmentLink.DoesNotExist for a stranger's key, LinkExpiredError for an ended link.
    """
    link = find_link(key)
    if link.is_expired:
        raise LinkExpiredError(_("this link has ended."), remedy=_("Please ask for a new one."))
    return link.assignment


def issue_approval_link(assessment: Assessment, manager: Person) -> str:
    """Make a link by which a line manager approves raters, and return its key."""
    key = secrets.token_urlsafe(KEY_BYTES)
    ApprovalLink.objects.create(assessment=assessment, manager=manager, key_sha256=hash_of_key(key))
    return key


def find_approval_link(key: str) -> ApprovalLink:
    """The link of a key, as long as the person is the line manager and the round is open.

    Raises ApprovalLink.DoesNotExist for every other key.
    """
    found = ApprovalLink.objects.select_related(
        "manager", "assessment__participant", "assessment__round__programme__organisation"
    ).get(key_sha256=hash_of_key(key))
    assessment = found.assessment
    holds = found.manager_id == assessment.participant.manager_id and not found.manager.removed_at
    if not holds or not assessment.round.is_open or assessment.withdrawn_at:
        raise ApprovalLink.DoesNotExist
    return found


def end_links(assignment: Assignment) -> None:
    """Keep the links of a rater who is no longer asked, so that they can still be told so."""
    EndedLink.objects.bulk_create(
        EndedLink(
            assessment_id=assignment.assessment_id,
            person_id=assignment.person_id,
            key_sha256=key_sha256,
        )
        for key_sha256 in assignment.links.values_list("key_sha256", flat=True)
    )


def find_ended_link(key: str) -> EndedLink:
    """The link of a rater who is no longer asked. Raises EndedLink.DoesNotExist for all others."""
    return EndedLink.objects.select_related(
        "assessment__participant", "assessment__round__programme__organisation"
    ).get(key_sha256=hash_of_key(key))


def issue_report_link(assessment: Assessment, manager: Person) -> str:
    """Make a link by which a line manager reads a report, and return its key. It ends in a week."""
    key = secrets.token_urlsafe(KEY_BYTES)
    ReportLink.objects.create(
        assessment=assessment,
        manager=manager,
        key_sha256=hash_of_key(key),
        expires_at=timezone.now() + FRESH_LINK_LASTS,
    )
    return key


def find_report_link(key: str) -> ReportLink:
    """The link of a key, ended or not. Raises ReportLink.DoesNotExist for a stranger's key.

    Whether the manager may read the report today is not asked here.
    """
    return ReportLink.objects.select_related(
        "manager", "assessment__participant", "assessment__round__programme__organisation"
    ).get(key_sha256=hash_of_key(key))
