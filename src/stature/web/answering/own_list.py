"""My assessments: what somebody is asked to do, the next step on top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.models import User
from stature.web.answering.selectors import assignments_of_user, is_about_self
from stature.web.answering.standing import Standing, standing_of
from stature.web.programmes.models import Assignment

STATUS: Final[dict[Standing, Promise]] = {
    Standing.READY: _("Not started"),
    Standing.BEGUN: _("Started"),
    Standing.DONE: _("Done"),
    Standing.DECLINED: _("Declined"),
    Standing.CLOSED: _("Closed"),
    Standing.WITHDRAWN: _("Withdrawn"),
}
MARKS: Final = {
    Standing.BEGUN: "status-started",
    Standing.DONE: "status-done",
    Standing.DECLINED: "status-closed",
    Standing.CLOSED: "status-closed",
    Standing.WITHDRAWN: "status-closed",
}
OPEN: Final = (Standing.BEGUN, Standing.READY)
ORDER: Final = (*OPEN, Standing.DONE, Standing.DECLINED, Standing.CLOSED, Standing.WITHDRAWN)


@dataclass(frozen=True)
class Step:
    """One assignment in somebody's list."""

    assignment: Assignment
    standing: Standing

    @property
    def is_open(self) -> bool:
        """Whether there is something to do."""
        return self.standing in OPEN

    @property
    def is_begun(self) -> bool:
        """Whether answers are there to go on with."""
        return self.standing is Standing.BEGUN

    @property
    def status(self) -> Promise:
        """How far it is, in words."""
        return STATUS[self.standing]

    @property
    def mark(self) -> str:
        """The mark that stands beside the status."""
        return MARKS.get(self.standing, "")

    @property
    def is_about_self(self) -> bool:
        """Whether the questions are about the person themselves."""
        return is_about_self(self.assignment)

    @property
    def due(self) -> date | None:
        """The last day."""
        return self.assignment.assessment.round.closes_on

    @property
    def address(self) -> str:
        """Where to go on."""
        return reverse("answering:my-entry", args=[self.assignment.pk])

    @property
    def raters_address(self) -> str:
        """Where a leader proposes who is asked, while that is possible; else empty."""
        round_ = self.assignment.assessment.round
        possible = round_.is_feedback and round_.is_open and self.is_about_self
        if not possible or self.standing in (Standing.DECLINED, Standing.WITHDRAWN):
            return ""
        return reverse("answering:my-raters", args=[self.assignment.pk])


def steps_of(user: User) -> list[Step]:
    """What somebody is asked, first what is open and due soonest."""
    steps = [Step(each, standing_of(each)) for each in assignments_of_user(user)]
    return sorted(
        steps,
        key=lambda step: (not step.is_open, step.due or date.max, ORDER.index(step.standing)),
    )
