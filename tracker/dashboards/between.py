"""Every entry between two days, and net changes as rows of a file. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.dashboards import history, movements
from tracker.dashboards.history import Entry, Withdrawals
from tracker.dashboards.movements import Names
from tracker.dashboards.queries.council import DecisionFact
from tracker.dashboards.queries.recommendation import FullWording
from tracker.i18n import _, say
from tracker.notes.rules import Kind
from tracker.standing.change import Change, Hindrance, Owners, Value, Wording
from tracker.standing.counted import is_published
from tracker.standing.facts import Fact, RecommendationFacts, ReportFact
from tracker.standing.rules import Day
from tracker.standing.sides import ObstacleFact, Side, WordingTexts
from tracker.tables import Cell

COLUMNS = (
    "action_field", "code", "milestone", "kind", "title", "before", "after", "sentence", "reason",
    "effective_on", "recorded_at", "is_late", "steps", "uid", "from", "to", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """An entry with the recommendation it belongs to, and where it stands on its page."""

    code: str
    entry: Entry
    anchor: str
    report: str = ""  # uid of the note that it is about: the page of notes to open


def lines(
    before: Side,
    after: Side,
    *,
    gone: Withdrawals,
    names: Names,
    decisions: Mapping[str, Iterable[DecisionFact]],
) -> list[Line]:
    """Return every entry that holds from a day between the two on, the newest first.

    Withdrawn ones are among them: they stay in the history.

    Args:
        decisions: what was decided about recommendations, by code.
    """
    found = [
        *(
            Line(code, entry, f"eintrag-{entry.uid or entry.uids[0]}")
            for code, row in after.recommendations.items()
            if code in after.standings
            for entry in history.entries(
                row,
                list(_wordings(row, after)),
                after.at,
                gone=gone,
                names=names.organisations,
                fields=names.fields,
                decisions=decisions.get(code, ()),
            )
        ),
        *(line for fact in after.obstacles for line in _obstacle(fact, after, gone)),
        *(
            _report(code, fact, names)
            for code, row in after.recommendations.items()
            if code in after.standings
            for fact in row.reports
            if is_published(fact, after.at)
        ),
    ]
    found = [line for line in found if line.entry.effective_on > before.at.as_of]
    found.sort(key=lambda line: (line.code, line.entry.text))
    found.sort(key=lambda line: (line.entry.effective_on, line.entry.recorded_at), reverse=True)
    return found


def export_rows(
    changes: Iterable[Change], names: Names, span: tuple[date, date], note: str
) -> list[list[Cell]]:
    """Return changes as the rows of a CSV, in code words, columns COLUMNS."""
    return [
        [
            change.action_field,
            change.code,
            change.milestone or None,
            change.kind.value,
            say(change.title),
            _flat(change.before),
            _flat(change.after),
            movements.words(change, names),
            change.reason,
            change.effective_on,
            change.recorded_at.isoformat() if change.recorded_at else "",
            int(change.is_late),
            change.steps,
            change.uid,
            *span,
            note,
        ]
        for change in changes
    ]


def json_rows(changes: Iterable[Change], names: Names) -> list[dict[str, Any]]:
    """Return changes with members of their own types, days as ISO texts."""
    return [
        {
            "action_field": change.action_field,
            "code": change.code,
            "milestone": change.milestone or None,
            "kind": change.kind.value,
            "title": dict(change.title),
            "before": _plain(change.before),
            "after": _plain(change.after),
            "sentence": movements.words(change, names),
            "reason": change.reason,
            "effective_on": change.effective_on.isoformat(),
            "recorded_at": change.recorded_at.isoformat() if change.recorded_at else None,
            "is_late": change.is_late,
            "steps": change.steps,
            "uid": change.uid or None,
        }
        for change in changes
    ]


def _wordings(row: RecommendationFacts, side: Side) -> Iterator[FullWording]:
    """Yield the wordings as the history needs them, texts as far as they are loaded."""
    for fact in sorted(row.wordings, key=lambda one: (one.effective_on, one.recorded_at)):
        texts = side.texts.get(fact.uid, WordingTexts({}, {}, None))
        yield FullWording(*fact[:5], fact.title, *texts, fact.action_field, 0, "", "", "")


def _obstacle(fact: ObstacleFact, side: Side, gone: Withdrawals) -> Iterator[Line]:
    if fact.code not in side.standings:
        return
    text = _("Neues Hemmnis: %(what)s", what=say(fact.text))
    told: list[tuple[Fact, str]] = [(fact, text)]
    told += [(end, _("Hemmnis gelöst: %(what)s", what=say(end.text))) for end in fact.ends]
    for one, sentence in told:
        if one.effective_on <= side.at.as_of and one.recorded_at <= side.at.known_at:
            when, why = gone.get(one.uid, (None, ""))
            entry = Entry(one.uid, one.effective_on, one.recorded_at, "", sentence, "", when, why)
            yield Line(fact.code, entry, f"hemmnis-{fact.uid}" if when is None else "verlauf")


def _report(code: str, fact: ReportFact, names: Names) -> Line:
    who = names.organisations[fact.organisation]
    text = {
        Kind.NOTE: _("Sachstand gemeldet: %(who)s.", who=who),
        Kind.CONFIRMATION: _("Unverändert bestätigt: %(who)s.", who=who),
        Kind.CORRECTION: _("Sachstand berichtigt: %(who)s.", who=who),
    }[fact.kind]
    entry = Entry(fact.uid, fact.effective_on, fact.recorded_at, "", text, "", None, "")
    return Line(code, entry, f"sachstand-{fact.uid}", fact.uid)


def _plain(value: Value) -> Any:
    match value:
        case Day():
            return {"on": value.on.isoformat(), "precision": value.precision.value}
        case date():
            return value.isoformat()
        case Owners():
            return {"part": value.part.value, "organisations": list(value.organisations)}
        case Hindrance():
            due = value.due_on.isoformat() if value.due_on else None
            texts = {key: _texts(getattr(value, key)) for key in ("text", "end_text")}
            return {"uid": value.uid, "addressee": value.addressee.value, "due_on": due, **texts}
        case Wording():
            return {key: _texts(text) for key, text in value._asdict().items()}
    return value if value is None else str(value)


def _texts(value: Mapping[str, str] | None) -> dict[str, str] | None:
    return None if value is None else dict(value)


def _flat(value: Value) -> Cell:
    match value:
        case Day():
            return value.on
        case Owners():
            return " | ".join((value.part.value, *value.organisations))
        case Hindrance():
            return say(value.end_text or value.text)
        case Wording():
            return say(value.title)
        case None | date():
            return value
    return str(value.value) if hasattr(value, "value") else str(value)
