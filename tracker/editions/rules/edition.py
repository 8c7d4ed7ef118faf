"""What is chosen for each recommendation when a new edition is started. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from tracker.db import Texts
from tracker.errors import RuleError
from tracker.i18n import _, _l, day_text
from tracker.plan.rules import Status


class Choice(StrEnum):
    """What becomes of a recommendation in the new edition."""

    CARRIED = "carried"
    CHANGED = "changed"
    MERGED = "merged"
    ENDED = "ended"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Choice.CARRIED: _l("unverändert übernehmen"),
            Choice.CHANGED: _l("mit neuem Wortlaut übernehmen"),
            Choice.MERGED: _l("mit anderen zusammenführen"),
            Choice.ENDED: _l("nicht weiterführen"),
        }[self]


FIRST_STATUSES = (
    Status.NOT_STARTED,
    Status.IN_PREPARATION,
    Status.IN_PROGRESS,
    Status.ONGOING,
)


@dataclass(frozen=True)
class Line:
    """What is chosen for one recommendation of the old edition."""

    code: str  # in the old edition
    choice: Choice
    new_code: str
    status: Status
    has_milestones: bool  # whether its open milestones are carried over


@dataclass(frozen=True)
class Wording:
    """The wording of a recommendation of the new edition."""

    title: Texts
    goal: Texts
    description: Texts


@dataclass(frozen=True)
class Edition:
    """Everything that is chosen for a new edition."""

    slug: str
    title: Texts
    begins_on: date
    lines: tuple[Line, ...]
    wordings: Mapping[str, Wording]  # by new code; of those that are changed or merged

    @property
    def by_code(self) -> dict[str, list[Line]]:
        """The lines by the code they get, in the order of the codes; without those that end."""
        return grouped(self.lines)


def grouped(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the lines by the code they get, in the order of the codes; without those that end."""
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda one: (one.new_code, one.code)):
        if line.choice is not Choice.ENDED:
            found.setdefault(line.new_code, []).append(line)
    return found


def needs_wording(lines: Sequence[Line]) -> bool:
    """Return whether what these lines become gets a wording of its own."""
    return lines[0].choice in {Choice.CHANGED, Choice.MERGED}


def check_lines(lines: Sequence[Line]) -> None:
    """Raise RuleError unless each code of the new edition is given as the choices say."""
    by_code = grouped(lines)
    if not by_code:
        raise RuleError(_("Übernehmen Sie mindestens eine Empfehlung in die neue Ausgabe."))
    for code, group in by_code.items():
        kinds = Counter(line.choice for line in group)
        old = ", ".join(line.code for line in group)
        if len(group) > 1 and set(kinds) != {Choice.MERGED}:
            raise RuleError(
                _("Das Kürzel %(code)s ist mehrmals vergeben (%(old)s). Geben Sie jeder Empfehlung "
                  "ein eigenes, oder wählen Sie bei allen „mit anderen zusammenführen“.",
                  code=code, old=old), field=f"code_{group[0].code}",
            )  # fmt: skip
        if len(group) == 1 and group[0].choice is Choice.MERGED:
            raise RuleError(
                _("Geben Sie den Empfehlungen, die Sie mit %(old)s zusammenführen, dasselbe neue "
                  "Kürzel (%(code)s).", code=code, old=old), field=f"code_{group[0].code}",
            )  # fmt: skip


def check_begin(day: date, today: date, old_begin: date | None) -> None:
    """Raise RuleError unless an edition can begin on a day: after the old one, not after today."""
    if day > today:
        raise RuleError(
            _("Geben Sie heute, den %(today)s, oder einen früheren Tag an.", today=day_text(today)),
            field="begins_on",
        )
    if old_begin is not None and day <= old_begin:
        raise RuleError(
            _("Geben Sie einen Tag nach dem %(begin)s an: An ihm begann die bisherige Ausgabe.",
              begin=day_text(old_begin)), field="begins_on",
        )  # fmt: skip
