"""What the fonts that typst brings can set; it refuses a PDF/UA with any other sign.

Found by asking typst 0.15.2 for each sign; tests/reports/test_output_pdf.py asks again.
"""

import re

from tracker.reports.document import Document
from tracker.reports.output.text import mapped

SIGNS = """
    20-4ff 510-513 51a-51d 531-5f4 606-60c 615 61b-61c 61f 621-63a 640-655 65a 660-66d 674
    679-67b 67e-680 683-684 686-687 691 698 6a4 6a9 6af 6be 6cc 6f0-6f9 900-97f e3f e81-e84
    e87-e88 e8a e8d e94-e97 e99-e9f ea1-ea7 eaa-eab ead-eb9 ebb-ebc ec8-ecd 10d0-10ff 115f-1160
    13a0-13fd 17b4-17b5 17c1-17c3 1ab0-1ace 1d00-2040 2042 2044-2052 2054-211e 2120
    2122 2124 2126-2151 2153-2184 2189 2190-23ff 2422-2423 2460-262f 2638-268b 2690-269c
    26a0-26a7 26aa-26b2 2701-2704 2706-2709 270c-2727 2729-274b 274d 274f-2752 2756 2758-275e
    2761-277f 2794 2798-27af 27b1-2bff 2c60-2cff 2e02-2e05 2e08-2e0a 2e17-2e18 2e1f 2e22-2e25
    2e2e 3000 3012 3016-3017 301a-301b 302e-3030 3036 306e a640-a641 a648-a649 a656-a657
    a708-a716 a71b-a727 a72d a730 a735 a765 a789-a78e a790-a791 a793 a7aa a7f8-a7f9 ab52 ab66
    ab70-abbf fb00-fb4f fb52-fb81 fb8a-fb95 fb9e-fb9f fbaa-fbad fbe8-fbe9 fbfc-fbff fe00-fe0f
    fe20-fe2f fe66 fe70-feff ffa0 fff9-fffd 1d400-1d7ff 1f12f 1f6d1 1f780-1f7eb 1f800-1f8b1
"""
MISSING = "□"
VARIANTS = re.compile(
    "[\u180b-\u180f\ufe00-\ufe0f]"
)  # ask for another shape of the sign before them
LONG_WORD, PART = 40, 20  # characters of a word that stays whole, and of the parts of a longer one
WORD = re.compile(rf"\S{{{LONG_WORD},}}")


def settable(document: Document) -> Document:
    """Return a document that can be set: a square for an unknown sign, long words in parts."""
    return mapped(document, _settable)


def _settable(text: str) -> str:
    return WORD.sub(_parted, UNKNOWN.sub(MISSING, VARIANTS.sub("", text)))


def _parted(word: re.Match[str]) -> str:
    """Let a word that is wider than a column go on in the next line."""
    whole = word.group()
    return "\u200b".join(whole[start : start + PART] for start in range(0, len(whole), PART))


def _unknown() -> re.Pattern[str]:
    """Return what finds each sign that is not among SIGNS."""
    bounds = [[chr(int(end, 16)) for end in one.split("-")] for one in SIGNS.split()]
    known = "".join(f"{re.escape(one[0])}-{re.escape(one[-1])}" for one in bounds)
    return re.compile(f"[^\n{known}]")


UNKNOWN = _unknown()
