"""How many lines the rows of a table take in a PDF, where that is sure. Pure.

typst sets a row twice unless it is told how high it is. It fills line after line with words; so
letters taken for wider than they are, and broken at spaces only, take at least as many lines as on
paper. Taken for narrower, and broken wherever a line might break, they hardly take more. Where both
come to the same, so does typst.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from tracker.reports.output.columns import Layout
from tracker.reports.output.letters import is_known, width

# All widths are in thousandths of the size of the letters.
MORE, LESS = 11, 16  # what a letter, with what is beside it, may be wider or narrower than we know
APART, ODD = 90, 60  # what pairs of letters are set further apart at most; what others in a line
PAIRS = re.compile(r"[A-ZÄÖÜ](?=[A-ZÄÖÜ])|[f({\[](?=[^a-zäöüß ])|[({\[]j")
WORDS = re.compile(r"[^ ]+ ?")
PARTS = re.compile(r"(?:[^ /!?|}–-]|-(?=\d))+[/!?|}–-]? ?|[/!?|}–-] ?")
# Spaces that are no place for a break, or that a line does not count as typst does.
UNEVEN = re.compile(r"(?:^| )(?![–&+·÷×=](?: |$))(?:[^\w„\"(]|[^\w ]+(?: |$))|[({\[„](?: |$)| $")

# What no line breaks once its spaces are those that no line breaks.
ALNUM = "[0-9A-Za-zÄÖÜäöüß]+"
WHOLE = rf"[(„]?{ALNUM}(?:(?:[.,:]|-(?=\d)){ALNUM})*(?:[ \u00a0]?%)?[)“]?[.,:;]?"
UNBROKEN = re.compile(rf"(?:{WHOLE}(?:[ \u00a0]{WHOLE})*)?|–")


def sure(texts: Iterable[Sequence[str]], layout: Layout) -> list[int]:
    """Return how many lines each row takes; 0 where nobody can tell."""
    return [_of_row(row, layout) for row in texts]


def single(texts: Iterable[Sequence[str]], layout: Layout) -> list[bool]:
    """Return for each row whether all its cells fit one line, and can be kept from breaking."""
    return [
        all(
            width(text) <= room and UNBROKEN.fullmatch(text)
            for text, room in zip(row, layout.rooms, strict=True)
        )
        for row in texts
    ]


def _of_row(texts: Sequence[str], layout: Layout) -> int:
    most = least = 1
    for text, room, is_hyphenated in zip(texts, layout.rooms, layout.hyphenated, strict=True):
        if not is_known(text.replace("\n", "")) or UNEVEN.search(text):
            return 0
        lines = text.split("\n")
        if len(lines) == 1 and _widest(text) <= room:
            continue
        if is_hyphenated or any(_breaks(word, room) for line in lines for word in line.split(" ")):
            return 0
        most = max(most, sum(_filled(WORDS.findall(line), room, _widest) for line in lines))
        least = max(least, sum(_filled(PARTS.findall(line), room, _narrowest) for line in lines))
    return most if most == least else 0


def _breaks(word: str, room: float) -> bool:
    """Return whether a word might go on in the next line."""
    return _widest(word) > room and not UNBROKEN.fullmatch(word)


def _filled(parts: Iterable[str], room: float, wide: Callable[[str], float]) -> int:
    """Return how many lines parts fill one after another; a space at the end needs no room."""
    lines, used = 1, 0.0
    for part in parts:
        if used and used + wide(part.rstrip(" ")) > room:
            lines, used = lines + 1, 0.0
        used += wide(part)
    return lines


@lru_cache(maxsize=20_000)
def _widest(text: str) -> float:
    return width(text) + MORE * len(text) + APART * len(PAIRS.findall(text)) + ODD


def _narrowest(text: str) -> float:
    return width(text) - LESS * len(text)
