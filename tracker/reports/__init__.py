"""Reports to the Kreistag: prepared, frozen, published, and recomputed from the facts."""

from flask import Flask


def init_app(_app: Flask) -> None:
    """Register the pages and commands of reports."""
