"""How many days a milestone has left. Pure."""

from datetime import date

from tracker.standing.rules import MilestoneStanding


def days_left(milestone: MilestoneStanding, as_of: date) -> int | None:
    """Return the days to the due day, negative past it; None where nothing is due any more."""
    if milestone.due is None or not milestone.is_open:
        return None
    return (milestone.due.on - as_of).days
