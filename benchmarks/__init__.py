"""Stature against its peers, side by side in one run. Start with ``python -m benchmarks``."""
