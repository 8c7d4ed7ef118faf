"""What a browser fetches for a page: HTML, style sheets, scripts, as they are sent."""

import re
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import urljoin

import brotli

from tests.bench.load import Answer, LoadError, get, once

ADDRESS = re.compile(r'(?:href|src|data-bundle|data-locale)="(/static/[^"]+)"')
STYLE = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])(?!data:)([\w@./-]+)""")
MODULE = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[\w@./-]+)""")
FONTS = (".woff2", ".woff", ".ttf")


@dataclass(frozen=True)
class Weight:
    """Bytes, compressed with brotli."""

    html: int
    styles: int
    scripts: int
    other: int
    fonts: int
    files: int  # requests beside the page, without fonts
    font_files: int

    @property
    def whole(self) -> int:
        """All but the fonts."""
        return self.html + self.styles + self.scripts + self.other


def weight(port: int, path: str) -> Weight:
    """Return what a page weighs with all that it names, and all that this names."""
    page = once(port, get(path))
    seen: dict[str, int] = {}
    waiting = sorted(set(ADDRESS.findall(_text(page))))
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = once(port, get(address))
        if answer.status != 200:
            raise LoadError(f"{path} names {address}, which is answered with {answer.status}")
        seen[address] = _size(answer, address)
        pattern = {"css": STYLE, "js": MODULE}.get(address.rpartition(".")[2])
        if pattern and "/vendor/" not in address:
            waiting += [
                normpath(urljoin(address, found)) for found in pattern.findall(_text(answer))
            ]
    fonts = [size for address, size in seen.items() if address.endswith(FONTS)]
    styles = sum(size for address, size in seen.items() if address.endswith(".css"))
    scripts = sum(size for address, size in seen.items() if address.endswith(".js"))
    return Weight(
        html=_size(page, path),
        styles=styles,
        scripts=scripts,
        other=sum(seen.values()) - styles - scripts - sum(fonts),
        fonts=sum(fonts),
        files=len(seen) - len(fonts),
        font_files=len(fonts),
    )


def _text(answer: Answer) -> str:
    is_packed = answer.header("Content-Encoding") == "br"
    return (brotli.decompress(answer.body) if is_packed else answer.body).decode()


def _size(answer: Answer, address: str) -> int:
    """Return the bytes sent; text that is sent plain (an older build) counts as if compressed."""
    is_packed = answer.header("Content-Encoding") == "br" or address.endswith(FONTS)
    return len(answer.body) if is_packed else len(brotli.compress(answer.body))
