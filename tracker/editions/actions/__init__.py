"""What keeps a plan's master data and starts a new edition."""
