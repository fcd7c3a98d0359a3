"""How a line of the audit log reads."""

from __future__ import annotations

from typing import Any

from django import template

from stature.web.audit.words import action_in_words

register = template.Library()
register.filter("in_words", action_in_words)


@register.filter
def plain_value(value: Any) -> str:
    """A value of the details: a list becomes its items in a row."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
