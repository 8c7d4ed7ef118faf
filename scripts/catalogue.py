"""Keep the English catalogue complete: `check` names what is missing, `update` adds it, empty."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "tracker" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
_IN_CONTEXT = ((1, "c"), 2)
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "_n": (1, 2), "_c": _IN_CONTEXT, "_lc": _IN_CONTEXT}
SOURCES = {
    "tracker": [("**.py", "python")],
    "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")],
}
# A template that cannot be read is an error, not a template without texts.
OPTIONS = {"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}}
WIDTH = 100


def extracted() -> Catalog:
    """Return every German text of the program, in the order of the files."""
    catalogue = Catalog(project="masterplan-tracker", charset="utf-8")
    for folder, methods in SOURCES.items():
        found = extract_from_dir(
            ROOT / folder, methods, OPTIONS, keywords=KEYWORDS, comment_tags=("Für Übersetzer:",)
        )
        for path, _line, message, comments, context in sorted(found, key=lambda item: item[:2]):
            place = [(f"{folder}/{path}", 0)]
            catalogue.add(message, None, place, auto_comments=comments, context=context)
    return catalogue


def findings(source: Catalog, translated: Catalog) -> Iterator[str]:
    """Say what the catalogue lacks, has too much, or has wrong: one sentence for each."""
    for message in source:
        if not message.id:
            continue
        ours = translated.get(message.id, message.context)
        if ours is None or not _is_complete(ours):
            yield f"{message.locations[0][0]}: „{_key(message)}“ has no translation."
        elif ours.fuzzy:
            yield f"„{_key(message)}“ has a translation that is only a guess (fuzzy)."
        else:
            yield from (f"„{_key(message)}“: {error}" for error in ours.check(translated))
    for message in translated:
        if message.id and source.get(message.id, message.context) is None:
            yield f"„{_key(message)}“ is translated, but nothing says it any more."


def _is_complete(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(texts)


def _key(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def main() -> None:
    """Check or update the catalogue."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=["check", "update"])
    task = parser.parse_args().task
    source = extracted()
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            translated = read_po(file, locale="en")
    else:
        translated = Catalog(locale="en", project="masterplan-tracker", charset="utf-8")
    if task == "update":
        translated.update(source, no_fuzzy_matching=True)
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        with CATALOGUE.open("wb") as file:
            write_po(file, translated, WIDTH, ignore_obsolete=True, include_lineno=False)
    problems = list(findings(source, translated))
    print(*problems, sep="\n", end="\n" if problems else "")
    print(f"{len(source)} texts, {len(problems)} to mend.")
    if task == "check" and problems:
        sys.exit(1)


if __name__ == "__main__":
    main()
