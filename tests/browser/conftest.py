"""A real browser before a real server: what only a browser can tell.

The server runs in a thread, so it goes by the test's frozen clock. Its database holds the sample
plan, imported once and copied for every test.
"""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import flask_migrate
import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from tests.conftest import build_app
from tests.pages import Browser
from tracker.accounts.models import User
from tracker.db import db

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SAMPLE = "integration"
WATCH = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file that holds the sample plan."""
    file = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    app = build_app(f"sqlite:///{file}")
    with app.app_context():
        flask_migrate.upgrade()
        result = app.test_cli_runner().invoke(args=["demo", "--if-empty"])
        assert result.exit_code == 0, result.output
        db.session.remove()
        db.engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    return file


class Gate:
    """Lets requests through while a test runs, so that none is under way when its files go.

    A browser that is closed may still send what it had to save, to the next test's database.
    """

    def __init__(self, inner: WSGIApplication) -> None:
        self.inner = inner
        self.is_open = False
        self.inside = 0
        self.changed = threading.Condition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        with self.changed:
            is_let_in = self.is_open
            self.inside += is_let_in
        if not is_let_in:
            start_response("503 Service Unavailable", [])
            return
        try:
            answer = self.inner(environ, start_response)
            with closing(answer) if hasattr(answer, "close") else nullcontext():
                yield from answer
        finally:
            with self.changed:
                self.inside -= 1
                self.changed.notify_all()

    def close(self) -> None:
        """Let nobody in any more and wait until everybody has left."""
        with self.changed:
            self.is_open = False
            assert self.changed.wait_for(lambda: not self.inside, timeout=30)


@pytest.fixture(scope="session")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str, Path]]:
    file = tmp_path_factory.mktemp("served") / "tracker.sqlite"
    app = build_app(f"sqlite:///{file}", PROPAGATE_EXCEPTIONS=False)
    app.wsgi_app = Gate(app.wsgi_app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app, f"http://127.0.0.1:{server.port}", file
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def app(_served: tuple[Flask, str, Path], sample_database: Path) -> Iterator[Flask]:
    """Hand out the served application with a fresh copy of the sample."""
    app, _address, file = _served
    app.extensions["page_cache"].pages.clear()
    with app.app_context():
        db.engine.dispose()
        for ending in ("-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        shutil.copyfile(sample_database, file)
        app.wsgi_app.is_open = True
        yield app
        app.wsgi_app.close()
        db.session.remove()


@pytest.fixture
def live(app: Flask, _served: tuple[Flask, str, Path]) -> str:
    """Return the server's address; its database is as fresh as the test."""
    return _served[1]


class Visitor:
    """Somebody at a screen, whose browser is watched for whatever goes wrong."""

    def __init__(self, app: Flask, live: str, context: BrowserContext) -> None:
        self.app = app
        self.live = live
        self.context = context
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(WATCH)
        self.wrong: list[str] = []
        self.page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser itself reports an answer of 404 or 409 of the page; tests look at that.
        is_status = message.text.startswith("Failed to load resource") and self._is_page(message)
        if message.type in {"error", "warning"} and not is_status:
            self.wrong.append(f"console: {message.text}")

    def _is_page(self, message: ConsoleMessage) -> bool:
        return urlsplit(message.location["url"]).path == urlsplit(self.page.url).path

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.live and parts.scheme != "data":
            self.wrong.append(f"foreign request: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # left for the next page, or a download
            self.wrong.append(f"failed: {request.url} {request.failure}")

    def sign_in(self, user: User) -> "Visitor":
        """Become user, without the sign-in pages."""
        client = Browser(self.app).sign_in(user).client
        name = self.app.config["SESSION_COOKIE_NAME"]
        cookie = client.get_cookie(name)
        assert cookie is not None
        self.context.add_cookies([{"name": name, "value": cookie.value, "url": self.live}])
        return self

    def open(self, path: str) -> Page:
        """Open a page of ours."""
        self.page.goto(self.live + path)
        return self.page

    def look(self) -> None:
        """Assert that the page in front has no barrier, no violation, no error, no foreign part."""
        url = self.page.url
        violations = self.page.evaluate("() => window.violations")
        assert violations == [], f"{url}: {violations}"
        assert self.wrong == [], f"{url}: {self.wrong}"
        self.page.evaluate(AXE_SCRIPT)
        found = AxeResults(self.page.evaluate(BARRIERS))
        # The look itself breaks the policy; the next one counts what the page does.
        self.page.evaluate("() => { window.violations = []; }")
        self.wrong.clear()
        assert found.violations_count == 0, f"{url}\n{found.generate_report()}"

    def overflow(self) -> list[str]:
        """Return what reaches over the right edge of the window; tables scroll in their box."""
        return self.page.evaluate(OVERFLOW)


# Every rule of axe, on everything. It would fetch style sheets first, and tell at length of each
# element that is in order, which takes twice as long as all the looking.
BARRIERS = """() => axe.run({preload: false, resultTypes: ["violations"]})
  .then(({violations}) => ({violations}))"""
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = (e) => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX)
    && e !== document.body && e !== document.documentElement || scrolls(e.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > wide + 1 && !scrolls(e.parentElement))
    .map((e) => `${e.tagName.toLowerCase()}.${e.className}: ${e.textContent.trim().slice(0, 60)}`);
}"""


@pytest.fixture
def visit(app: Flask, live: str, chromium: Chromium) -> Iterator[Callable[..., Visitor]]:
    """Return a function that brings one more visitor: visit(viewport=NARROW, color_scheme=…)."""
    contexts: list[BrowserContext] = []

    def come(**options: object) -> Visitor:
        settings = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "viewport": WIDE}
        contexts.append(chromium.new_context(**(settings | options)))
        return Visitor(app, live, contexts[-1])

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """Return one visitor with a wide window and JavaScript, nobody at first."""
    return visit()
