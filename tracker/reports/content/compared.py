"""What a version keeps of the one before it, so that it can say how they differ once that is gone.

Numbers and codes only: nothing of it is text that a redaction would have to take away.
"""

import json
from dataclasses import dataclass
from typing import TypedDict

from tracker.reports.content import Content
from tracker.reports.content.members.figures import Figures


class Listed(TypedDict):
    """How many milestones a content lists."""

    done: int
    overdue: int
    coming: int


class Essentials(TypedDict):
    """The figures of a content that a correction is held against."""

    figures: Figures
    milestones: Listed
    obstacles: dict[str, int]  # by addressee
    since: str | None


@dataclass(frozen=True)
class Compared:
    """An earlier version beside the one that keeps this."""

    earlier: int  # its number
    figures: Essentials
    codes: tuple[str, ...]  # of the recommendations of which both say something else


def compared(earlier: int, old: Content, new: Content) -> Compared:
    """Return what a content keeps of an older one.

    Args:
        earlier: number of the version that says the old one.
    """
    sheets = {one["code"]: one for one in old["recommendations"]}
    newer = {one["code"]: one for one in new["recommendations"]}
    codes = sorted(code for code in {*sheets, *newer} if sheets.get(code) != newer.get(code))
    return Compared(earlier, essentials(old), tuple(codes))


def essentials(content: Content) -> Essentials:
    """Return the figures of a content that a correction is held against."""
    milestones = content["milestones"]
    return {
        "figures": content["figures"],
        "milestones": {
            "done": len(milestones["done"]),
            "overdue": len(milestones["overdue"]),
            "coming": len(milestones["coming"]),
        },
        "obstacles": content["obstacles"],
        "since": content["since"],
    }


def dump(found: Compared | None) -> str:
    """Return it as JSON; "" for nothing."""
    if found is None:
        return ""
    parts = {"earlier": found.earlier, "figures": found.figures, "codes": found.codes}
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)


def load(text: str) -> Compared | None:
    """Return what such a JSON says; None for ""."""
    if not text:
        return None
    parts = json.loads(text)
    return Compared(parts["earlier"], parts["figures"], tuple(parts["codes"]))
