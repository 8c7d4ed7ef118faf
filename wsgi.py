"""What a WSGI server loads: wsgi:app."""

import gc
import logging
import sys

from sqlalchemy.orm import configure_mappers

from tracker.app import create_app
from tracker.errors import SettingsError

# Sign-ins, refusals and bugs are told on standard error, where the service manager keeps them.
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

try:
    app = create_app()
except SettingsError as error:
    print(*error.problems, sep="\n", file=sys.stderr)  # noqa: T201  # no logging yet
    sys.exit(2)

# Processes that are forked from this one share what is done before.
configure_mappers()

# What is there now stays until the end: looking through it for garbage takes a tenth of a second
# each time, and would copy memory that the server's processes share.
gc.collect()
gc.freeze()
