"""The pages of people and of their imports."""
