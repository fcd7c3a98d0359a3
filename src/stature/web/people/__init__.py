"""The people of an organisation: kept by hand or imported from a table."""
