"""The API: an organisation's own data for its own programs."""
