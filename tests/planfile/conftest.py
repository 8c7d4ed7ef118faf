"""What the tests of the plan file share: a plan as bytes, brought in, written out."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.planfile.plans import Document
from tracker.db import db
from tracker.planfile import actions, document
from tracker.planfile.canonical import canonical
from tracker.planfile.difference import Difference
from tracker.planfile.export import export
from tracker.planfile.words import PlanFileError


def as_bytes(of: Document) -> bytes:
    return json.dumps(of).encode()


@pytest.fixture
def bring(app: Flask) -> Callable[[Document], Difference]:
    """Return a function that imports a document."""

    def bring(of: Document) -> Difference:
        try:
            return actions.import_plan(document.parse(as_bytes(of)))
        finally:
            db.session.remove()

    return bring


@pytest.fixture
def written(app: Flask) -> Callable[..., str]:
    """Return a function that exports a plan."""

    def written(slug: str = "integration", **choice: Any) -> str:
        try:
            return export(slug, **choice)
        finally:
            db.session.remove()

    return written


@pytest.fixture
def normal(app: Flask) -> Callable[[Document], str]:
    """Return a function that gives the canonical form of a document."""
    return lambda of: canonical(document.parse(as_bytes(of)))


@pytest.fixture
def refused(app: Flask) -> Callable[[Document], dict[str, str]]:
    """Return a function that gives the problems of a document by place; it must have some."""

    def refused(of: Document) -> dict[str, str]:
        with pytest.raises(PlanFileError) as error:
            document.parse(as_bytes(of))
        return {problem.place: problem.text for problem in error.value.problems}

    return refused
