"""The heart of Stature: pure functions over plain data, usable without the web or a network."""
