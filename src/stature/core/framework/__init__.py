"""Frameworks and the wording rules that all content keeps."""
