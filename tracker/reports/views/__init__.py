"""Pages on which reports are written, frozen, published and read."""

from tracker.reports.views import drafts, freezing, public, versions
from tracker.reports.views.blueprint import bp

__all__ = ["bp", "drafts", "freezing", "public", "versions"]
