"""What a plan's master data and new editions keep to. Pure."""
