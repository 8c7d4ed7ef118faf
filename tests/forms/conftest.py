"""Forms as a request sends them, without a page around them."""

from collections.abc import Callable, Iterator, Mapping

import pytest
import time_machine
from flask import current_app

from tracker.forms import Form


@pytest.fixture
def midsummer() -> Iterator[None]:
    with time_machine.travel("2026-07-01T12:00:00+02:00", tick=False):
        yield


def told(made: Callable[[], Form], sent: Mapping[str, str]) -> set[str]:
    """Return the names of the fields at which something is said."""
    with current_app.test_request_context("/", method="POST", data=dict(sent)):
        form = made()
        assert form.submitted() is not bool(form.errors)
        assert not form.form_errors
        return {field.name for field in form if field.errors}
