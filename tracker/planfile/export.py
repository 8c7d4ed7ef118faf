"""A stored plan as a file: whole, or as far as it was effective on a Stichtag."""

from datetime import date
from typing import cast

from tracker import clock
from tracker.errors import RuleError, StichtagError
from tracker.i18n import _, day_text
from tracker.planfile import queries
from tracker.planfile.canonical import canonical
from tracker.planfile.entries import Entry
from tracker.planfile.section import As

NAMED_BY = {  # what is named by dated facts, and stays under its first name if need be
    "organisations": "organisations.names",
    "action_fields": "action_fields.wordings",
    "recommendations": "recommendations.wordings",
}
DATED_ONLY = {*NAMED_BY, "recommendations.milestones"}  # nothing without a fact


def export(slug: str, stichtag: date | None = None) -> str:
    """Return a plan in canonical form, with a Stichtag only what was effective by that day.

    Raises:
        RuleError: there is no such plan.
        StichtagError: the day lies before the plan's first fact or after today.
    """
    plan = queries.stored(slug)
    if plan is None:
        raise RuleError(_("Einen Plan „%(slug)s“ gibt es nicht.", slug=slug))
    if stichtag is not None:
        _check(plan, stichtag)
        restrict(plan, stichtag)
    return canonical(plan)


def _check(plan: Entry, stichtag: date) -> None:
    days = [entry.text("effective_on") for entry in plan.walk() if entry.section.is_fact]
    first = date.fromisoformat(min(days, default=stichtag.isoformat()))
    if stichtag < first:
        text = _(
            "Vor dem %(day)s gibt es keinen Eintrag. Der früheste Stichtag ist der %(day)s.",
            day=day_text(first),
        )
        raise StichtagError(text, first.isoformat())
    today = clock.today()
    if stichtag > today:
        text = _(
            "Der Stichtag liegt in der Zukunft. Der späteste ist heute, der %(day)s.",
            day=day_text(today),
        )
        raise StichtagError(text, today.isoformat())


def restrict(plan: Entry, stichtag: date) -> None:
    """Take out of a plan what became effective after a day.

    Stays: each fact effective by that day, and all that it refers to; an organisation, field or
    recommendation that got its first name later stays with this name if something refers to it.
    Also stay lists without days, and council papers published by then.
    """
    kept = _Kept(plan, stichtag.isoformat())
    entries = list(plan.walk())
    for entry in entries:
        if entry.section.is_fact and entry.text("effective_on") <= kept.day:
            kept.add(entry)
    for entry in entries:
        if kept.is_plain(entry):
            kept.add(entry)
    for entry in plan.of("withdrawals"):
        if entry.text("fact") in kept.uids:
            kept.add(entry)
    _prune(plan, kept)
    for paper in plan.of("council_papers"):
        codes = {entry.text("code") for entry in plan.of("recommendations")}
        linked = cast("tuple[str, ...]", paper.values["recommendations"])
        paper.values["recommendations"] = tuple(code for code in linked if code in codes)


class _Kept:
    """The entries that stay, closed under what they refer to."""

    def __init__(self, plan: Entry, day: str) -> None:
        self.day = day
        self.entries: set[int] = set()
        self.uids: set[str] = set()
        self.facts = {entry.text("uid"): entry for entry in plan.walk() if entry.section.is_fact}
        self.named = {
            (section.path, entry.values[section.identity[0]]): entry
            for section in plan.section.children
            for entry in plan.of(section.path)
        }

    def add(self, entry: Entry) -> None:
        """Keep an entry, its owner and what it refers to."""
        if entry.above is None or id(entry) in self.entries:
            return
        self.entries.add(id(entry))
        if entry.section.is_fact:
            self.uids.add(entry.text("uid"))
        self.add(entry.above)
        for described in entry.section.fields:
            value = entry.values[described.key]
            if described.kind is As.REFERENCE and value is not None:
                self.add(self.named[described.to, value])
            elif described.key == "corrects" and value is not None:
                self.add(self.facts[str(value)])
        if entry.section.path in NAMED_BY:
            names = entry.of(NAMED_BY[entry.section.path])
            self.add(min(names, key=lambda name: name.text("effective_on")))

    def is_plain(self, entry: Entry) -> bool:
        """Return whether an entry without a day of its own stays with its owner."""
        if entry.section.is_recorded or entry.section.path in DATED_ONLY:
            return False
        if entry.section.path == "council_papers":
            return entry.text("published_on") <= self.day
        owner = entry.above
        return owner is None or owner.above is None or id(owner) in self.entries


def _prune(owner: Entry, kept: _Kept) -> None:
    for path, entries in owner.below.items():
        owner.below[path] = [entry for entry in entries if id(entry) in kept.entries]
        for entry in owner.below[path]:
            _prune(entry, kept)
