"""Pages that add and change recommendations; each module registers its own on the blueprint.

The page that declares the status is with the milestones: it asks what becomes of open ones.
"""

from tracker.plan.views import add, classify, wording
from tracker.plan.views.blueprint import bp

__all__ = ["add", "bp", "classify", "wording"]
