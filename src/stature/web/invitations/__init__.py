"""Invitations and reminders: what is sent by e-mail, to whom, and when it stops."""
