"""Tracker of how far a county's master plan is."""

__version__ = "0.1.0"
