"""What the whole site shares: settings, addresses, the base page and its look."""
