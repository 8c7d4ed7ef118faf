"""What can be typed in about who is responsible."""
