"""The forms in which a framework goes out and comes in, besides CASE."""
