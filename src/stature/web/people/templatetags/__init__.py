"""Words of the pages of people."""
