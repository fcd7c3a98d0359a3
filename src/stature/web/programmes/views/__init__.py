"""The pages of programmes and rounds."""
