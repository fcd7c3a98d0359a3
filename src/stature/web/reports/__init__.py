"""Reading finished reports: those of made-up people, and one's own."""
