"""What is due from an organisation about a recommendation, and what is most urgent. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from tracker.db import Texts
from tracker.i18n import _, _n, day_text, period_text, say
from tracker.standing.due import days_left
from tracker.standing.hints import Hint, hint, overdue_text
from tracker.standing.hints import Reason as HintReason
from tracker.standing.owners import is_unowned
from tracker.standing.queries.chosen import Chosen
from tracker.standing.rules import Freshness, MilestoneStanding, Schedule, Standing


class Urgency(IntEnum):
    """Why something is due, the most urgent first."""

    NEVER = 1  # nothing was ever reported
    STALE = 2
    OVERDUE = 3  # a milestone is past its due day
    DUE = 4  # a report is due
    UPCOMING = 5  # a milestone is due soon
    NOTHING = 9


FRESHNESS = {
    Freshness.NEVER: Urgency.NEVER,
    Freshness.STALE: Urgency.STALE,
    Freshness.DUE: Urgency.DUE,
}


@dataclass(frozen=True)
class Reason:
    """One reason why something is due; days is how long already, or, below 0, not yet."""

    urgency: Urgency
    days: int
    text: str


@dataclass(frozen=True)
class Task:
    """A recommendation of one's own with what is due about it; nothing in reasons: all is well."""

    plan: str  # slug
    plan_title: Texts
    code: str
    title: Texts
    reported: str  # when something was last reported, in words
    reasons: tuple[Reason, ...]  # the most urgent first
    organisations: tuple[tuple[str, Texts], ...]  # slug and name of those one acts for
    waits: bool  # a report of theirs is in review
    is_confirmable: bool  # not what has ended, nor what nobody has reported about
    hint: Hint  # what is late about it or might become so

    @property
    def late(self) -> tuple[str, ...]:
        """What is late about it and not told among the reasons."""
        told = {reason.text for reason in self.reasons}
        return tuple(text for text in self.hint.late if text not in told)

    @property
    def signs(self) -> tuple[str, ...]:
        """Why it might become late, without what the reasons tell."""
        is_told = any(one.urgency in {Urgency.NEVER, Urgency.STALE} for one in self.reasons)
        left = set(self.hint.reasons) - ({HintReason.SILENT} if is_told else set())
        return tuple(
            self.hint.sign(one) for one in HintReason if one in left - {HintReason.OVERDUE}
        )

    @property
    def hinted(self) -> tuple[str, ...]:
        """What of the hint is left to tell, what is late first."""
        return (*self.late, *self.signs)

    @property
    def is_due(self) -> bool:
        """Whether something is asked of the person; not while their report is in review."""
        return bool(self.reasons)

    @property
    def is_to_confirm(self) -> bool:
        """Whether confirming it settles what is due."""
        return self.is_due and self.is_confirmable

    @property
    def order(self) -> tuple[int, int, str, str]:
        """What sorts tasks: the most urgent first, of these the longest due."""
        first = self.reasons[0] if self.reasons else Reason(Urgency.NOTHING, 0, "")
        return first.urgency, -first.days, self.plan, self.code


def task(
    of: Chosen, organisations: tuple[tuple[str, Texts], ...], as_of: date, *, waits: bool
) -> Task:
    """Return what is due about a recommendation on a day.

    Args:
        organisations: slug and name of the organisations one acts for that have a part in it.
        waits: whether a report of theirs is in review; then no other one is due.
    """
    stands = of.standing
    reasons = []
    if not waits:
        reasons = _report(stands, as_of)
        if stands.schedule is not Schedule.NONE:
            within = of.thresholds.upcoming_days
            asked = (one for one in stands.milestones if not _is_told(stands, one))
            found = (_milestone(stands.code, one, as_of, within) for one in asked)
            reasons += [reason for reason in found if reason is not None]
    reasons.sort(key=lambda reason: (reason.urgency, -reason.days))
    return Task(
        plan=of.plan,
        plan_title=of.plan_title,
        code=stands.code,
        title=stands.title,
        reported=reported(stands, as_of),
        reasons=tuple(reasons),
        organisations=organisations,
        waits=waits,
        is_confirmable=is_confirmable(stands),
        hint=hint(stands, as_of, is_unowned=is_unowned(stands, of.living)),
    )


def is_confirmable(stands: Standing) -> bool:
    """Return whether there is a report to confirm, and it says anything to do so."""
    return stands.freshness is not Freshness.EXEMPT and stands.reported_on is not None


def reported(stands: Standing, as_of: date) -> str:
    """Return when something was last reported, in words."""
    if stands.reported_on is None:
        return _("Noch nie gemeldet.")
    day, days = day_text(stands.reported_on), (as_of - stands.reported_on).days
    if days == 0:
        return _("Letzter Sachstand vom %(day)s, von heute.", day=day)
    return _n(
        "Letzter Sachstand vom %(day)s, seit %(num)s Tag.",
        "Letzter Sachstand vom %(day)s, seit %(num)s Tagen.",
        days,
        day=day,
    )


def _is_told(stands: Standing, milestone: MilestoneStanding) -> bool:
    """Return whether a report that is still fresh came after the milestone was due.

    Then it is for the plan office to move the deadline or to declare it done.
    """
    day, due = stands.reported_on, milestone.due
    is_fresh = stands.freshness is Freshness.CURRENT
    return is_fresh and day is not None and due is not None and day > due.on


def _report(stands: Standing, as_of: date) -> list[Reason]:
    urgency = FRESHNESS.get(stands.freshness)
    if urgency is None:
        return []
    since = stands.reported_on or stands.since
    return [Reason(urgency, (as_of - since).days, reported(stands, as_of))]


def _milestone(code: str, milestone: MilestoneStanding, as_of: date, within: int) -> Reason | None:
    left = days_left(milestone, as_of)
    if left is None or milestone.due is None or left > within:
        return None
    if left < 0:
        return Reason(Urgency.OVERDUE, -left, overdue_text(code, milestone))
    words = {
        "code": f"{code}.{milestone.number}",
        "title": say(milestone.title),
        "day": period_text(milestone.due.on, milestone.due.precision),
    }
    if left == 0:
        text = _("Meilenstein %(code)s „%(title)s“ ist heute fällig.", **words)
    else:
        text = _n(
            "Meilenstein %(code)s „%(title)s“ ist in %(num)s Tag fällig.",
            "Meilenstein %(code)s „%(title)s“ ist in %(num)s Tagen fällig.",
            left,
            **words,
        )
    return Reason(Urgency.UPCOMING, -left, text)
