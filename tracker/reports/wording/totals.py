"""What the running totals of milestones count: each milestone stands in the row of its quarter."""

from collections.abc import Iterator

from tracker.i18n import Precision, _
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Running
from tracker.reports.document import Column, Kind, Table
from tracker.reports.wording import counted, listed
from tracker.reports.wording.counted import DONE, PLANNED
from tracker.reports.wording.listed import Row


def table(content: Content) -> Table:
    """Return the milestones first agreed and done by the end of each quarter and by the Stichtag.

    A total counts the codes in the rows of its kind from the first one down to its own.
    """
    return listed.table(
        "counts.trend",
        _("Verlauf: gezählte Meilensteine. Jede Zeile zählt die Zeilen derselben Zählung darüber "
          "mit."),
        (
            Column(_("Zählung")),
            Column(_("bis"), Kind.PERIOD),
            Column(_("Anzahl bis dahin"), Kind.NUMBER),
            Column(_("neu dazu"), Kind.CODES),
        ),
        (
            row
            for what, label in ((PLANNED, _("zuerst vereinbart")), (DONE, _("erledigt")))
            for row in _rows(content, what, label)
        ),
    )  # fmt: skip


def _rows(content: Content, what: Running, label: str) -> Iterator[Row]:
    """Yield the totals that are not 0, the earliest first, each with what came to it."""
    ends = {point["on"] for point in counted.quarters(content)}
    known: frozenset[str] = frozenset()
    for on, one in counted.totals(content, what):
        if one.number:
            exact = Precision.QUARTER if on in ends else Precision.DAY
            came = ", ".join(code for code in one.codes if code not in known)
            yield listed.row((label, f"{on} {exact}"), one, came or "–")
            known = frozenset(one.codes)
