"""Pages on which parts begin, end and are handed over, and organisations are named."""

from tracker.responsibility.views import handovers, involvements, organisations
from tracker.responsibility.views.blueprint import bp

__all__ = ["bp", "handovers", "involvements", "organisations"]
