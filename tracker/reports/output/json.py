"""A report for machines: what it says, and the words it says it with."""

import json
from datetime import datetime

from tracker.reports.document import Document, dump

FORMAT, VERSION = "tracker-report", 1


def render(document: Document, content: str, _at: datetime) -> bytes:
    """Return both as canonical JSON."""
    parts = {
        "format": FORMAT,
        "version": VERSION,
        "content": json.loads(content),
        "document": json.loads(dump(document)),
    }
    return (json.dumps(parts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
