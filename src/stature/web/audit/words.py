"""What the actions of the audit log are called on the page. The log itself keeps their codes."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

WORDS: Final[dict[str, Any]] = {
    "account.signed-in": _("Signed in"),
    "account.sign-in-failed": _("Sign-in failed"),
    "account.password-changed": _("Changed the password"),
    "account.password-reset": _("Set a new password by e-mail"),
    "account.email-changed": _("Changed the e-mail address"),
    "account.second-step-added": _("Added a second step of sign-in"),
    "account.second-step-removed": _("Removed a second step of sign-in"),
    "audit.exported": _("Exported the audit log"),
    "members.invited": _("Invited a member"),
    "members.invitation-withdrawn": _("Withdrew an invitation"),
    "members.joined": _("Joined"),
    "members.roles-changed": _("Changed a member’s roles"),
    "members.removed": _("Removed a member"),
    "answering.started": _("Began to answer"),
    "answering.finished": _("Sent the answers"),
    "answering.declined": _("Declined to take part"),
    "answering.decline-taken-back": _("Takes part after all"),
    "answering.fresh-link-asked": _("Asked for a fresh link"),
    "answering.fresh-link-used": _("Went on with a fresh link"),
    "data.administrators-told": _("Told administrators of a change to somebody’s data"),
    "data.corrected": _("Corrected own data"),
    "data.deleted": _("Had own data deleted"),
    "data.downloaded": _("Downloaded own data"),
    "data.withdrawn": _("Withdrew from a round"),
    "invitations.allowed": _("Takes e-mail again"),
    "invitations.bounced": _("An e-mail came back"),
    "invitations.failed": _("An e-mail could not be sent"),
    "invitations.sent-again": _("Sent e-mails again"),
    "invitations.stopped": _("Takes no more e-mail"),
    "jobs.removed": _("Gave up a job"),
    "jobs.tried_again": _("Had a job tried again"),
    "people.added": _("Added a person"),
    "people.changed": _("Changed a person"),
    "people.exported": _("Exported the people"),
    "people.imported": _("Brought in a table of people"),
    "people.import-undone": _("Undid a table of people"),
    "people.linked": _("Joined a person and an account"),
    "people.removed": _("Removed a person"),
    "programmes.created": _("Made a programme"),
    "reports.downloaded": _("Downloaded reports"),
    "reports.released": _("Released a report"),
    "reports.seen-by-manager": _("Saw a report as line manager"),
    "reports.shared": _("Shared a report"),
    "reports.sharing-stopped": _("Stopped sharing a report"),
    "rounds.archived": _("Archived a round"),
    "rounds.closed": _("Closed a round"),
    "rounds.colleague-added": _("Added a colleague"),
    "rounds.colleague-removed": _("Removed a colleague"),
    "rounds.colleagues-added": _("Added colleagues"),
    "rounds.last-day-changed": _("Changed the last day"),
    "rounds.next-begun": _("Began the next round"),
    "rounds.opened": _("Opened a round"),
    "rounds.participant-withdrawn": _("Took a participant out"),
    "rounds.participants-added": _("Added participants"),
    "rounds.plan-changed": _("Changed the plan of a round"),
    "rounds.purpose-changed": _("Changed title or purpose"),
    "rounds.released": _("Released the reports of a round"),
    "rounds.reopened": _("Opened a round again"),
    "rounds.template-changed": _("Changed the template"),
    "tokens.made": _("Made a token for the API"),
    "tokens.revoked": _("Took back a token for the API"),
    "organisation.created": _("Made the organisation"),
    "organisation.changed": _("Changed the organisation"),
}


def action_in_words(action: str) -> Any:
    """The action in words; its code when it has none."""
    return WORDS.get(action, action)
