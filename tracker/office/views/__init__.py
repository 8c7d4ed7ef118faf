"""Pages of the plan office's desk."""

from tracker.office.views import bulk, decisions, follow_ups, reminders, sitting, worklist
from tracker.office.views.blueprint import bp

__all__ = ["bp", "bulk", "decisions", "follow_ups", "reminders", "sitting", "worklist"]
