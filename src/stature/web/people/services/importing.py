"""Bringing in a table of people that was read and looked at."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from stature.core.errors import StatureError
from stature.web.accounts.models import User
from stature.web.people.import_file.plan import NEW, UNCHANGED, Plan
from stature.web.people.models import (
    ImportPreview,
    PeopleImport,
)
from stature.web.people.selectors import plan_of
from stature.web.people.services.held import hold_people, record
from stature.web.people.services.linking import link_to_accounts
from stature.web.people.services.plan_writing import write_plan


class PlanChangedError(StatureError):
    """What the table would change is no longer what was shown."""

    @classmethod
    def of_now(cls) -> PlanChangedError:
        """The error, in the words of the page."""
        return cls(
            _("The list of people has changed since you looked."),
            remedy=_("Look at the changes once more, then confirm."),
        )


@transaction.atomic
def confirm_import(
    *, preview: ImportPreview, by: User | None = None, seen: str | None = None
) -> PeopleImport:
    """Bring in a table; a second time nothing happens.

    ``seen`` is the digest of the plan that somebody looked at. Raises PlanChangedError when the
    plan is another one by now.
    """
    hold_people(preview.organisation_id)
    held = ImportPreview.objects.select_for_update(of=("self",)).get(pk=preview.pk)
    if held.people_import is not None:
        return held.people_import
    plan = plan_of(held)
    if seen is not None and seen != plan.digest():
        raise PlanChangedError.of_now()
    return _bring_in(held, plan, by)


def _bring_in(preview: ImportPreview, plan: Plan, by: User | None) -> PeopleImport:
    done = PeopleImport.objects.create(
        organisation_id=preview.organisation_id,
        file_name=preview.file_name,
        imported_by=by,
        n_new=len(plan.of_kind(NEW)),
        n_unchanged=len(plan.of_kind(UNCHANGED)),
        n_changed=sum(person.kind not in (NEW, UNCHANGED) for person in plan.people),
        n_ratings=len(plan.ratings),
    )
    write_plan(done, plan)
    link_to_accounts(preview.organisation_id)
    _empty(preview, done)
    record(
        "people.imported",
        organisation_id=done.organisation_id,
        by=by,
        subject=f"import {done.pk}",
        new=done.n_new,
        changed=done.n_changed,
        ratings=done.n_ratings,
        findings=len(plan.findings),
    )
    return done


def _empty(preview: ImportPreview, done: PeopleImport) -> None:
    preview.people_import = done
    preview.people, preview.ratings, preview.findings = [], [], []
    preview.save()
