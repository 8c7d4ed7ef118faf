"""Pages that add, change and order milestones, and the one that declares a status."""

from tracker.milestones.views import add, change, order, status
from tracker.milestones.views.blueprint import bp

__all__ = ["add", "bp", "change", "order", "status"]
