"""The handbook's page on rights, made from the access table.

Call: python -m tests.rights    (writes docs/rights.md anew)
"""

import tomllib
from pathlib import Path

from flask import Flask

from tracker.app import create_app

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/rights.md"
TABLE: dict[str, dict[str, list[int]]] = tomllib.loads((ROOT / "tests/access.toml").read_text())
WORDS = {
    200: "yes",
    302: "yes",
    303: "yes",
    422: "yes",
    401: "signs in first",
    403: "no",
    404: "not there",
}
INTRODUCTION = """# Who may do what

Made by `python -m tests.rights` from [the access table](../tests/access.toml), which
`tests/test_access.py` holds against every route by real requests. What is not in it is denied.

- **own**: a stakeholder whose organisation has a part in the recommendation, or wrote the note
- **other**: a stakeholder of another organisation; what is not theirs to see is as if not there
- **disabled**: an account that was disabled while signed in; it is treated like nobody

| address | method | public | own | other | staff | administrator | disabled |
|---|---|---|---|---|---|---|---|
"""


def page(app: Flask) -> str:
    """Return the page: a line for each address and method, sorted by address."""
    lines = []
    for rule in app.url_map.iter_rules():
        for method, cells in TABLE[rule.endpoint].items():
            told = " | ".join(WORDS[status] for status in cells)
            lines.append(f"| `{rule.rule}` | {method} | {told} |\n")
    return INTRODUCTION + "".join(sorted(lines))


if __name__ == "__main__":
    PAGE.write_text(page(create_app({"SECRET_KEY": "k" * 32})))
