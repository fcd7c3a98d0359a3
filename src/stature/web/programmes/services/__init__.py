"""Writing programmes and rounds. Each service is one transaction and leaves a line in the log."""

from stature.web.programmes.services.next_round import start_next_round
from stature.web.programmes.services.nominating import (
    approve_nominations,
    forget_nominations,
    nominate,
    replace_rater,
    send_back,
    send_nominations,
    take_off_list,
)
from stature.web.programmes.services.running import (
    archive_round,
    change_last_day,
    close_round,
    open_round,
    reopen_round,
)
from stature.web.programmes.services.set_up import (
    change_plan,
    change_purpose,
    change_questionnaire,
    change_template,
    create_programme,
)
from stature.web.programmes.services.taking_part import (
    add_participant,
    add_participants,
    add_rater,
    add_raters,
    remove_rater,
    withdraw_participant,
)

__all__ = [
    "add_participant",
    "add_participants",
    "add_rater",
    "add_raters",
    "approve_nominations",
    "archive_round",
    "change_last_day",
    "change_plan",
    "change_purpose",
    "change_questionnaire",
    "change_template",
    "close_round",
    "create_programme",
    "forget_nominations",
    "nominate",
    "open_round",
    "remove_rater",
    "reopen_round",
    "replace_rater",
    "send_back",
    "send_nominations",
    "start_next_round",
    "take_off_list",
    "withdraw_participant",
]
