"""Sets one PDF and ends: python -I typeset.py, a job as JSON at its input, the PDF at its output.

A program of its own, run by tracker.reports.output.pdf: typst keeps all it has laid out, hundreds
of megabytes for a long report, until its process ends, and the jobs worker runs for months.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Set the PDF; where typst refuses, end with 1 and its reason."""
    import typst

    job = json.load(sys.stdin.buffer)
    template, nowhere = Path(job["template"]), job["packages"]
    try:
        pdf = typst.compile(
            template,
            root=template.parent,
            ignore_system_fonts=True,
            package_path=nowhere,
            package_cache_path=nowhere,
            sys_inputs={"data": job["data"]},
            pdf_standards="ua-1",
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
