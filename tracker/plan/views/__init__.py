"""Pages that change recommendations; each module registers its own on the blueprint."""

from tracker.plan.views import status, wording
from tracker.plan.views.blueprint import bp

__all__ = ["bp", "status", "wording"]
