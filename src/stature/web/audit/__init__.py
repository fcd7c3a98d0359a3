"""The audit log: who did what to whose data, kept for good."""
