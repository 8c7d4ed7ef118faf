"""Sets one file and ends: python -I typeset.py, a job as JSON at its input, the file at its output.

A program of its own, run by tracker.reports.output.typesetting: typst keeps all it has laid out
until its process ends, hundreds of megabytes for a long report, and the worker runs for months.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Set the file; where typst refuses, end with 1 and its reason."""
    import typst

    job = json.load(sys.stdin.buffer)
    template = Path(job["template"])
    nowhere = template.parent / "packages"  # there are none, and none are fetched
    try:
        made = typst.compile(
            template,
            root=template.parent,
            ignore_system_fonts=True,
            package_path=nowhere,
            package_cache_path=nowhere,
            **job["options"],
        )
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
