"""The command ``stature``."""
