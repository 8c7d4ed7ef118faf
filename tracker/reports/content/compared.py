"""What a version keeps of the one before it, so that it can say how they differ once that is gone.

Numbers and codes only: nothing of it is text that a redaction would have to take away.
"""

import json
from dataclasses import dataclass
from typing import Any

Part = dict[str, Any]  # a content, or a member of one


@dataclass(frozen=True)
class Compared:
    """An earlier version beside the one that keeps this."""

    earlier: int  # its number
    figures: Part  # its essentials
    codes: tuple[str, ...]  # of the recommendations of which both say something else


def compared(earlier: int, old: Part, new: Part) -> Compared:
    """Return what a content keeps of an older one.

    Args:
        earlier: number of the version that says the old one.
    """
    sheets = {one["code"]: one for one in old["recommendations"]}
    newer = {one["code"]: one for one in new["recommendations"]}
    codes = sorted(code for code in {*sheets, *newer} if sheets.get(code) != newer.get(code))
    return Compared(earlier, essentials(old), tuple(codes))


def essentials(content: Part) -> Part:
    """Return the figures of a content that a correction is held against."""
    return {
        "figures": content["figures"],
        "milestones": {name: len(rows) for name, rows in content["milestones"].items()},
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
