"""What is installed is what is named: lock files, versions, the check of the catalogue."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from tracker import __version__

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]


@pytest.mark.parametrize(
    ("lock", "named"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"] + GROUPS["dev"]),
        ("requirements-node.lock", GROUPS["node"]),
    ],
)
def test_each_python_package_is_locked_with_its_hashes(lock: str, named: list[str]) -> None:
    text = (ROOT / lock).read_text()
    entry = r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==\S+.*\\\n    --hash=sha256:"
    pinned = re.findall(entry, text, re.MULTILINE)
    wanted = {re.split(r"[^a-z0-9-]", name, maxsplit=1)[0] for name in named}

    assert wanted <= set(pinned)
    assert len(pinned) == len(re.findall("^[a-z]", text, re.MULTILINE))


def test_the_lock_files_name_no_registry() -> None:
    for name in ("requirements.lock", "requirements-node.lock", "package-lock.json", ".npmrc"):
        assert "://" not in (ROOT / name).read_text(), name


def test_each_front_end_package_is_locked_with_its_hash() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    locked = {path.removeprefix("node_modules/"): entry for path, entry in packages.items() if path}

    assert {name: entry["version"] for name, entry in locked.items()} == wanted
    assert all(entry["integrity"].startswith("sha512-") for entry in locked.values())


def test_the_version_is_the_same_everywhere() -> None:
    lines = (ROOT / "publiccode.yml").read_text().splitlines()

    assert f"softwareVersion: {__version__}" in lines
    assert PROJECT["project"]["version"] == __version__


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "scripts" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(**translations: str) -> Catalog:
    made = Catalog(locale="en")
    for german, english in translations.items():
        made.add(german, english, [("page.html", 0)])
    return made


@pytest.mark.parametrize(
    ("translated", "finding"),
    [
        (texts(Plan="plan"), None),
        (texts(), "page.html: „Plan“ has no translation."),
        (texts(Plan=""), "page.html: „Plan“ has no translation."),
        (texts(Plan="plan", Feld="field"), "„Feld“ is translated, but nothing says it any more."),
    ],
)
def test_a_gap_in_the_catalogue_is_found(
    catalogue: ModuleType, translated: Catalog, finding: str | None
) -> None:
    findings = list(catalogue.findings(texts(Plan=""), translated))

    assert findings == ([finding] if finding else [])


def test_a_translation_that_loses_a_value_is_found(catalogue: ModuleType) -> None:
    source, translated = Catalog(), Catalog(locale="en")
    source.add("%(done)s von %(all)s", None, [("page.html", 0)])
    translated.add("%(done)s von %(all)s", "%(done)s of all %(number)s", flags=["python-format"])

    (finding,) = catalogue.findings(source, translated)

    assert finding.startswith("„%(done)s von %(all)s“: ")
