"""The bench itself, on plans so small that it takes a second."""

from collections.abc import Callable, Iterator
from contextvars import Context

import pytest
from flask import Flask

from tests.bench.generator import Size, fill
from tests.bench.load import Answer
from tests.bench.measure import pages
from tests.bench.report import _lines
from tests.conftest import build_app
from tests.pages import STATEMENTS, listening
from tracker.db import db, upgrade

SMALL, LARGER = Size("small", 1, 5, 1, 3), Size("larger", 2, 15, 3, 9)


@pytest.fixture
def filled(empty_database: Callable[[], str]) -> Iterator[Callable[[Size], Flask]]:
    built = []

    def build(size: Size) -> Flask:
        app = build_app(empty_database(), CACHED_PAGES=0)
        built.append(app)
        with app.app_context():
            upgrade()
            fill(db.engine, size, writers=1)
        return app

    yield build
    for app in built:
        with app.app_context():
            db.engine.dispose()


def statements(app: Flask, path: str) -> int:
    with listening() as said:
        response = Context().run(app.test_client().get, path)
    assert response.status_code == 200, path
    return len(said)


def test_a_page_takes_as_many_statements_of_a_larger_plan(filled):
    small, larger = filled(SMALL), filled(LARGER)

    for name, path in pages(SMALL).items():
        first = statements(small, path)
        assert first <= STATEMENTS, name
        assert statements(larger, pages(LARGER)[name]) == first, name


def test_an_answer_knows_its_headers():
    answer = Answer(200, b"http/1.1 200 ok\r\netag: W/1\r\nset-cookie: a=b; Path=/", b"")

    assert answer.header("Set-Cookie") == "a=b; Path=/"
    assert answer.header("Location") == ""


def test_figures_stand_to_the_right_and_words_to_the_left():
    text = _lines("Title", ("page", "ms"), [("field", "9.5"), ("list", "12.0")])

    assert text.splitlines()[-2:] == ["field   9.5", "list   12.0"]
