"""What a WSGI server loads: wsgi:app."""

import sys

from tracker.app import create_app
from tracker.errors import SettingsError

try:
    app = create_app()
except SettingsError as error:
    print(*error.problems, sep="\n", file=sys.stderr)  # noqa: T201  # no logging yet
    sys.exit(2)
