"""Programmes: rounds of asking, who takes part, and how far they are."""
