"""Stature measures and grows service leadership."""

__version__ = "0.1.0"
