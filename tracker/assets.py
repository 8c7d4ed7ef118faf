"""Static files: a name that changes with the content, compressed once, and how they are served.

`build` runs at set-up. A page names a file by `asset("css/tokens.css")`. Where the build is not of
the very files that lie in static/, these are served under their plain names and never kept by a
browser, so a change shows at once. Which files there are is no matter of this module.
"""

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli
from flask import Flask, current_app
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent.parent / "static"
BUILT = STATIC / ".built"
PREFIX = "/static/"

IMMUTABLE = r"\.[0-9a-f]{12}\.[a-z0-9]+$"
COMPRESSED = {".css", ".js", ".json", ".map", ".md", ".svg", ".txt", ".webmanifest"}
# What a style sheet or a module of ours names beside itself. Bundles of others name nothing.
REFERENCES = {
    ".css": re.compile(
        r"""(?P<before>url\(\s*["']?|@import\s+["'])(?P<path>\.{0,2}[\w@/.-]+)(?=["')\s])"""
    ),
    ".js": re.compile(r"""(?P<before>\b(?:from|import)\s*\(?\s*["'])(?P<path>\.{1,2}/[\w@/.-]+)"""),
}
# A style sheet that imports others into layers is sent as one file instead of twenty.
LAYERED = re.compile(r'@import url\("(?P<path>[\w@/.-]+)"\) layer\((?P<layer>\w+)\);')


class AssetError(Exception):
    """A page, a style sheet or a module names a static file that is not there."""


@dataclass(frozen=True)
class Assets:
    """The static files of one running program: the address of each."""

    folder: Path
    names: Mapping[str, str] | None  # path to hashed path; None means plain names

    def url(self, path: str) -> str:
        """Return the address of a file in static/.

        Raises:
            AssetError: if there is no such file.
        """
        if self.names is not None and path in self.names:
            return PREFIX + self.names[path]
        if self.names is None and (self.folder / path).is_file():
            return PREFIX + path
        message = f"static/{path} is missing; `make setup` makes what is not in git."
        raise AssetError(message)


class _Files(WhiteNoise):  # type: ignore[misc]  # whitenoise has no types
    """Answers GET and HEAD; whatever else is asked of a file, the application refuses."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        is_reading = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        answer = super().__call__ if is_reading else self.application
        found: Iterable[bytes] = answer(environ, start_response)
        return found


class _PlainFiles(_Files):
    """Looks a file up at each request; what lies in a hidden folder is not there."""

    def find_file(self, url: str) -> object:
        return None if "/." in url else super().find_file(url)


def asset(path: str) -> str:
    """Return the address of a file in static/, for the program that runs.

    Raises:
        AssetError: if there is no such file.
    """
    assets: Assets = current_app.extensions["assets"]
    return assets.url(path)


def init_app(app: Flask, *, static: Path = STATIC, built: Path = BUILT) -> None:
    """Serve the static files with the headers of all answers; give `asset` to the templates."""

    def add_headers(answer: Headers, _path: str, _url: str) -> None:
        for name, value in app.config.get("SECURITY_HEADERS", {}).items():
            answer[name] = value

    names = _names(static, built)
    app.extensions["assets"] = Assets(static, names)
    app.add_template_global(asset)
    kind = _PlainFiles if names is None else _Files
    app.wsgi_app = kind(  # type: ignore[method-assign]  # the way Flask names for middleware
        app.wsgi_app,
        root=str(static if names is None else built / "files"),
        prefix=PREFIX,
        max_age=0,
        autorefresh=names is None,
        allow_all_origins=False,
        immutable_file_test=IMMUTABLE,
        add_headers_function=add_headers,
    )


def build(static: Path = STATIC, built: Path = BUILT) -> None:
    """Write every static file under its hashed name, compressed beside it, and the list of names.

    What was compressed before and has not changed is taken over.

    Raises:
        AssetError: if a style sheet or module names a file that is not there.
    """
    new = built.with_name(built.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    sources = _sources(static)
    published = _published(sources)
    for name, content in published.values():
        _write(new / "files" / name, content, built / "files" / name)
    manifest = {
        "sources": {path: _digest(content) for path, content in sources.items()},
        "names": {path: name for path, (name, _content) in published.items()},
    }
    (new / "manifest.json").write_text(json.dumps(manifest, indent=1))
    shutil.rmtree(built, ignore_errors=True)
    new.rename(built)


def _names(static: Path, built: Path) -> dict[str, str] | None:
    """Return the hashed names; None unless the build is of the files as they are now."""
    try:
        manifest = json.loads((built / "manifest.json").read_text())
    except FileNotFoundError:
        return None
    now = {path: _digest(content) for path, content in _sources(static).items()}
    names: dict[str, str] = manifest["names"]
    return names if manifest["sources"] == now else None


def _sources(static: Path) -> dict[str, bytes]:
    """Return path and content of each file, hidden folders left out, in the order of the paths."""
    paths = sorted(path for path in static.rglob("*") if path.is_file())
    named = ((path.relative_to(static).as_posix(), path) for path in paths)
    return {name: path.read_bytes() for name, path in named if not f"/{name}".count("/.")}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _published(sources: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """Return hashed name and content of each file; references carry the hashed names, too."""
    done: dict[str, tuple[str, bytes]] = {}

    def publish(path: str, on_the_way: tuple[str, ...]) -> str:
        if path in on_the_way:
            message = f"static/{path} names itself: {' → '.join((*on_the_way, path))}."
            raise AssetError(message)
        if path not in done:
            content = sources[path]
            pure = PurePosixPath(path)
            pattern = REFERENCES.get(pure.suffix)
            if pattern and not path.startswith("vendor/"):
                text = LAYERED.sub(lambda match: _put_in(match, path, sources), content.decode())
                text = pattern.sub(lambda match: refer(match, path, on_the_way), text)
                content = text.encode()
            name = pure.with_name(f"{pure.stem}.{_digest(content)}{pure.suffix}")
            done[path] = (name.as_posix(), content)
        return done[path][0]

    def refer(match: re.Match[str], by: str, on_the_way: tuple[str, ...]) -> str:
        folder = PurePosixPath(by).parent
        wanted = normpath(folder / match["path"])
        if wanted not in sources:
            message = f"static/{by} names {match['path']}, which is not there."
            raise AssetError(message)
        name = publish(wanted, (*on_the_way, by))
        up = "../" * (len(folder.parts))
        return f"{match['before']}{up or './'}{name}"

    for path in sources:
        publish(path, ())
    return done


def _put_in(match: re.Match[str], by: str, sources: Mapping[str, bytes]) -> str:
    """Return the layer that a style sheet imports, written out; it may name no file itself."""
    wanted = normpath(PurePosixPath(by).parent / match["path"])
    if wanted not in sources:
        message = f"static/{by} imports {match['path']}, which is not there."
        raise AssetError(message)
    text = sources[wanted].decode("utf-8-sig").removeprefix('@charset "UTF-8";')
    if REFERENCES[".css"].search(text):
        message = f"static/{wanted} names a file; it cannot be put into static/{by}."
        raise AssetError(message)
    return f"@layer {match['layer']} {{\n{text}\n}}"


def _write(target: Path, content: bytes, before: Path) -> None:
    """Write a file and its compressed forms, which the same file may have had before."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    if target.suffix not in COMPRESSED:
        return
    for ending in (".br", ".gz"):
        old, new = (path.with_name(path.name + ending) for path in (before, target))
        if old.exists():
            shutil.copyfile(old, new)
        elif ending == ".br":
            new.write_bytes(brotli.compress(content))
        else:
            new.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
