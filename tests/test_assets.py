"""Static files: their names, their compressed forms, their headers."""

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker import assets

STYLE = b"a { color: #123456; background: url('../img/dot.svg') }\n" * 20


@pytest.fixture
def static(tmp_path: Path) -> Path:
    files = {
        "css/page.css": b"@import 'part.css';\n",
        "css/part.css": STYLE,
        "img/dot.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "js/main.js": b'import { open } from "./parts/menu.js";\n',
        "js/parts/menu.js": b"export function open() {}\n",
        "vendor/other.js": b'var text = "from \\"./nowhere.js\\"";\n',
    }
    for name, content in files.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "static"


def serve(static: Path) -> FlaskClient:
    app = Flask("served", static_folder=None)
    app.testing = True
    app.config["SECURITY_HEADERS"] = {"X-Content-Type-Options": "nosniff"}
    assets.init_app(app, static=static, built=static / ".built")

    @app.get("/address/<path:path>")
    def address(path: str) -> str:
        return render_template_string("{{ asset(path) }}", path=path)

    return app.test_client()


def get(client: FlaskClient, url: str, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(url, headers=named, buffered=True)


def address(client: FlaskClient, path: str) -> str:
    return get(client, f"/address/{path}").text


def test_a_built_file_may_be_kept_for_ever(static: Path) -> None:
    assets.build(static, static / ".built")
    client = serve(static)

    url = address(client, "img/dot.svg")
    answer = get(client, url)

    assert re.fullmatch(r"/static/img/dot\.[0-9a-f]{12}\.svg", url)
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert get(client, url, If_None_Match=answer.headers["ETag"]).status_code == 304


@pytest.mark.parametrize(
    ("encoding", "plain"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_built_file_is_sent_compressed(static: Path, encoding: str, plain) -> None:
    assets.build(static, static / ".built")
    client = serve(static)

    answer = get(client, address(client, "css/part.css"), Accept_Encoding=encoding)

    assert answer.headers["Content-Encoding"] == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert len(answer.data) < len(STYLE) / 5
    assert b"#123456" in plain(answer.data)


@pytest.mark.parametrize(
    ("path", "pattern", "named"),
    [
        ("css/page.css", r"@import '(.+)';", "css/part.css"),
        ("css/part.css", r"url\('(.+?)'\)", "img/dot.svg"),
        ("js/main.js", r'from "(.+)";', "js/parts/menu.js"),
    ],
)
def test_what_a_built_file_names_has_its_hashed_name(
    static: Path, path: str, pattern: str, named: str
) -> None:
    assets.build(static, static / ".built")
    client = serve(static)

    url = address(client, path)
    match = re.search(pattern, get(client, url).text)

    assert match is not None
    assert urljoin(url, match[1]) == address(client, named)


def test_a_change_of_a_named_file_changes_the_name_of_its_reader(static: Path) -> None:
    assets.build(static, static / ".built")
    before = address(serve(static), "js/main.js")

    (static / "js" / "parts" / "menu.js").write_text("export function open() { return 1 }\n")
    assets.build(static, static / ".built")

    assert address(serve(static), "js/main.js") != before


def test_bundles_of_others_are_served_as_they_are(static: Path) -> None:
    assets.build(static, static / ".built")
    client = serve(static)

    answer = get(client, address(client, "vendor/other.js"))

    assert answer.data == (static / "vendor" / "other.js").read_bytes()


def test_a_file_changed_since_the_build_is_served_fresh(static: Path) -> None:
    assets.build(static, static / ".built")
    (static / "css" / "part.css").write_text("b {}")
    client = serve(static)

    url = address(client, "css/part.css")
    answer = get(client, url)
    (static / "css" / "part.css").write_text("i { color: #000 }")

    assert url == "/static/css/part.css"
    assert answer.text == "b {}"
    assert answer.headers["Cache-Control"] == "max-age=0, public"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert get(client, url).text == "i { color: #000 }"


@pytest.mark.parametrize("is_built", [True, False])
def test_a_page_cannot_name_a_file_that_is_not_there(static: Path, is_built: bool) -> None:
    if is_built:
        assets.build(static, static / ".built")

    with pytest.raises(assets.AssetError, match=r"static/css/typo\.css is missing"):
        address(serve(static), "css/typo.css")


def test_a_style_sheet_cannot_name_a_file_that_is_not_there(static: Path) -> None:
    (static / "css" / "page.css").write_text("@font-face { src: url(../fonts/no.woff2) }")

    with pytest.raises(assets.AssetError, match=r"css/page\.css names \.\./fonts/no\.woff2"):
        assets.build(static, static / ".built")


def test_modules_in_a_circle_are_refused(static: Path) -> None:
    (static / "js" / "parts" / "menu.js").write_text('import "../main.js"\n')

    with pytest.raises(assets.AssetError, match=r"names itself: js/main\.js → js/parts/menu\.js"):
        assets.build(static, static / ".built")


def test_nothing_outside_of_the_static_files_is_served(static: Path) -> None:
    (static.parent / "secret.txt").write_text("key")
    assets.build(static, static / ".built")

    for client in (serve(static), _changed(static)):
        for path in ("../secret.txt", "%2e%2e/secret.txt", ".built/manifest.json", "manifest.json"):
            assert get(client, f"/static/{path}").status_code == 404


def _changed(static: Path) -> FlaskClient:
    (static / "new.txt").write_text("new")
    return serve(static)


def test_a_style_sheet_imported_into_a_layer_is_sent_within(static: Path) -> None:
    (static / "css/plain.css").write_text('@charset "UTF-8";a { color: #123456 }')
    (static / "css/all.css").write_text('@layer one;\n@import url("plain.css") layer(one);\n')
    assets.build(static, static / ".built")
    client = serve(static)

    text = get(client, address(client, "css/all.css")).text

    assert "@import" not in text
    assert "@charset" not in text
    assert re.search(r"@layer one \{\s*a \{ color: #123456 \}\s*\}", text)


def test_what_is_put_into_another_style_sheet_names_no_file(static: Path) -> None:
    (static / "css/all.css").write_text('@import url("part.css") layer(one);\n')

    with pytest.raises(assets.AssetError, match=r"css/part\.css names a file"):
        assets.build(static, static / ".built")
