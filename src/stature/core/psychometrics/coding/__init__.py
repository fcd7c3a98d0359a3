"""Agreement of coders who sort units into categories: alpha, kappa, AC1 and plain agreement."""
