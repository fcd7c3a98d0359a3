"""My data: see, download and correct what is kept, withdraw from a round, delete."""
