"""What a report says that is no dated fact: its cover, what people wrote, the plain rows it names.

Plain rows are overwritten when they change. A version of a report therefore keeps these with it:
computed again from the same inputs and facts, it says the same.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from tracker.db import Texts

SHAPE = 2  # of the content that a report made now has; docs/report.md tells them apart


@dataclass(frozen=True)
class Cover:
    """What stands on the cover, beside the plan and the days."""

    title: str
    language: str = "de"  # of the title and of all that the plan office wrote
    committee: Texts | None = None  # whom the report is for
    sitting_on: date | None = None
    paper_number: str = ""
    is_final: bool = False  # else it is called a draft
    number: int = 1  # of the version
    change: str = ""  # what this version corrects; empty for the first


@dataclass(frozen=True)
class Inputs:
    """All of a report that is no dated fact. Its rows are plain JSON; docs/report.md names them."""

    cover: Cover
    texts: Mapping[str, str] = field(default_factory=dict)  # by place; see rules.py
    resolution: str = ""
    rows: Mapping[str, Any] = field(default_factory=dict)
    shape: int = 1  # of the content; frozen before there were others, a report names none


def dump(inputs: Inputs) -> str:
    """Return inputs as canonical JSON: the same inputs are the same text, byte for byte."""
    return json.dumps(
        asdict(inputs), default=date.isoformat, ensure_ascii=False, sort_keys=True
    ) + "\n"  # fmt: skip


def load(text: str) -> Inputs:
    """Return the inputs of a canonical JSON."""
    parts = json.loads(text)
    cover = parts.pop("cover")
    day = cover.pop("sitting_on")
    return Inputs(Cover(sitting_on=date.fromisoformat(day) if day else None, **cover), **parts)
