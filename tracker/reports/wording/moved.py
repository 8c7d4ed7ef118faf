"""Section 3: what moved since the last report, in the sentences that the pages say, too."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from tracker.dashboards.movements import Names, Sentence, by_kind, grouped, sentences
from tracker.i18n import Precision, _, _n, day_text, say
from tracker.milestones.rules import State
from tracker.notes.rules import Addressee
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.content.members.milestones import Change as ChangeMember
from tracker.reports.document import Block, Heading, Link, Paragraph, sheet_anchor
from tracker.reports.wording import counted, linked, places, texts
from tracker.reports.wording.linked import Item, Links
from tracker.reports.wording.texts import day, joined, reason, shortened
from tracker.stakeholders.rules import Part
from tracker.standing.change import Change, Hindrance, Kind, Owners, Value, Wording
from tracker.standing.rules import Day

SECTION = "veraenderungen"
MINOR = frozenset({Kind.WORDING, Kind.FIELD, Kind.REPORTED, Kind.MILESTONE})
ACHIEVED = frozenset({Kind.COMPLETED, Kind.ONGOING})
STOPPED = frozenset({Kind.ON_HOLD, Kind.DROPPED})
OF_A_KIND = 2  # changes that are told before those of other kinds


def blocks(content: Content) -> Iterator[Block]:
    """Tell field by field what moved."""
    yield Heading(1, _("Was sich bewegt hat"), SECTION)
    since = content["since"]
    if not since:
        yield Paragraph(_("Dieser Bericht vergleicht mit keinem früheren Stichtag."))
        return
    if not content["changes"]:
        yield Paragraph(nothing(since))
        return
    yield Paragraph(_compared(content, since))
    found = [change(one) for one in content["changes"]]
    fields = [field["slug"] for field in content["fields"]]
    names = called(content)
    for slug, told in grouped(found, fields, names):
        yield Heading(2, names.fields.get(slug, slug), f"veraenderungen-{slug}")
        yield linked.items(_item(content, sentence) for sentence in told)


def weightiest(content: Content, shown: int, signs: int) -> tuple[list[Item], int]:
    """Return the changes that weigh most, in so many signs each, and how many are left.

    Each leads to its fact, or to the list of those that it is about. At most two of a kind as long
    as there are others. What concerns words only is told if all do.
    """
    found = [change(one) for one in content["changes"]]
    weighty = [one for one in found if one.kind not in MINOR] or found
    names = called(content)
    ranked = sorted(by_kind(weighty), key=_weight)
    groups = [list(rows) for _group, rows in groupby(ranked, key=lambda one: _weight(one)[0])]
    told = [sentences(rows, names) for rows in groups]
    first = [sentence for rows in told for sentence in rows[:OF_A_KIND]][:shown]
    spare = [sentence for rows in told for sentence in rows[OF_A_KIND:]]
    chosen = [*first, *spare[: shown - len(first)]]
    left = len(found) - sum(len(sentence.codes) for sentence in chosen)
    return [_short(content, sentence, signs) for sentence in chosen], left


def _weight(one: Change) -> tuple[int, int]:
    """Return the place of a change among those that weigh most; of moves by how far they went."""
    is_of_council = isinstance(one.after, Hindrance) and one.after.addressee is Addressee.COUNCIL
    is_first = (
        one.kind in ACHIEVED,
        one.kind in STOPPED,
        one.kind is Kind.BEGUN,
        one.kind is Kind.NEW and not one.milestone,
        one.kind is Kind.OVERDUE,
        one.kind is Kind.OBSTACLE and is_of_council,
        one.kind is Kind.MOVED,
    )
    if any(is_first):
        return is_first.index(True), -_days_moved(one)
    return len(is_first) + list(Kind).index(one.kind), 0


def _days_moved(one: Change) -> int:
    """Return by how many days a deadline was moved; 0 of all else."""
    if isinstance(one.before, Day) and isinstance(one.after, Day):
        return abs((one.after.on - one.before.on).days)
    return 0


def _compared(content: Content, since: str) -> str:
    """Return which days are compared, and how many changes there are."""
    return _n(
        "Verglichen werden die Stichtage %(first)s und %(last)s. Dazwischen gibt es %(num)s "
        "Veränderung. Was hin und wieder zurück ging, steht hier nicht.",
        "Verglichen werden die Stichtage %(first)s und %(last)s. Dazwischen gibt es %(num)s "
        "Veränderungen. Was hin und wieder zurück ging, steht hier nicht.",
        len(content["changes"]),
        first=day(since),
        last=day(content["as_of"]),
    )


def _short(content: Content, sentence: Sentence, signs: int) -> Item:
    """Return a sentence in so many signs, with the day it was typed in if that was later."""
    late = _late(sentence)
    text = joined(shortened(sentence.text, signs - len(late)), late)
    if sentence.change:
        return Item(text, _link(content, sentence.change))
    return Item(text, (Link(counted.place(counted.NEW), text),))


def _item(content: Content, sentence: Sentence) -> Item:
    """Return a sentence whose code leads to its fact; several follow it, each to its sheet."""
    if sentence.change:
        return Item(_told(sentence), _link(content, sentence.change))
    links = tuple(Link(sheet_anchor(code), code) for code in sentence.codes)
    return Item(joined(sentence.text, ", ".join(sentence.codes)), links)


def _link(content: Content, change: Change) -> Links:
    """Return the link of the code in the sentence of a change."""
    sheet = next((one for one in content["recommendations"] if one["code"] == change.code), None)
    return (Link(places.told(change, sheet), change.name),) if sheet else ()


def nothing(since: str) -> str:
    """Return that nothing moved since an ISO day."""
    return _("Seit dem %(day)s hat sich nichts bewegt.", day=day(since))


def called(content: Content) -> Names:
    """Return what organisations and fields are called."""
    return Names(
        organisations={slug: say(name) for slug, name in texts.names(content).items()},
        fields={slug: say(title) for slug, title in content["field_names"].items()},
    )


def _told(sentence: Sentence) -> str:
    on = sentence.effective_on
    since = _("Am %(day)s.", day=day_text(on)) if on else ""
    return joined(
        sentence.text, since, reason(sentence.reason), sentence.steps_told, _late(sentence)
    )


def _late(sentence: Sentence) -> str:
    if not sentence.recorded_on:
        return ""
    return _("Nachgemeldet am %(day)s.", day=day_text(sentence.recorded_on))


def change(part: ChangeMember) -> Change:
    """Return the change that a part of the content tells of, without the uids of its facts."""
    kind, is_milestone = Kind(part["kind"]), bool(part["milestone"])
    value = _reading(kind, is_milestone=is_milestone)
    moment = part["recorded_at"]
    return Change(
        kind=kind,
        code=part["code"],
        action_field=part["field"],
        milestone=part["milestone"],
        title=part["title"],
        before=None if part["before"] is None else value(part["before"]),
        after=None if part["after"] is None else value(part["after"]),
        effective_on=date.fromisoformat(part["effective_on"]),
        reason=part["reason"],
        recorded_at=datetime.fromisoformat(moment) if moment else None,
        steps=part["steps"],
    )


def _reading(kind: Kind, *, is_milestone: bool) -> Callable[[Any], Value]:
    """Return how the values of a kind of change are read."""
    if kind is Kind.NEW:
        return _day if is_milestone else Status
    return _READING.get(kind, Status)


def _day(value: Mapping[str, str]) -> Day:
    return Day(date.fromisoformat(value["on"]), Precision(value["precision"]))


def _owners(value: Mapping[str, Any]) -> Owners:
    return Owners(Part(value["part"]), tuple(value["organisations"]))


def _hindrance(value: Mapping[str, Any]) -> Hindrance:
    due = value["due_on"]
    return Hindrance(
        "",
        Addressee(value["addressee"]),
        value["text"],
        date.fromisoformat(due) if due else None,
        value["end_text"],
    )


def _wording(value: Mapping[str, Any]) -> Wording:
    return Wording(**value)


_READING: Mapping[Kind, Callable[[Any], Value]] = {
    Kind.MOVED: _day,
    Kind.OVERDUE: _day,
    Kind.SILENT: date.fromisoformat,
    Kind.REPORTED: date.fromisoformat,
    Kind.OBSTACLE: _hindrance,
    Kind.SOLVED: _hindrance,
    Kind.OWNERS: _owners,
    Kind.MILESTONE_DONE: State,
    Kind.MILESTONE_DROPPED: State,
    Kind.MILESTONE: State,
    Kind.WORDING: _wording,
    Kind.FIELD: str,
}
