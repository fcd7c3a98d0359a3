"""Norms of an organisation: consent of leaders, versions, drift, and which version is used."""
