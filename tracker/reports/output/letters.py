"""How wide texts are in a PDF, so that columns can be as wide as their words. Pure.

Widths of Libertinus Serif in thousandths of the size of the letters, each rounded to 20.
"""

from functools import lru_cache

# Measured with typst 0.15.2; tests/reports/test_output_pdf.py measures again.
REGULAR = {
    200: "'|",
    220: ",.",
    240: ":;·",
    260: "l°ł’",
    280: "!\\ij{}íı",
    300: "()I",
    320: "/Jft",
    340: '"-',
    360: "*[]•",
    380: "r“„",
    400: "`sşš",
    420: "czçćčž",
    440: "?e~èéê",
    460: "#$0123456789aàáä€",
    480: "FS_x§",
    500: "bdgoqvóôöğ",
    520: "L^kpy",
    540: "Phnußúü–",
    560: "+<=>EÉ×÷",
    580: "BRY",
    600: "TZ",
    640: "%CK",
    660: "UVXÜ",
    680: "G",
    700: "&ADNOQÄÖ",
    720: "H",
    740: "w…",
    800: "m",
    840: "M",
    900: "@",
    960: "W",
}
BOLD = {
    220: "'|",
    240: ",.·",
    260: "!:;°’",
    300: "\\{}",
    320: "()/ijlíıł",
    360: "-It•",
    380: '"J',
    400: "[]`f",
    420: "rsşš",
    440: "*?“„",
    460: "cz§çćčž",
    480: "_e~èéê",
    500: "Saàáä",
    520: "#$0123456789<>^gv×ğ€",
    540: "+Fb÷–",
    560: "=doxyóôö",
    580: "Lpq",
    600: "EuÉúü",
    620: "PYZhknß",
    640: "%",
    660: "BT",
    700: "CV",
    720: "&OQRXÖ",
    740: "ADGKNUÄÜ",
    780: "w",
    820: "H…",
    900: "Mm",
    980: "@",
    1020: "W",
}
SPACE, OTHER = 250, 700  # thousandths; the latter of any other letter


@lru_cache(maxsize=20_000)  # a report says the same words again and again
def width(text: str, *, is_bold: bool = False) -> int:
    """Return how wide a line is, in thousandths of the size of its letters."""
    letters = _BOLD if is_bold else _REGULAR
    return sum(letters.get(letter, OTHER) for letter in text)


def is_known(text: str) -> bool:
    """Return whether the width of each letter of a line is one that was measured."""
    return _REGULAR.keys() >= set(text)


def _by_letter(widths: dict[int, str]) -> dict[str, int]:
    found = {letter: wide for wide, letters in widths.items() for letter in letters}
    return {**found, " ": SPACE, "\u00a0": SPACE}


_REGULAR, _BOLD = _by_letter(REGULAR), _by_letter(BOLD)
