"""The order of names: by the German one, whatever the language of the reader. Pure."""

from collections.abc import Iterable, Mapping

from tracker.db import Texts
from tracker.lists import folded


def german(texts: Texts) -> str:
    """Return the German text, else the first one."""
    return texts.get("de") or next(iter(texts.values()), "")


def by_name(slugs: Iterable[str], names: Mapping[str, Texts]) -> list[str]:
    """Return slugs in the order of what they are called in German."""
    return sorted(slugs, key=lambda slug: (folded(german(names[slug])), slug))
