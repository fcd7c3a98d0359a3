"""Published frameworks: the handbook to read, and CASE 1.1 for other systems."""
