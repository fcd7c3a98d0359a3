"""The demo: a made-up organisation, and a bar to see the site as each of its people."""
