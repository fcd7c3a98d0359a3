"""The history of the table of responses."""
