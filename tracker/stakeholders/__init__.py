"""Organisations (Beteiligte) and their part in a recommendation."""
