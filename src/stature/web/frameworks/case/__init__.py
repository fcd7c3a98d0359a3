"""Read endpoints of CASE 1.1: published frameworks for the systems that keep competencies."""
