"""The house rules that no linter knows."""

import json
import re
import tokenize
from dataclasses import fields
from pathlib import Path

import click
import pytest
from flask import Flask
from jinja2 import Environment, nodes

from tracker.settings import Settings

ROOT = Path(__file__).parent.parent
MODULES = sorted(ROOT.glob("tracker/**/*.py"))
TEMPLATES = sorted(ROOT.glob("templates/**/*.*"))
SCRIPTS = [path for path in sorted(ROOT.glob("scripts/*")) if path.is_file()]
OWN = [
    *MODULES,
    *TEMPLATES,
    *SCRIPTS,
    *sorted(ROOT.glob("tests/**/*.py")),
    *sorted(ROOT.glob("static/css/**/*.css")),
    *sorted(ROOT.glob("static/js/**/*.js")),
    *sorted(ROOT.glob("docs/**/*.md")),
    *sorted(ROOT.glob("*.md")),
]

# What is longer than its kind should be, and why it stays whole.
LONG_MODULES = {
    "tracker/migrations/versions/0001_create_tables.py": "writes out every table once",
    "tracker/migrations/versions/0002_create_desk.py": "writes out seven tables",
}
LONG_TEMPLATES: dict[str, str] = {}

# Every place where text becomes HTML or SQL without being escaped, as reviewed. The key is the
# file, the value the lines; a new line here is a review of its own.
REVIEWED = {
    "tracker/i18n.py": [
        'return Markup("")',
        "return Markup('<span lang=\"%s\">%s</span>') % (other, text)",  # % escapes
        "return Markup('<span lang=\"%s\">%s</span>') % (LANGUAGES[0], text)",  # % escapes
    ],
    "tracker/charts/chart.py": [
        'link = Markup(\'<a class="counted" href="%s" aria-label="%s">%s</a>\')',  # filled by %
    ],
    "tracker/dashboards/words.py": [
        "moved = Markup('<a href=\"%s\">%s</a>') % (href, times) if href else times",  # % escapes
    ],
    "tracker/forms/__init__.py": [
        'line = Markup(\'<input type="hidden" name="%s" value="%s">\')',  # filled by %, below
        'return Markup("\\n").join(line % pair for pair in hidden)',  # % escapes
    ],
    "tracker/history/answers.py": [
        'link = Markup(\'<a href="%s">%s</a>\') % (address, _("Rückgängig machen"))',  # % escapes
        'flash(Markup("%s %s") % (text, link))',  # % escapes text; link is markup, one line above
    ],
    "tracker/db.py": [
        'connection.execute(f"pragma {pragma}")',  # constants, in the lines above
        'connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")',  # two constants
    ],
    "tracker/reports/output/html.py": [
        'style = Markup(f"<style>\\n{STYLE.read_text()}</style>")',  # a style sheet of ours
        "return Markup(drawing(figure, document, name))",  # tracker.charts.svg escapes each text
    ],
    "templates/shared/chart.html": ["{{ c.drawing | safe }}"],  # tracker.charts.svg escapes
    "templates/shared/status.html": ["{{ SHAPES[name] | safe }}"],  # constants of this template
}
UNESCAPED_PYTHON = re.compile(
    r"""\bMarkup\(|(?<![\w.])text\(\s*f?["']|\bexec_driver_sql\(|render_template_string\("""
    r"""|\bautoescape\b|\.execute\(\s*f["']|\bliteral_column\(|(?<![\w.])(eval|exec)\(|\bpickle\b"""
)
UNESCAPED_TEMPLATE = re.compile(
    r"\{\{[^}]*\|\s*safe\b[^}]*\}\}|\{%-?\s*autoescape[^%]*%\}|\|\s*urlize\b"
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code(path: Path) -> str:
    """Return a module's source without comments."""
    with path.open("rb") as file:
        tokens = [
            token for token in tokenize.tokenize(file.readline) if token.type != tokenize.COMMENT
        ]
    return tokenize.untokenize(tokens).decode()


def test_a_module_fits_on_ten_screens() -> None:
    long = {name(path) for path in MODULES if len(path.read_text().splitlines()) > 300}

    assert long == set(LONG_MODULES)


def test_a_template_fits_on_four_screens() -> None:
    long = {name(path) for path in TEMPLATES if len(path.read_text().splitlines()) > 120}

    assert long == set(LONG_TEMPLATES)


def test_only_the_clock_reads_the_clock() -> None:
    reads = re.compile(
        r"date\.today|datetime\.(now|today)|utcnow|time\.(time|localtime|gmtime|strftime)\b"
        r"|from time import|func\.(now|current_)|CURRENT_(DATE|TIMESTAMP)"
    )

    assert [name(path) for path in MODULES if reads.search(code(path))] == ["tracker/clock.py"]


def test_nobody_holds_a_clock_of_their_own() -> None:
    """The moment is asked as clock.now(); a name of one's own could not be set in a test."""
    own = re.compile(r"from tracker\.clock import [^\n]*\bnow\b")

    assert [name(path) for path in MODULES if own.search(path.read_text())] == []


def test_facts_get_their_moment_in_one_place() -> None:
    """It asks whether the plan is held; a moment that a file names is checked by its import."""
    sets = re.compile(r"\.recorded_at\s*=[^=]")
    stamps = re.compile(r"\bstamp\(")

    assert [name(path) for path in MODULES if sets.search(code(path))] == [
        "tracker/history/recording.py"
    ]
    assert {name(path) for path in MODULES if stamps.search(code(path))} == {
        "tracker/editions/actions/edition.py",
        "tracker/history/actions.py",
        "tracker/history/recording.py",
    }


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(r"\bos\.(environ|getenv)\b")
    allowed = {"tracker/settings.py", "tracker/app.py", "tracker/cli.py"}  # these two hand it over

    assert {name(path) for path in MODULES if reads.search(code(path))} <= allowed


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_uses_every_macro_it_imports(app: Flask, path: Path) -> None:
    tree = app.jinja_env.parse(path.read_text())
    used = {found.name for found in tree.find_all(nodes.Name)}
    imported = {
        one if isinstance(one, str) else one[1]
        for statement in tree.find_all(nodes.FromImport)
        for one in statement.names
    }

    assert imported <= used


def test_every_macro_is_used_somewhere(app: Flask) -> None:
    defined, used = set(), set()
    for path in TEMPLATES:
        tree = app.jinja_env.parse(path.read_text())
        defined |= {macro.name for macro in tree.find_all(nodes.Macro)}
        used |= {found.name for found in tree.find_all(nodes.Name)}
        used |= {found.attr for found in tree.find_all(nodes.Getattr)}

    assert defined - used == set()


def test_every_template_is_used_somewhere(app: Flask) -> None:
    named = _named_templates(app.jinja_env)
    python = "\n".join(path.read_text() for path in MODULES)
    there = {path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES}

    # A page of the foot has the name of its view.
    pages = {f"{endpoint.replace('.', '/')}.html" for endpoint in app.view_functions}
    unused = {one for one in there - named - pages if f'"{one}"' not in python}
    assert {one for one in unused if not one.startswith("errors/")} == set()


def _named_templates(environment: Environment) -> set[str]:
    named = set()
    for path in TEMPLATES:
        tree = environment.parse(path.read_text())
        for kind in (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include):
            for statement in tree.find_all(kind):
                if isinstance(statement.template, nodes.Const):
                    named.add(statement.template.value)
    return named


def test_what_is_put_out_unescaped_has_been_reviewed() -> None:
    found: dict[str, list[str]] = {}
    for path in MODULES:
        if "migrations" in path.parts:
            continue
        for line in code(path).splitlines():
            if UNESCAPED_PYTHON.search(line):
                found.setdefault(name(path), []).append(line.strip())
    for path in TEMPLATES:
        for match in UNESCAPED_TEMPLATE.finditer(path.read_text()):
            found.setdefault(name(path), []).append(match.group())

    assert found == REVIEWED


def test_templates_escape_by_themselves(app: Flask) -> None:
    for path in TEMPLATES:
        assert app.jinja_env.autoescape(path.name) or path.suffix == ".txt"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_holds_no_script_and_no_style(path: Path) -> None:
    source = path.read_text()

    assert not re.search(r"\sstyle=|<style\b|\son[a-z]+=\"", source)
    for script in re.findall(r"<script\b[^>]*>", source):
        assert "src=" in script or 'type="application/json"' in script


def test_no_foreign_address_is_loaded() -> None:
    """Our own pages, styles and scripts ask nobody else for anything."""
    foreign = re.compile(r"""(?:src=|url\(|@import|from|import\()\s*["']?(?:https?:)?//""")
    ours = [path for path in OWN if path.suffix in {".html", ".css", ".js"}]

    assert [name(path) for path in ours if foreign.search(path.read_text())] == []


def test_open_work_is_an_issue() -> None:
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")

    assert [name(path) for path in OWN if marks.search(path.read_text())] == []


def test_a_noqa_names_a_code_and_a_reason() -> None:
    bare = re.compile(r"# (noqa(?!: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*\s+# \w)|type: ignore(?!\[))")

    wrong = [
        f"{name(path)}:{number}"
        for path in MODULES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if bare.search(line)
    ]
    assert wrong == []


def _handbook() -> str:
    pages = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
    return "\n".join(page.read_text() for page in pages if page.exists())


def test_the_handbook_names_every_setting() -> None:
    handbook = _handbook()
    names = {f"TRACKER_{setting.name.upper()}" for setting in fields(Settings)}

    assert {one for one in names if not re.search(rf"\b{one}\b", handbook)} == set()


def test_the_handbook_names_no_setting_that_is_not_there() -> None:
    names = {f"TRACKER_{setting.name.upper()}" for setting in fields(Settings)}
    names |= {"TRACKER_INSTANCE", "TRACKER_TEST_DATABASE_URL", "TRACKER_NAME"}

    assert set(re.findall(r"\bTRACKER_[A-Z_]+[A-Z]\b", _handbook())) <= names


def test_the_handbook_names_every_command_of_ours(app: Flask) -> None:
    commands = sorted(_commands(app.cli, "tracker"))
    handbook = _handbook()

    assert [command for command in commands if command not in handbook] == []


def _commands(group: click.Group, path: str) -> list[str]:
    found = []
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            if word != "db":  # Flask-Migrate's
                found += _commands(command, f"{path} {word}")
        elif (command.callback.__module__ or "").startswith("tracker."):
            found.append(f"{path} {word}")
    return found


def test_every_template_text_is_german_in_the_source(app: Flask) -> None:
    """The key of a message is its German text; English belongs into the catalogue."""
    english = re.compile(r"\b(the|and|with|your|please|this)\b", re.IGNORECASE)
    wrong = []
    for path in TEMPLATES:
        tree = app.jinja_env.parse(path.read_text())
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_":
                first = call.args[0]
                if isinstance(first, nodes.Const) and english.search(str(first.value)):
                    wrong.append((name(path), first.value))
    assert wrong == []


def test_the_lock_names_no_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text(), lock.name
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [one for one, entry in packages.items() if "resolved" in entry] == []


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=name)
def test_every_link_of_the_handbook_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    missing = [
        target for target in targets if "://" not in target and not (page.parent / target).exists()
    ]
    assert missing == []
