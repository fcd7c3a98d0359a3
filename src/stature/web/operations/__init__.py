"""Running the site: health, metrics, back-ups."""
