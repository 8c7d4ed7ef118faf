"""Sets one file and ends: python -I typeset.py, a job as JSON at its input, the file at its output.

A program of its own, run by tracker.reports.output.typesetting: typst keeps all it has laid out
until its process ends, hundreds of megabytes for a long report, and the worker runs for months.
"""

import ctypes
import json
import sys
from pathlib import Path

# Numbers of options of glibc's mallopt(3): one heap for the threads of all processors, which gives
# large parts back at once. It takes a fifth less memory.
HEAP = {"M_ARENA_MAX": (-8, 1), "M_MMAP_THRESHOLD": (-3, 65_536), "M_TRIM_THRESHOLD": (-1, 65_536)}


def main() -> None:
    """Set the file; where typst refuses, end with 1 and its reason."""
    _share_one_heap()
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


def _share_one_heap() -> None:
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # other C libraries than glibc do without
        for option, value in HEAP.values():
            library.mallopt(option, value)


if __name__ == "__main__":
    main()
