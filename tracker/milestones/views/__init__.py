"""Pages that add, change and order milestones."""

from tracker.milestones.views import add, change, order
from tracker.milestones.views.blueprint import bp

__all__ = ["add", "bp", "change", "order"]
