"""Pages of the plan office's desk."""

from tracker.office.views import follow_ups, worklist
from tracker.office.views.blueprint import bp

__all__ = ["bp", "follow_ups", "worklist"]
