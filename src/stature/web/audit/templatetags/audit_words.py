"""How a line of the audit log reads."""

from __future__ import annotations

from django import template

from stature.web.audit.details import detail_in_words, subject_in_words, value_in_words
from stature.web.audit.words import action_in_words

register = template.Library()
register.filter("in_words", action_in_words)
register.filter("detail_in_words", detail_in_words)
register.filter("value_in_words", value_in_words)
register.filter("subject_in_words", subject_in_words)
