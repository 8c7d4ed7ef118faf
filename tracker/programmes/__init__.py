"""Indicators: what is measured about a recommendation."""
