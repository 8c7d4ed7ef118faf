"""What is read to keep a plan's master data and to start a new edition."""
