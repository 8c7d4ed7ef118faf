"""A client that reads pages as a person does, and checks every page it sees."""

import re
import secrets
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import contextmanager
from contextvars import Context
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element, tostring

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, event
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tracker import clock
from tracker.accounts.models import User, UserSession
from tracker.accounts.rules import token_hash
from tracker.db import Base, db
from tracker.web import SECURITY_HEADERS

STATEMENTS = 12  # of one page; design: the same at every size of a plan
WHOLE_REPORT = 45  # of a page that computes all that a report says, for its editors only
WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)\b", re.IGNORECASE)
FRAME = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)\b", re.IGNORECASE)
# Once a minute, after the page is done, it is noted that a session is in use.
SEEN = "UPDATE user_session SET seen_at="
EDITORS = re.compile(r"/berichte/[^/]+/(vorschau|pruefen)(\?|$)")
CHANGE = re.compile(r'\s*(?:UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
ERASING = re.compile(r"^/verwaltung/konten/[^/]+/entfernen$")
OUT_OF_AUDIT = re.compile(
    r"UPDATE audit_entry SET (\"?(before|after)\"?=\S+ )+WHERE audit_entry\.id = \S+$"
)
GROWING = {
    table.name for table in Base.metadata.tables.values() if "recorded_at" in table.columns
} | {"audit_entry"}
# Addresses that may set a cookie for a reader without a session: that of the chosen display, and
# forms for people who cannot sign in yet, whose token needs one.
COOKIE_PATHS = (
    "/anmelden", "/darstellung", "/einladung/", "/passwort/", "/passwort-vergessen",
    "/konto/adresse/",
)  # fmt: skip
NAMING = {"for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "headers"}


def _changes_history(statement: str, path: str) -> bool:
    """Whether a statement changes or deletes facts or audit entries, which only grow.

    Erasing a person takes their name out of what audit entries say, and changes nothing else.
    """
    found = CHANGE.match(statement)
    if found and ERASING.search(path) and OUT_OF_AUDIT.match(statement):
        return False
    return found is not None and found[1] in GROWING


def words(text: str) -> str:
    """Return text with single spaces."""
    return " ".join(text.split())


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect the statements that reach the database, without those that frame transactions."""
    said: list[str] = []

    def listen(_conn, _cursor, statement, *_rest) -> None:
        if not FRAME.match(statement):
            said.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


class Page:
    """One answer; every HTML page among them is checked."""

    def __init__(self, response: TestResponse, path: str, said: list[str]) -> None:
        self.response = response
        self.path = path
        self.status = response.status_code
        self.headers = response.headers
        self.location = response.location
        self.statements = said
        self.content = response.get_data()
        response.close()
        has_page = response.request.method != "HEAD" and bool(self.content)
        # A file that was made once is no page of ours, and can do nothing to one.
        policy = response.headers.get("Content-Security-Policy", "")
        is_sealed = policy.startswith("sandbox; default-src 'none'")
        self.is_html = response.mimetype == "text/html" and has_page and not is_sealed
        self.html = self.body if self.is_html else ""
        for name, value in SECURITY_HEADERS.items():
            is_other = is_sealed and name == "Content-Security-Policy"
            assert is_other or response.headers.get(name) == value, f"{path} lacks {name}"
        if self.is_html and not 300 <= self.status < 400:
            self._check()

    def _check(self) -> None:
        try:
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            root = parser.parse(self.html)
        except html5lib.html5parser.ParseError as error:
            start = BeautifulSoup(self.html, "html5lib")
            raise AssertionError(f"{self.path} is not valid HTML: {error}\n{start}") from error
        tags = [tag for tag in root.iter() if isinstance(tag.tag, str)]  # a comment's is none
        for tag in tags:
            tag.tag = tag.tag.rpartition("}")[2]  # parts of a drawing have a namespace
        assert root.get("lang") in {"de", "en"}, f"{self.path} has no language"
        headings = [tag for tag in tags if tag.tag == "h1"]
        assert len(headings) == 1, f"{self.path} has {len(headings)} h1"
        # A form that was refused says so first. Source: GOV.UK, error summary.
        title = re.sub(r"^(Fehler|Error): ", "", words("".join(root.find("head/title").itertext())))
        heading = words("".join(headings[0].itertext()))
        assert heading, f"{self.path} has an empty h1"
        assert title.startswith(heading), f"{self.path}: title {title!r}, h1 {heading!r}"
        ids = Counter(tag.get("id") for tag in tags if "id" in tag.attrib)
        twice = sorted(name for name, number in ids.items() if number > 1)
        assert not twice, f"{self.path} has ids twice: {twice}"
        for tag in tags:
            if tag.attrib:
                self._check_targets(tag, ids)
            self._check_inline(tag)
            if tag.tag == "form":
                has = tag.attrib.keys()
                assert ("method" in has) == ("action" in has), f"{self.path}: {shown(tag)}"
                assert "novalidate" in has, f"{self.path}: the browser would judge {shown(tag)}"

    def _check_targets(self, tag: Element, ids: Container[str]) -> None:
        """Every part of this page that something on it names is there."""
        if tag.tag == "a" and "#" in tag.get("href", ""):
            target, fragment = urldefrag(urljoin(self.path, tag.get("href")))
            if fragment and target == urldefrag(self.path)[0]:
                assert fragment in ids, f"{self.path}: nothing has the id of {shown(tag)}"
        for attribute in NAMING & tag.attrib.keys():
            missing = [name for name in tag.get(attribute).split() if name not in ids]
            assert not missing, f"{self.path}: {attribute} names {missing}"

    def _check_inline(self, tag: Element) -> None:
        """Nothing that the content security policy would refuse."""
        handlers = [one for one in tag.attrib if one.startswith("on") or one == "style"]
        assert not handlers, f"{self.path}: {handlers} at {tag.tag}"
        assert tag.tag != "style", f"{self.path} has an inline style sheet"
        if tag.tag == "script" and "src" not in tag.attrib:
            assert tag.get("type") == "application/json", f"{self.path}: {shown(tag)}"

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page to search in. Many tests look at the answer alone and never ask for it."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        """What a person reads."""
        return words(self.soup.get_text(" "))

    @property
    def main(self) -> str:
        """What a person reads in the page's main part."""
        return words(self.soup.select_one("main").get_text(" "))

    @property
    def alert(self) -> str:
        """What the page's alerts say; empty without one."""
        return words(" ".join(tag.get_text(" ") for tag in self.soup.select("[role=alert]")))

    @property
    def body(self) -> str:
        """The answer as text, whatever its type."""
        return self.content.decode(self.response.mimetype_params.get("charset", "utf-8"))

    def table(self, caption: str = "") -> list[list[str]]:
        """Return the body rows of the first table whose caption contains the words."""
        for table in self.soup.select("table"):
            found = table.caption
            if not caption or (found and caption in words(found.text)):
                rows = table.select("tbody tr")
                return [[words(cell.text) for cell in row.select("th, td")] for row in rows]
        raise AssertionError(f"{self.path} has no table {caption!r}")

    def link(self, label: str) -> str:
        """Return the address of the first link that reads so."""
        for link in self.soup.select("a[href]"):
            if words(link.get_text(" ")) == label or link.get("aria-label") == label:
                return str(link["href"])
        raise AssertionError(f"{self.path} has no link {label!r}")

    def form(self, *names: str) -> Tag:
        """Return the first form that sends something and has fields of all these names."""
        found = self.soup.select("form[method=post i]") or self.soup.select("form")
        for form in found:
            if all(form.select(f'[name="{name}"]') for name in names):
                return form
        raise AssertionError(f"{self.path} has no form with {names}")


def shown(tag: Element) -> str:
    """Return an element as HTML, to tell what is wrong with it."""
    return tostring(tag, encoding="unicode", method="html")


class Browser:
    """A visitor, nobody at first."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.is_signed_in = False

    def sign_in(self, user: User) -> "Browser":
        """Become user, without the sign-in pages: by a session row and the cookie for it."""
        token = secrets.token_urlsafe(32)
        now = clock.now()
        db.session.add(
            UserSession(
                token_hash=token_hash(token),
                user_id=user.id,
                created_at=now,
                seen_at=now,
                device="test",
            )
        )
        db.session.commit()
        with self.client.session_transaction() as session:
            session["_user_id"] = token
        self.is_signed_in = True
        return self

    def get(self, path: str, **request: Any) -> Page:
        """Open a page."""
        return self._open(path, **request)

    def post(self, path: str, **fields: object) -> Page:
        """Send fields without having seen a form: no CSRF token, nothing filled in."""
        return self._open(path, method="POST", data=fields)

    def head(self, path: str) -> Page:
        """Ask for a page's headers."""
        return self._open(path, method="HEAD")

    def token(self) -> str:
        """Return a CSRF token for this visitor's session."""
        with self.client.session_transaction() as session:
            session.setdefault("csrf_token", secrets.token_hex(20))
            signer = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token")
            return str(signer.dumps(session["csrf_token"]))

    def send(
        self,
        path: str,
        method: str = "POST",
        *,
        headers: dict[str, str] | None = None,
        **fields: object,
    ) -> Page:
        """Send fields without having seen a form, but with a token unless one is given."""
        data = {"csrf_token": self.token()} | fields
        data = {name: value for name, value in data.items() if value is not None}
        return self._open(path, method=method, data=data, headers=headers)

    def submit(self, path: str | Page, *, button: str = "", **fields: object) -> Page:
        """Open the form at path, fill in these fields as a person would, and send it.

        A field that is left out keeps what the form shows. Several forms: the first one that has
        all the fields. button is the words on the button, where there are several.
        """
        page = path if isinstance(path, Page) else self.get(path)
        assert page.status < 500, page.text
        form = page.form(*fields)
        data = filled(form)
        for name, value in fields.items():
            data.setlist(name, _chosen(form, name, value))
        _press(form, button, data)
        target = urljoin(page.path, str(form.get("action") or page.path))
        if str(form.get("method", "get")).lower() == "get":
            return self._open(urlsplit(target).path, query_string=data)
        return self._open(target, method="POST", data=data)

    def follow(self, page: Page) -> Page:
        """Open where an answer leads."""
        assert page.location, f"{page.path} answers {page.status} and leads nowhere"
        return self.get(page.location)

    def _open(self, path: str, **request: Any) -> Page:
        # A request needs a context of its own; the test's would lend it g and the session.
        # What the test has read is a snapshot of its own, which ends here.
        db.session.commit()
        anonymous = not self.client._cookies
        with listening() as said:
            response = Context().run(self.client.open, path, **request)
        db.session.commit()
        db.session.expire_all()
        page = Page(response, path, said)
        changed = [one for one in said if _changes_history(one, path)]
        assert not changed, f"{path} changes what may only grow: {changed}"
        if request.get("method", "GET") in {"GET", "HEAD"}:
            of_page = [one for one in said if not one.startswith(SEEN)]
            most = WHOLE_REPORT if EDITORS.search(path) else STATEMENTS
            assert len(of_page) <= most, f"{path}: {len(of_page)}\n" + "\n".join(of_page)
        if anonymous and not urlsplit(path).path.startswith(COOKIE_PATHS):
            assert "Set-Cookie" not in response.headers, f"{path} sets a cookie"
        return page


def filled(form: Tag) -> MultiDict[str, str]:
    """Return what a browser would send of an untouched form, its buttons left out."""
    data: MultiDict[str, str] = MultiDict()
    for tag in form.select("input[name], select[name], textarea[name]"):
        name = str(tag["name"])
        if tag.has_attr("disabled"):
            continue
        if tag.name == "textarea":
            data.add(name, tag.text.removeprefix("\r\n").removeprefix("\n"))
        elif tag.name == "select":
            options = tag.select("option[selected]")
            if not options and not tag.has_attr("multiple"):
                options = tag.select("option")[:1]
            for option in options:
                data.add(name, _value(option))
        elif tag.get("type") in {"radio", "checkbox"}:
            if tag.has_attr("checked"):
                data.add(name, str(tag.get("value", "on")))
        elif tag.get("type") not in {"submit", "button", "image", "reset", "file"}:
            data.add(name, str(tag.get("value", "")))
    return data


def _value(option: Tag) -> str:
    return str(option.get("value", words(option.text)))


def _chosen(form: Tag, name: str, value: object) -> list[str]:
    """Return what is sent for a field; a choice must be among those the form offers."""
    wanted = [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
    tags = form.select(f'[name="{name}"]')
    offered = None
    if tags[0].name == "select":
        offered = {_value(option) for option in tags[0].select("option")}
    elif tags[0].get("type") in {"radio", "checkbox"}:
        offered = {str(tag.get("value", "on")) for tag in tags}
        wanted = [one for one in wanted if one != "False"]
    assert offered is None or set(wanted) <= offered, f"{name} offers only {sorted(offered)}"
    return wanted


def _press(form: Tag, label: str, data: MultiDict[str, str]) -> None:
    """Add the pressed button's name, if it has one."""
    buttons = form.select("button:not([type=button]), input[type=submit]")
    for button in buttons:
        said = words(button.text) or str(button.get("value", ""))
        if not label or said == label:
            if button.has_attr("name"):
                data.setlist(str(button["name"]), [str(button.get("value", ""))])
            return
    assert not label, f"no button {label!r} among {[words(b.text) for b in buttons]}"
