"""What programmes and rounds refuse. Each says what is wrong and what can be done."""

from __future__ import annotations

from stature.core.errors import StatureError


class ProgrammeError(StatureError):
    """Base of what is refused here."""


class RoundStateError(ProgrammeError):
    """The round does not stand where this can be done."""


class PurposeLockedError(ProgrammeError):
    """The purpose was stated to people who answer, so it can no longer change."""


class NotReadyError(ProgrammeError):
    """The round cannot be opened as it is."""


class TakingPartError(ProgrammeError):
    """This person cannot take part in this way."""


class LinkExpiredError(ProgrammeError):
    """The link was good and has come to its end."""
