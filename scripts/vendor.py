"""Copy the front-end files that pages use from node_modules/ to static/vendor/.

Third-party files are never committed and never changed: what is derived from them (a style sheet,
a wrapped locale) is made here, at set-up, each time anew.
"""

import ast
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

KERN = PACKAGES / "@kern-ux" / "native"
PLOTLY = PACKAGES / "plotly.js-basic-dist-min"
LOCALES = PACKAGES / "plotly.js-locales"
FONTS = KERN / "dist" / "fonts" / "fira-sans"
COPIES = {
    KERN / "dist" / "kern.min.css": "kern/kern.min.css",
    KERN / "LICENSE.md": "kern/LICENSE.md",
    FONTS / "FiraSans-Regular.woff2": "kern/FiraSans-Regular.woff2",
    FONTS / "FiraSans-SemiBold.woff2": "kern/FiraSans-SemiBold.woff2",
    PLOTLY / "plotly-basic.min.js": "plotly/plotly-basic.min.js",
    PLOTLY / "LICENSE": "plotly/LICENSE",
}
FONT_NOTICE = (
    "Fira Sans, copyright The Mozilla Foundation and Telefonica S.A., comes with KERN under the\n"
    "SIL Open Font License 1.1: https://openfontlicense.org\n"
)

# plotly.js draws its buttons and notices with rules that it would insert as a style element.
# The bundle holds them as one object literal that begins with this key.
FIRST_RULE = '{"X,X div":'
TEXT = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
RULE = re.compile(rf"({TEXT}|[A-Z]):({TEXT})")
RULES_AT_LEAST = 60


class VendorError(Exception):
    """A package does not hold what the pages need."""


def plotly_styles(bundle: str) -> str:
    """Return the rules that the bundle would insert, as a style sheet in their final order.

    plotly.js inserts each rule before the one before it, so the last of the object comes first.

    Raises:
        VendorError: if the bundle holds its rules in another way than version 4.1.
    """
    start = bundle.find(FIRST_RULE)
    if start < 0:
        message = "plotly.js holds its style rules in a new way; see scripts/vendor.py."
        raise VendorError(message)
    rules = []
    position = start
    while bundle[position] in "{,":
        match = RULE.match(bundle, position + 1)
        if match is None:
            break
        selector, declarations = (_text(part) for part in match.groups())
        selector = re.sub("^,", " ,", selector)
        selector = selector.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
        rules.append(f"{selector}{{{declarations}}}\n")
        position = match.end()
    if bundle[position] != "}" or len(rules) < RULES_AT_LEAST:
        message = f"Only {len(rules)} style rules of plotly.js could be read."
        raise VendorError(message)
    return "".join(reversed(rules))


def plotly_locale(module: str) -> str:
    """Return a locale file of plotly.js, which is a CommonJS module, as a plain script."""
    before = "(function(){var module={exports:{}};\n"
    return before + module + "\nPlotly.register(module.exports);})();\n"


def _text(literal: str) -> str:
    """Return what a JavaScript string literal says; a bare name stands for itself."""
    return str(ast.literal_eval(literal)) if literal[0] in "\"'" else literal


def main() -> None:
    """Make static/vendor/ anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, name in COPIES.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    (VENDOR / "kern" / "FONTS.txt").write_text(FONT_NOTICE)
    bundle = (PLOTLY / "plotly-basic.min.js").read_text()
    (VENDOR / "plotly" / "plotly-ui.css").write_text(plotly_styles(bundle))
    locale = (LOCALES / "de.js").read_text()
    (VENDOR / "plotly" / "plotly-de.js").write_text(plotly_locale(locale))


if __name__ == "__main__":
    try:
        main()
    except (VendorError, FileNotFoundError) as error:
        sys.exit(f"The front-end files are incomplete: {error}")
