"""Milestones and the dated record of their states and deadlines."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the pages."""
