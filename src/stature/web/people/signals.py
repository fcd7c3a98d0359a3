"""What happens to people and concerns areas that stand above this one."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with ``person``, still with name and address, in the transaction that takes them away.
person_removed = Signal()
