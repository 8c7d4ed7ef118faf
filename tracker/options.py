"""What the options of commands hold, read from what was typed."""

from datetime import date

import click

from tracker import periods
from tracker.i18n import _


def day(text: str) -> date:
    """Return a day, typed as Germans do or as ISO 8601.

    Raises:
        click.BadParameter: it is none.
    """
    try:
        return periods.day(text)
    except ValueError:
        raise click.BadParameter(
            _("„%(day)s“ ist kein Tag. Erwartet wird ein Tag wie 2026-09-30.", day=text)
        ) from None
