"""What the running totals of milestones count: each list goes on where the one before ends."""

from collections.abc import Iterator

from tracker.i18n import Precision, _
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Running
from tracker.reports.document import Column, Kind, Link, Table
from tracker.reports.wording import counted, listed
from tracker.reports.wording.counted import DONE, PLANNED, Counted
from tracker.reports.wording.listed import FEW, Row
from tracker.reports.wording.texts import day


def table(content: Content) -> Table:
    """Return the milestones planned and done by the end of each quarter and by the Stichtag."""
    return listed.table(
        "counts.trend",
        _("Verlauf: gezählte Meilensteine"),
        (
            Column(_("Zählung")),
            Column(_("bis"), Kind.PERIOD),
            *listed.ending(_("Meilensteine")),
        ),
        (
            row
            for what, label in ((PLANNED, _("geplant")), (DONE, _("erledigt")))
            for row in _rows(content, what, label)
        ),
    )


def _rows(content: Content, what: Running, label: str) -> Iterator[Row]:
    """Yield the totals that are not 0, the earliest first; each goes on from the last other one."""
    ends = {point["on"] for point in counted.quarters(content)}
    found = [(on, one) for on, one in counted.totals(content, what) if one.number]
    before, held = "", Counted(what, 0, ())
    for on, one in found:
        exact = Precision.QUARTER if on in ends else Precision.DAY
        names = (label, f"{on} {exact}")
        is_short = held.number <= FEW
        yield listed.row(names, one) if is_short else _further(names, one, held, before)
        if one.number > held.number:
            before, held = on, one


def _further(names: tuple[str, ...], one: Counted, held: Counted, before: str) -> Row:
    """Return a list as that of an earlier day and what came until this one."""
    known = frozenset(held.codes)
    came = ", ".join(code for code in one.codes if code not in known)
    those = _("die %(number)s bis zum %(day)s", number=held.number, day=day(before))
    told = _("%(those)s und: %(codes)s", those=those, codes=came) if came else those
    return listed.row(names, one, told, (Link(held.anchor, those),))
