"""What the form on a round's questionnaire offers: frameworks, lengths and roles, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stature.core.instrument.feedback.selection import LENGTHS, SHORT_FORM, lengths_of
from stature.packs.library import FrameworkContent
from stature.web.frameworks.models import OWN
from stature.web.programmes.questionnaires import SERVES, roles_of
from stature.web.responses.published import feedback_questionnaire

Choice = tuple[str, str | Promise]


def frameworks_to_choose(packs: dict[str, FrameworkContent]) -> list[Choice]:
    """Each framework; where there are several, with its version and its numbers of questions."""
    if len(packs) == 1:
        return [(pack.id, pack.framework.title) for pack in packs.values()]
    return [(pack.id, _framework(pack)) for pack in packs.values()]


def _framework(pack: FrameworkContent) -> str:
    asked = [len(feedback_questionnaire(pack, each).items) for each in lengths_of(pack.framework)]
    words = (
        _("%(title)s %(version)s. Questions: %(short)d, in the full form %(full)d.")
        if len(asked) > 1
        else _("%(title)s %(version)s. Questions: %(short)d. There is no full form.")
    )
    named = {"title": pack.framework.title, "version": pack.framework.version}
    return words % {**named, "short": asked[0], "full": asked[-1]}


def lengths_to_choose(packs: dict[str, FrameworkContent]) -> list[Choice]:
    """The lengths; with their numbers of questions where there is one framework alone."""
    if len(packs) > 1:
        short, full = LENGTHS
        return [
            (str(short), _("Short: up to %(n)d for each competency") % {"n": short}),
            (str(full), _("Full: up to %(n)d for each competency") % {"n": full}),
        ]
    [pack] = packs.values()
    return [(str(length), _length(pack, length)) for length in lengths_of(pack.framework)]


def _length(pack: FrameworkContent, length: int) -> str:
    """A length in words, with the number of questions and the time of one scale."""
    instrument = feedback_questionnaire(pack, length)
    words = (
        _("Short: %(length)d for each competency, %(n)d questions, %(minutes)s")
        if length == SHORT_FORM
        else _("Full: %(length)d for each competency, %(n)d questions, %(minutes)s")
    )
    minutes = ngettext("about %(n)d minute", "about %(n)d minutes", instrument.minutes)
    return words % {
        "length": length,
        "n": len(instrument.items),
        "minutes": minutes % {"n": instrument.minutes},
    }


def roles_to_choose(packs: dict[str, FrameworkContent]) -> list[Choice]:
    """The roles of all frameworks; where there are several, each with its framework."""
    named: list[Choice] = [
        (
            role_choice(pack.id, role.id),
            f"{role.role} – {SERVES[role.serves]}"
            + (f" ({pack.framework.title} {pack.framework.version})" if len(packs) > 1 else ""),
        )
        for pack in packs.values()
        for role in roles_of(pack).values()
    ]
    return [("", _("None")), *named]


def role_choice(pack_id: str, role_id: str) -> str:
    """What a role is posted as. Own frameworks may have roles of the same ids as others."""
    return f"{pack_id}/{role_id}" if role_id and pack_id.startswith(OWN) else role_id
