"""Sheets of text cells: read from CSV and Excel files within limits, written so that nothing runs.

Formulas are never worked out on reading. On writing, a text that looks like a formula is marked
as text, so that no spreadsheet takes it for one.
"""
