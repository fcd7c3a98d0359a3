"""The calendar file of an invitation: the last day to answer, and no link.

People share their calendars; a personal link has no place there.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

FILE_NAME = "last-day.ics"
FILE_TYPE = "text/calendar"


def last_day_file(*, uid: str, title: str, text: str, day: date, made_at: datetime) -> str:
    """A calendar file with one event that lasts the whole of ``day`` and blocks no time."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", text)
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//Stature//Invitations//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical().decode()
