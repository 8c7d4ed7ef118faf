"""Decisions and council papers in words."""

from collections.abc import Iterator

from tracker.i18n import _, say
from tracker.reports.content import Content
from tracker.reports.content.members.sheets import Sheet
from tracker.reports.wording.texts import day


def decided(content: Content, row: Sheet) -> Iterator[str]:
    """Tell what was decided about a recommendation, the newest first."""
    for one in row["decisions"]:
        yield _("%(who)s am %(day)s: %(words)s", who=committee(content, one["committee"]),
                day=day(one["on"]), words=say(one["text"]))  # fmt: skip


def papers(content: Content, row: Sheet) -> Iterator[str]:
    """Tell of the council papers that deal with a recommendation, the newest first."""
    for one in content["papers"]:
        if one["number"] in row["papers"]:
            head = _("Drucksache %(number)s vom %(day)s, %(who)s: %(title)s", number=one["number"],
                     day=day(one["published_on"]), who=committee(content, one["committee"]),
                     title=say(one["title"]))  # fmt: skip
            result = say(one["result"])
            yield f"{head} ({result})" if result else head


def committee(content: Content, slug: str | None) -> str:
    """Return what a committee is called; the steering group has no slug."""
    return say(content["committees"][slug]["name"]) if slug else _("Steuerungsgruppe")
