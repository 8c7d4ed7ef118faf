"""What organisations report (Sachstand), its review, and obstacles (Hemmnisse)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the pages."""
