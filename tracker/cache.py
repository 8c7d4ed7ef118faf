"""The one cache: rendered public pages, per process, bounded, least recently used out.

A page is found by release, revisions, Stichtag as a day, path, known parameters, language,
contrast and text size; nothing in it is ever stale, so nothing has to be cleared.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

import brotli
from flask import Flask, Response, g, request
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header, quote_etag

from tracker import __version__, clock
from tracker.display import display
from tracker.i18n import language

View = TypeVar("View", bound=Callable[..., object])
Key = tuple[object, ...]

# Every parameter that changes a public page, in the order of the key; others are not looked at.
PARAMETERS = (
    "stichtag", "feld", "status", "terminlage", "aktualitaet", "beteiligte", "teil", "gemeinde",
    "kategorie", "zustand", "lage", "fortschritt", "q", "sortierung", "richtung", "seite",
    "federfuehrung", "von", "bis", "art", "meldung", "empfehlung", "geplant_bis", "erledigt_bis",
)  # fmt: skip
STATE = 4  # how many parts of a key are the state: release, both revisions, day
PATIENCE = 10  # seconds until a page is rendered out of turn
_CACHED: set[Callable[..., object]] = set()


@dataclass
class Entry:
    """One rendered page, raw and, once asked for, compressed."""

    body: bytes
    mimetype: str
    disposition: str | None
    etag: str
    encoded: dict[str, bytes] = field(default_factory=dict)

    def encode(self, encoding: str) -> bytes:
        """Return the body in an encoding: br, gzip or identity."""
        if encoding not in self.encoded:
            if encoding == "br":
                self.encoded[encoding] = brotli.compress(self.body, quality=4, lgwin=18)
            elif encoding == "gzip":
                self.encoded[encoding] = gzip.compress(self.body, compresslevel=5, mtime=0)
            else:
                self.encoded[encoding] = self.body
        return self.encoded[encoding]


class PageCache:
    """Rendered pages of this process: of each address the one of the state it was asked for last.

    A key begins with the state (release, revisions, day), so that what a write or midnight has
    made useless gives its place to what comes after it.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.pages: OrderedDict[Key, tuple[Key, Entry]] = OrderedDict()
        self.lock = threading.Lock()
        self.turn = threading.Lock()  # held while a page is rendered

    def get(self, key: Key) -> Entry | None:
        """Return the page of a key, now the most recently used, or None."""
        state, address = key[:STATE], key[STATE:]
        with self.lock:
            held, entry = self.pages.get(address, (None, None))
            if held != state:
                return None
            self.pages.move_to_end(address)
            return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keep a page; the least recently used ones beyond the size go."""
        state, address = key[:STATE], key[STATE:]
        with self.lock:
            self.pages[address] = (state, entry)
            self.pages.move_to_end(address)
            while len(self.pages) > self.size:
                self.pages.popitem(last=False)


def cached(view: View) -> View:
    """Mark a public view whose answers to people without a session may be kept."""
    _CACHED.add(view)
    return view


def init_app(app: Flask, revision: Callable[[str | None], tuple[int, int]]) -> None:
    """Answer from the cache where it can, fill it where it may.

    Args:
        revision: reads the revisions of a plan (by slug) and of the installation.
    """
    pages = PageCache(int(app.config["CACHED_PAGES"]))
    app.extensions["page_cache"] = pages
    cookie = str(app.config["SESSION_COOKIE_NAME"])

    @app.before_request
    def from_cache() -> Response | None:
        view = app.view_functions.get(request.endpoint or "")
        if view not in _CACHED or request.method not in {"GET", "HEAD"}:
            return None
        if cookie in request.cookies:
            take_turn()
            return None
        slug = (request.view_args or {}).get("plan")
        g.cache_key = key = _key(revision(slug))
        entry = pages.get(key)
        if entry is None:
            take_turn()  # who waited may find it rendered
            entry = pages.get(key)
        return None if entry is None else _answer(entry)

    def take_turn() -> None:
        # One page at a time: the threads of a process share one core, so that side by side each
        # would only take longer, and all their memory.
        g.has_turn = pages.turn.acquire(timeout=PATIENCE)

    @app.teardown_request
    def end_turn(_error: BaseException | None = None) -> None:
        if g.pop("has_turn", False):
            pages.turn.release()

    @app.after_request
    def into_cache(response: Response) -> Response:
        key = g.pop("cache_key", None)
        if key is None or g.get("from_cache") or response.status_code != 200:  # HTTP
            return response
        entry = Entry(
            response.get_data(),
            response.headers["Content-Type"],
            response.headers.get("Content-Disposition"),
            hashlib.blake2b(repr(key).encode(), digest_size=16).hexdigest(),
        )
        pages.put(key, entry)
        return _answer(entry)


def _key(revisions: tuple[int, int]) -> Key:
    args = request.args
    known = PARAMETERS if args else ()
    given = tuple((name, tuple(args.getlist(name))) for name in known if name in args)
    shown = display()
    return (
        __version__,
        *revisions,
        clock.today().isoformat(),
        request.host_url,
        request.path,
        given,
        language(),
        shown.contrast,
        shown.size,
    )


def _answer(entry: Entry) -> Response:
    g.from_cache = True
    encoding = _encoding(request.headers.get("Accept-Encoding", ""))
    headers = [
        ("Content-Type", entry.mimetype),
        ("Cache-Control", "public, no-cache"),
        ("Vary", "Cookie, Accept-Encoding"),
        ("ETag", quote_etag(entry.etag, weak=True)),
    ]
    if encoding != "identity":
        headers.append(("Content-Encoding", encoding))
    if entry.disposition:
        headers.append(("Content-Disposition", entry.disposition))
    if "If-None-Match" in request.headers and request.if_none_match.contains_weak(entry.etag):
        return Response(b"", 304, Headers(headers))
    return Response(entry.encode(encoding), headers=Headers(headers))


@lru_cache(maxsize=100)  # browsers send few different ones
def _encoding(accepted: str) -> str:
    """Return the best encoding that an Accept-Encoding allows."""
    allowed = parse_accept_header(accepted)
    for name in ("br", "gzip"):
        if name in accepted and allowed[name] > 0:
            return name
    return "identity"
