"""Section 5: what is on hold and what was dropped, each with its reason."""

from collections.abc import Iterator

from tracker.i18n import _, say
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.document import Block, Column, Heading, Kind, Paragraph, Table
from tracker.reports.wording.facts import full_name


def blocks(content: Content) -> Iterator[Block]:
    """Tell what rests and what is given up."""
    yield Heading(1, _("Zurückgestellt und entfallen"), "zurueckgestellt-und-entfallen")
    rows = content["recommendations"]
    on_hold = [row for row in rows if row["status"] == Status.ON_HOLD]
    dropped = [row for row in rows if row["status"] == Status.DROPPED]
    yield Heading(2, _("Zurückgestellt"), "zurueckgestellt")
    if not on_hold:
        yield Paragraph(_("Zum Stichtag ist keine Empfehlung zurückgestellt."))
    else:
        yield Table(
            key="paused.on_hold",
            caption=_("Zurückgestellte Empfehlungen"),
            columns=(
                Column(_("Kürzel"), Kind.CODES),
                Column(_("Empfehlung")),
                Column(_("seit"), Kind.DAY),
                Column(_("Begründung")),
                Column(_("wird wieder geprüft am"), Kind.DAY),
            ),
            rows=tuple(
                (row["code"], say(row["title"]), row["status_since"], row["reason"] or None,
                 row["review_on"])
                for row in on_hold
            ),
        )  # fmt: skip
    yield Heading(2, _("Entfallen"), "entfallen")
    if not dropped:
        yield Paragraph(_("Zum Stichtag ist keine Empfehlung entfallen."))
    else:
        yield Table(
            key="paused.dropped",
            caption=_("Entfallene Empfehlungen"),
            columns=(
                Column(_("Kürzel"), Kind.CODES),
                Column(_("Empfehlung")),
                Column(_("seit"), Kind.DAY),
                Column(_("Begründung")),
                Column(_("an ihrer Stelle"), Kind.CODES),
            ),
            rows=tuple(
                (row["code"], say(row["title"]), row["status_since"], row["reason"] or None,
                 full_name(content, row["replacement"]) if row["replacement"] else None)
                for row in dropped
            ),
        )  # fmt: skip
