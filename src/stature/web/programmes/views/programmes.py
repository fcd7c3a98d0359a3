"""The list of programmes, one programme, and the first step of a new one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.programmes import selectors, services
from stature.web.programmes.errors import ProgrammeError
from stature.web.programmes.forms import TemplateForm
from stature.web.programmes.models import Programme
from stature.web.programmes.programme_templates import TEMPLATES, find_template
from stature.web.programmes.views.frame import PAGE_LENGTH, show, to_round, to_step


@for_roles(*ADMINISTRATION)
@require_GET
def programmes(request: HttpRequest, member: Member) -> HttpResponse:
    """All programmes with their rounds and how far each is."""
    every = selectors.programmes_of(member.organisation)
    page = Paginator(every, PAGE_LENGTH).get_page(request.GET.get("page"))
    progress = selectors.progress_of(page.object_list)
    return show(request, member, "list", page=page, progress=progress)


@for_roles(*ADMINISTRATION)
@require_GET
def programme(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One programme: its purpose, its rounds, and the way to the next round."""
    found = programme_or_404(member, pk)
    return show(
        request,
        member,
        "programme",
        programme=found,
        template=find_template(found.template),
        progress=selectors.progress_of([found]),
    )


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """Step 1 of a new programme: which ready-made one."""
    form = TemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = services.create_programme(
            organisation=member.organisation,
            template=form.cleaned_data["template"],
            by=member.user,
        )
        return to_step(member, begun.rounds.get(), "purpose")
    code = 400 if form.errors else 200
    return show(request, member, "new", form=form, templates=TEMPLATES, code=code)


@for_roles(*ADMINISTRATION)
@require_POST
def next_round(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Begin the next round with the same people."""
    found = programme_or_404(member, pk)
    try:
        following = services.start_next_round(programme=found, by=member.user)
    except ProgrammeError as error:
        messages.error(request, str(error))
        return to_round(member, found.rounds.order_by("-number")[0].pk)
    words = _("The people of round %(number)d are being copied. Look again in a minute.")
    messages.info(request, words % {"number": following.number - 1})
    if following.is_feedback:
        messages.info(request, _("Their raters are asked again, without a new list."))
    return to_step(member, following, "people")


def programme_or_404(member: Member, pk: int) -> Programme:
    """A programme of the member's organisation."""
    try:
        return selectors.find_programme(member.organisation, pk)
    except Programme.DoesNotExist:
        raise Http404 from None
