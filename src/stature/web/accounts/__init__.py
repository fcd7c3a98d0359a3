"""Accounts: who may sign in, organisations, roles, and who sees which page."""
