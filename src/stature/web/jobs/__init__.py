"""Background jobs: queued, tried again when they fail, and kept when they cannot be done."""
