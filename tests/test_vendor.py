"""What the pages rely on in the packages of others, looked up in those packages."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "static" / "vendor"


@pytest.fixture(scope="module")
def bundle() -> str:
    return (VENDOR / "plotly" / "plotly-basic.min.js").read_text()


@pytest.fixture(scope="module")
def vendor() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "scripts" / "vendor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_plotly_finds_its_second_style_element_in_our_pages(bundle: str) -> None:
    wanted = re.findall(r'getElementById\("([0-9a-f]{64})"\)', bundle)
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))

    assert len(wanted) == 1
    assert f'id="{wanted[0]}"' in templates
    assert 'id="plotly.js-style-global"' in templates


def test_the_bundle_evaluates_no_text(bundle: str) -> None:
    assert not re.search(r"\beval\(|new Function\(|[^.\w]Function\(", bundle)


def test_all_style_rules_of_plotly_are_in_our_sheet(bundle: str, vendor: ModuleType) -> None:
    sheet = (VENDOR / "plotly" / "plotly-ui.css").read_text()

    assert sheet == vendor.plotly_styles(bundle)
    assert sheet.count("{") == sheet.count("}") == sheet.count("\n") == 66
    assert ".js-plotly-plot .plotly .modebar{position:absolute;" in sheet
    assert ".plotly-notifier p{margin:0;}" in sheet


def test_a_bundle_of_another_shape_is_refused(vendor: ModuleType) -> None:
    with pytest.raises(vendor.VendorError, match="holds its style rules in a new way"):
        vendor.plotly_styles("var styles={}")
    with pytest.raises(vendor.VendorError, match="Only 1 style rules"):
        vendor.plotly_styles('var styles={"X,X div":"margin:0;"}')


def test_the_german_locale_registers_itself() -> None:
    script = (VENDOR / "plotly" / "plotly-de.js").read_text()

    assert script.startswith("(function(){var module={exports:{}};")
    assert script.endswith("Plotly.register(module.exports);})();\n")
    assert "'Okt'" in script


def test_the_licences_lie_beside_the_files() -> None:
    assert "EUPL" in (VENDOR / "kern" / "LICENSE.md").read_text()
    assert "Open Font License" in (VENDOR / "kern" / "FONTS.txt").read_text()
    assert "MIT" in (VENDOR / "plotly" / "LICENSE").read_text()


def test_kern_is_not_changed() -> None:
    package = ROOT / "node_modules" / "@kern-ux" / "native" / "dist" / "kern.min.css"

    assert (VENDOR / "kern" / "kern.min.css").read_bytes() == package.read_bytes()
