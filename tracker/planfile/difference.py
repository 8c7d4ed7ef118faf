"""What a plan file would change in the plan that is recorded already. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tracker.i18n import _
from tracker.planfile.entries import Entry, Key, sort
from tracker.planfile.words import PlanFileError, Problem, in_words

SHOWN_LENGTH: Final = 60


@dataclass(frozen=True)
class Difference:
    """What is to be done so that the database holds what the file says."""

    plan: Entry  # of the file, in canonical order; ids filled in where they are known
    is_new: bool
    added: list[Entry] = field(default_factory=list)  # owners before what they own
    changed: list[tuple[Entry, Entry]] = field(default_factory=list)  # file, database
    removed: list[Entry] = field(default_factory=list)  # of the database; owners first

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.is_new or self.added or self.changed or self.removed)

    @property
    def retitles(self) -> bool:
        """Whether the list of plans changes: the plan is new, or has another title."""
        return self.is_new or any(
            new.above is None and new.values["title"] != old.values["title"]
            for new, old in self.changed
        )


def difference(plan: Entry, stored: Entry | None) -> Difference:
    """Compare the plan of a file with the stored plan of the same slug, if there is one.

    Facts and withdrawals are only ever added; what they hang on follows the file. Fills in the
    ids that are known and the running numbers of new facts.

    Raises:
        PlanFileError: the file contradicts what is recorded, or lacks some of it.
    """
    sort(plan)
    made = Difference(plan, is_new=stored is None)
    if stored is None:
        made.added.extend(plan.walk())
    else:
        problems = list(_compare(made, stored))
        if problems:
            raise PlanFileError(problems)
    _number(plan)
    return made


def _compare(made: Difference, stored: Entry) -> Iterator[Problem]:
    left = {entry.key: entry for entry in stored.walk()}
    made.plan.id = stored.id
    if made.plan.values != stored.values:
        made.changed.append((made.plan, stored))
    for entry in made.plan.walk():
        held = left.pop(entry.key, None)
        if held is None:
            made.added.append(entry)
            continue
        entry.id = held.id
        entry.number = held.number
        if not entry.section.is_recorded:
            if entry.values != held.values:
                made.changed.append((entry, held))
        elif contradiction := _contradiction(entry, held):
            yield Problem(entry.place, contradiction)
    for held in left.values():
        if held.section.is_recorded:
            yield Problem(in_words(held), _lacking(held))
        else:
            made.removed.append(held)
    yield from _out_of_order(made.plan)


def _contradiction(entry: Entry, held: Entry) -> str:
    name = entry.text(entry.section.identity[0])
    if entry.section.path != held.section.path or (
        entry.above and held.above and entry.above.key != held.above.key
    ):
        return _(
            "Unter der uid %(uid)s ist im Plan etwas anderes erfasst: %(words)s.",
            uid=name,
            words=in_words(held),
        )
    for described in entry.section.shown:
        here, there = entry.values[described.key], held.values[described.key]
        if here != there:
            return _(
                "Widerspricht dem, was unter der uid %(uid)s erfasst ist: %(key)s ist hier "
                "%(here)s, im Plan %(there)s. Erfasstes wird nicht geändert, sondern "
                "zurückgenommen.",
                uid=name,
                key=described.key,
                here=_shown(here),
                there=_shown(there),
            )
    return ""


def _shown(value: object) -> str:
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = str(value)
    return f"„{text[:SHOWN_LENGTH]}…“" if len(text) > SHOWN_LENGTH else f"„{text}“"


def _lacking(held: Entry) -> str:
    return _(
        "Dieser Eintrag (uid %(uid)s) ist im Plan erfasst und fehlt in der Datei.",
        uid=held.text(held.section.identity[0]),
    )


def _subject(entry: Entry) -> Key:
    owner = entry.above.key if entry.above else ()
    return (*owner, entry.section.path, *(entry.text(name) for name in entry.section.subject))


def _out_of_order(plan: Entry) -> Iterator[Problem]:
    """Find new facts that stand before a recorded one of the same subject and moment.

    Their running number would put them behind it.
    """
    newest: dict[tuple[object, ...], Entry] = {}
    for entry in plan.walk():
        if not entry.section.is_fact:
            continue
        moment = (*_subject(entry), entry.values["effective_on"], entry.values["recorded_at"])
        if entry.number == 0:
            newest.setdefault(moment, entry)
        elif moment in newest:
            early = newest.pop(moment)
            yield Problem(
                early.place,
                _(
                    "Dieser neue Eintrag steht vor einem schon erfassten desselben Zeitpunkts "
                    "(%(place)s). Stellen Sie ihn dahinter.",
                    place=entry.place,
                ),
            )


def _number(plan: Entry) -> None:
    """Give new facts the running numbers behind those of their subject."""
    highest: dict[Key, int] = {}
    facts = [(entry, _subject(entry)) for entry in plan.walk() if entry.section.is_fact]
    for entry, subject in facts:
        highest[subject] = max(highest.get(subject, 0), entry.number)
    for entry, subject in facts:
        if entry.number == 0:
            highest[subject] += 1
            entry.number = highest[subject]
