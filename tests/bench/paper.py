"""One report in every format, in a process of its own: python -m tests.bench.paper PLAN."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from tests.bench.running import ROOT, environment


@dataclass(frozen=True)
class Paper:
    """Seconds that the parts of a report take, what the processes take at most, and the PDF."""

    content: float  # from the facts to the document, read out of the database
    pdf: float
    summary: float
    docx: float
    xlsx: float
    html: float
    program: float  # megabytes of the process that builds all but the PDF
    waiting: float  # megabytes of the same until the PDF is done
    setting: float  # megabytes of the one that sets the PDF
    size: int  # bytes of the PDF


def paper(instance: Path, url: str, plan: str) -> Paper:
    """Return what a report of today takes, compared with one of three months ago."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.paper", plan],
        cwd=ROOT,
        env=environment(instance, url),
        capture_output=True,
        text=True,
        check=True,
    )
    return Paper(**json.loads(done.stdout))


def main() -> None:
    """Build the report of a plan and print what it took."""
    from tracker import clock
    from tracker.app import create_app
    from tracker.plan.queries import plan
    from tracker.reports import building
    from tracker.reports.inputs import Cover, dump
    from tracker.reports.output import render
    from tracker.reports.queries.inputs import inputs
    from tracker.reports.rules import Format

    times: dict[str, float] = {}
    with create_app().app_context():
        begin = time.perf_counter()
        of, today = plan(sys.argv[1]), clock.today()
        held = dump(inputs(of, Cover(title="Sachstandsbericht", language="de"), {}, ""))
        built = building.build(of, today, today - timedelta(days=92), clock.now(), "de", held)
        times["content"] = time.perf_counter() - begin
        for wanted in (Format.PDF, Format.SUMMARY, Format.DOCX, Format.XLSX, Format.HTML):
            begin = time.perf_counter()
            data = render(wanted, built.document, built.content, clock.now())
            times[wanted.value] = time.perf_counter() - begin
            if wanted is Format.PDF:
                size = len(data)
                waiting = _megabytes(resource.RUSAGE_SELF)
                setting = _megabytes(resource.RUSAGE_CHILDREN)
    program = _megabytes(resource.RUSAGE_SELF)
    found = Paper(**times, program=program, waiting=waiting, setting=setting, size=size)
    print(json.dumps(asdict(found)))  # noqa: T201  # a program's output


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss * 1024 / 1_000_000


if __name__ == "__main__":
    main()
