"""Pages that keep a plan's master data and start a new edition."""

from tracker.editions.views import desk, edition, fields, settings
from tracker.editions.views.blueprint import bp

__all__ = ["bp", "desk", "edition", "fields", "settings"]
