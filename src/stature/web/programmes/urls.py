"""The addresses of programmes and rounds, below an organisation's own."""

from django.urls import path

from stature.web.programmes.views import programmes, raters, running, set_up, taking_part

app_name = "programmes"
ROUND = "rounds/<int:pk>/"
PARTICIPANT = f"{ROUND}participants/<int:number>/"
urlpatterns = [
    path("programmes/", programmes.programmes, name="list"),
    path("programmes/new/", programmes.new, name="new"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("programmes/<int:pk>/next-round/", programmes.next_round, name="next-round"),
    path(ROUND, running.status, name="round"),
    path(f"{ROUND}set-up/template/", set_up.template, name="set-up-template"),
    path(f"{ROUND}set-up/purpose/", set_up.purpose, name="set-up-purpose"),
    path(f"{ROUND}set-up/questionnaire/", set_up.questionnaire, name="set-up-questionnaire"),
    path(f"{ROUND}set-up/people/", set_up.people, name="set-up-people"),
    path(f"{ROUND}set-up/plan/", set_up.plan, name="set-up-plan"),
    path(f"{ROUND}set-up/check/", set_up.check, name="set-up-check"),
    path(f"{ROUND}open/", set_up.open_round, name="open"),
    path(f"{ROUND}last-day/", running.change_last_day, name="last-day"),
    path(f"{ROUND}close/", running.close, name="close"),
    path(f"{ROUND}open-again/", running.reopen, name="reopen"),
    path(f"{ROUND}archive/", running.archive, name="archive"),
    path(f"{ROUND}participants/add/", taking_part.add_participants, name="add-participants"),
    path(f"{ROUND}participants/import/<int:number>/", taking_part.add_import, name="add-import"),
    path(PARTICIPANT, taking_part.participant, name="participant"),
    path(f"{PARTICIPANT}approve/", raters.approve, name="approve-raters"),
    path(
        f"{PARTICIPANT}proposed/<int:nomination>/take-off/",
        raters.take_off,
        name="take-off-proposed",
    ),
    path(f"{PARTICIPANT}send-back/", raters.send_back, name="send-back-raters"),
    path(
        f"{PARTICIPANT}colleagues/<int:assignment>/replace/",
        raters.replace,
        name="replace-rater",
    ),
    path(f"{PARTICIPANT}take-out/", taking_part.withdraw, name="withdraw"),
    path(
        f"{PARTICIPANT}colleagues/<int:assignment>/remove/",
        taking_part.remove_colleague,
        name="remove-colleague",
    ),
]
