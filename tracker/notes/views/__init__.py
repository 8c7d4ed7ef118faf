"""Pages on which notes are written, reviewed and followed."""

from tracker.notes.views import report, review
from tracker.notes.views.blueprint import bp

__all__ = ["bp", "report", "review"]
