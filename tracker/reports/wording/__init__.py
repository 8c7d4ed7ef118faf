"""From the content of a report to a document: words in one language, numbers as they stand there.

Pure: every number and day comes out of the content; the words are this release's.
"""

from collections.abc import Iterator

from tracker.i18n import LANGUAGES, _, speaking
from tracker.reports.content import Content
from tracker.reports.document import Block, Document
from tracker.reports.wording import (
    annex,
    cover,
    data,
    essentials,
    fields,
    foreign,
    moved,
    outlook,
    paused,
    sheets,
)
from tracker.reports.wording.texts import day


def document(content: Content, language: str) -> Document:
    """Return a report as a document in German or English."""
    content = foreign.marked(content, language)
    with speaking(language):
        found = Document(
            language=language,
            title=content["cover"]["title"],
            subtitle=cover.subtitle(content),
            foot=cover.foot(content),
            cover=cover.cover(content),
            essentials=tuple(essentials.blocks(content)),
            blocks=tuple(_blocks(content)),
            data=tuple(data.tables(content)),
        )
    return foreign.lifted(found)


def _blocks(content: Content) -> Iterator[Block]:
    for section in (fields, moved, sheets, paused, outlook, annex):
        yield from section.blocks(content)


def suggested_title() -> str:
    """Return what a report is called unless somebody calls it something else."""
    return _("Sachstandsbericht zum Masterplan Integration")


def suggested_titles() -> frozenset[str]:
    """Return what is suggested in any language."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(suggested_title())
    return frozenset(found)


def suggested_resolution(as_of: str) -> str:
    """Return the resolution that a committee is usually asked for.

    Args:
        as_of: the Stichtag, as an ISO day.
    """
    return _(
        "Der Kreistag nimmt den Sachstandsbericht zum Stichtag %(day)s zur Kenntnis.",
        day=day(as_of),
    )
