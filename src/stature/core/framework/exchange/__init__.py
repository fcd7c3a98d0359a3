"""Competency frameworks from and to other systems."""
