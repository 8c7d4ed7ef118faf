"""Has typst set a file, in a process that gives its memory back when it is done."""

import json
import subprocess
import sys
from pathlib import Path

from tracker.i18n import _
from tracker.reports.output.text import OutputError
from tracker.reports.rules import Failure

PROGRAM = Path(__file__).with_name("typeset.py")
FONT = "Libertinus Serif"  # one that typst brings
PATIENCE = 300  # seconds; a report of 200 pages takes 3


class TypesettingError(OutputError):
    """A file could not be set."""


def typeset(template: Path, *, patience: int | None = None, **options: object) -> bytes:
    """Return what typst makes of a template that lies beside this module.

    Args:
        patience: seconds that it may take; PATIENCE unless they are told.
        options: of typst.compile, each as JSON can hold it.

    Raises:
        TypesettingError: if typst refuses, fails, or takes longer.
    """
    seconds = PATIENCE if patience is None else patience
    job = json.dumps({"template": str(template), "options": options})
    command = [sys.executable, "-I", str(PROGRAM)]
    try:
        done = subprocess.run(  # noqa: S603  # our own program; what is set goes to its input
            command, input=job.encode(), capture_output=True, timeout=seconds, check=True
        )
    except subprocess.TimeoutExpired as error:
        text = _("Nach %(seconds)s Sekunden war es nicht fertig.", seconds=seconds)
        raise TypesettingError(text, Failure.TOO_SLOW) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise TypesettingError(said or str(error)) from error  # who is killed says nothing
    return done.stdout
