"""Pages that keep committees, sittings and council papers."""

from tracker.council.views import committees, papers, sittings
from tracker.council.views.blueprint import bp

__all__ = ["bp", "committees", "papers", "sittings"]
