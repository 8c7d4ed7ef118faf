"""The history of a recommendation in words: who, when, what before and after, why. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from tracker.clock import day_of
from tracker.dashboards.queries.council import DecisionFact
from tracker.dashboards.queries.recommendation import FullWording
from tracker.i18n import _, _c, period_text, say
from tracker.plan.rules import Evidence, Status
from tracker.stakeholders.rules import Part
from tracker.standing.facts import (
    DeadlineFact,
    Fact,
    InvolvementFact,
    MilestoneFacts,
    Moment,
    RecommendationFacts,
    StateFact,
    StatusFact,
    counting,
)
from tracker.standing.rules import Thresholds, standing

Withdrawals = Mapping[str, tuple[datetime, str]]
F = TypeVar("F", bound=Fact)
ROLES = {
    "stakeholder": lambda: _recorded_by(_("eine beteiligte Organisation")),
    "staff": lambda: _recorded_by(_("die Geschäftsstelle")),
    "administrator": lambda: _recorded_by(_("die Administration")),
    "import": lambda: _("aus einer Datei übernommen"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the history. uid is empty where one line tells of several facts, uids has all.

    origin says who typed it in, or that a file was taken over.
    """

    uid: str
    effective_on: date
    recorded_at: datetime
    origin: str
    text: str
    reason: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    quote: str = ""  # words of people that the line tells of
    language: str = ""  # of the quote
    uids: tuple[str, ...] = ()  # of the facts it tells of, where they are several

    @property
    def recorded_on(self) -> date:
        """The county's day on which it was typed in."""
        return day_of(self.recorded_at)

    @property
    def is_late(self) -> bool:
        """Whether it was typed in later than the day it holds for (nachgemeldet)."""
        return self.recorded_on > self.effective_on


def entries(
    facts: RecommendationFacts,
    wordings: Sequence[FullWording],
    at: Moment,
    *,
    gone: Withdrawals,
    names: Mapping[str, str],
    fields: Mapping[str, str],
    decisions: Iterable[DecisionFact] = (),
) -> list[Entry]:
    """Return what is known of a recommendation at a moment, newest first.

    Args:
        gone: when and why facts were withdrawn, by uid; they stay in the history.
        names: names of the organisations, by slug.
        fields: titles of the fields of action, by slug.
    """
    teller = _Teller(facts.code, at, gone, names, fields)
    found = [
        *teller.statuses(facts),
        *(entry for milestone in facts.milestones for entry in teller.milestone(milestone)),
        *teller.involvements(facts.involvements),
        *teller.wordings(wordings),
        *teller.decisions(decisions),
    ]
    found.sort(key=lambda entry: (entry.effective_on, entry.recorded_at, entry.text), reverse=True)
    return found


@dataclass(frozen=True)
class _Teller:
    """Tells facts of one recommendation as sentences."""

    code: str
    at: Moment
    gone: Withdrawals
    names: Mapping[str, str]
    fields: Mapping[str, str]

    def statuses(self, facts: RecommendationFacts) -> Iterable[Entry]:
        for old, new in self._pairs(facts.statuses):
            if old is None:
                text = _("Umsetzungsstand: „%(new)s“.", new=new.status.label)
            else:
                text = _(
                    "Umsetzungsstand von „%(old)s“ auf „%(new)s“ geändert.",
                    old=old.status.label,
                    new=new.status.label,
                )
            if partly := self._partly(facts, new):
                text = f"{text} ({partly})"
            if new.evidence is Evidence.NONE:
                text = _("%(said)s Ohne Nachweis.", said=text)
            elif new.evidence:
                text = _("%(said)s Nachweis: %(proof)s", said=text, proof=new.evidence_text)
            yield self._entry(new, text, self._origin(new.role, new.recorded_for), new.reason)

    def _partly(self, facts: RecommendationFacts, fact: StatusFact) -> str:
        """Return what was left open on the day from which on a status holds; "" if nothing."""
        at = Moment(fact.effective_on, self.at.known_at)
        if fact.status is not Status.COMPLETED or fact not in counting(facts.statuses, at):
            return ""
        return standing(facts, at, Thresholds()).partly

    def milestone(self, milestone: MilestoneFacts) -> Iterable[Entry]:
        name = f"{self.code}.{milestone.number}"
        title = say(milestone.title)
        for old, new in self._pairs(milestone.states):
            text = self._state(name, title, old, new)
            yield self._entry(new, text, self._origin(new.role, new.recorded_for), new.reason)
        for before, after in self._pairs(milestone.deadlines):
            text = self._deadline(name, title, before, after)
            yield self._entry(
                after, text, self._origin(after.role, after.recorded_for), after.reason
            )

    def decisions(self, facts: Iterable[DecisionFact]) -> Iterable[Entry]:
        for fact in self._known(facts):
            body = say(fact.committee) or _("Steuerungsgruppe")
            text = _("Beschluss (%(body)s):", body=body)
            entry = self._entry(fact, text, self._origin(fact.role, fact.recorded_for), fact.reason)
            yield replace(entry, quote=fact.text, language=fact.language)

    def involvements(self, facts: Iterable[InvolvementFact]) -> Iterable[Entry]:
        groups: dict[tuple[object, ...], list[InvolvementFact]] = defaultdict(list)
        for fact in self._known(facts):
            groups[fact.effective_on, fact.part, fact.is_involved, fact.uid in self.gone].append(
                fact
            )
        for together in groups.values():
            first = together[0]
            organisations = ", ".join(sorted(self.names[fact.organisation] for fact in together))
            text = _involvement(first, organisations)
            entry = self._entry(first, text, self._origin(first.role, None), first.reason)
            uids = tuple(fact.uid for fact in together)
            yield entry if len(together) == 1 else replace(entry, uid="", uids=uids)

    def wordings(self, facts: Iterable[FullWording]) -> Iterable[Entry]:
        for old, new in self._pairs(facts):
            text = " ".join(self._wording(old, new))
            yield self._entry(new, text, self._origin(new.role, None), new.reason)

    def _wording(self, old: FullWording | None, new: FullWording) -> Iterable[str]:
        """Yield the sentences that say what a wording changed."""
        if old is None:
            yield _("Als „%(title)s“ in den Plan aufgenommen.", title=say(new.title))
            return
        is_renamed = say(old.title) != say(new.title)
        if is_renamed:
            yield _("Umbenannt von „%(old)s“ in „%(new)s“.", old=say(old.title), new=say(new.title))
        changed = [
            words
            for name, words in _worded()
            if getattr(old, name) != getattr(new, name) and not (is_renamed and name == "title")
        ]
        if changed:
            yield _("Wortlaut geändert: %(texts)s.", texts=", ".join(changed))
        if old.action_field != new.action_field:
            yield _("In das Handlungsfeld „%(field)s“ verschoben.",
                    field=self.fields.get(new.action_field, new.action_field))  # fmt: skip

    def _state(self, name: str, title: str, old: StateFact | None, new: StateFact) -> str:
        if old is None:
            return _(
                "Meilenstein %(name)s „%(title)s“: %(new)s.",
                name=name,
                title=title,
                new=new.state.label,
            )
        return _(
            "Meilenstein %(name)s „%(title)s“: von „%(old)s“ auf „%(new)s“ geändert.",
            name=name,
            title=title,
            old=old.state.label,
            new=new.state.label,
        )

    def _deadline(self, name: str, title: str, old: DeadlineFact | None, new: DeadlineFact) -> str:
        due = period_text(new.due_on, new.precision)
        if old is None:
            return _(
                "Meilenstein %(name)s „%(title)s“, Termin vereinbart: %(due)s.",
                name=name,
                title=title,
                due=due,
            )
        return _(
            "Meilenstein %(name)s „%(title)s“, Termin verschoben: bisher %(old)s, jetzt %(due)s.",
            name=name,
            title=title,
            old=period_text(old.due_on, old.precision),
            due=due,
        )

    def _pairs(self, facts: Iterable[F]) -> Iterable[tuple[F | None, F]]:
        """Yield each fact with the one that was in force before it, withdrawn ones passed over."""
        before: F | None = None
        for fact in self._known(facts):
            yield before, fact
            if fact.uid not in self.gone:
                before = fact

    def _known(self, facts: Iterable[F]) -> list[F]:
        known = [
            fact
            for fact in facts
            if fact.effective_on <= self.at.as_of and fact.recorded_at <= self.at.known_at
        ]
        known.sort(key=lambda fact: (fact.effective_on, fact.recorded_at, fact.number))
        return known

    def _origin(self, role: str, organisation: str | None) -> str:
        if organisation:
            return _recorded_by(self.names[organisation])
        return ROLES[role]() if role in ROLES else ""

    def _entry(self, fact: Fact, text: str, origin: str, reason: str) -> Entry:
        withdrawn_at, why = self.gone.get(fact.uid, (None, ""))
        return Entry(
            uid=fact.uid,
            effective_on=fact.effective_on,
            recorded_at=fact.recorded_at,
            origin=origin,
            text=text,
            reason=reason,
            withdrawn_at=withdrawn_at,
            withdrawn_reason=why,
        )


def _worded() -> list[tuple[str, str]]:
    return [
        ("title", _c("Aufzählung", "Titel")),
        ("goal", _c("Aufzählung", "Ziel")),
        ("description", _c("Aufzählung", "Beschreibung")),
        ("plain_language", _c("Aufzählung", "Text in einfacher Sprache")),
    ]


def _recorded_by(who: str) -> str:
    return _("eingetragen durch: %(who)s", who=who)


def _involvement(fact: InvolvementFact, names: str) -> str:
    if fact.is_involved:
        sentences = {
            Part.LEAD: _("Federführend: %(names)s.", names=names),
            Part.CONTRIBUTING: _("Wirken mit: %(names)s.", names=names),
            Part.FUNDING: _("Fördern: %(names)s.", names=names),
        }
    else:
        sentences = {
            Part.LEAD: _("Nicht mehr federführend: %(names)s.", names=names),
            Part.CONTRIBUTING: _("Wirken nicht mehr mit: %(names)s.", names=names),
            Part.FUNDING: _("Fördern nicht mehr: %(names)s.", names=names),
        }
    return sentences[fact.part]
