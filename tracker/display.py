"""Contrast and text size that a reader chose, kept in one cookie without an identifier."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import cast

from flask import Flask, g, has_request_context, request, url_for

from tracker.i18n import _l

COOKIE = "darstellung"


class Contrast(StrEnum):
    """The contrast themes of the county's own site. Source: duties.md 2.1."""

    STANDARD = "standard"
    YELLOW_BLACK = "gelb-schwarz"
    YELLOW_BLUE = "gelb-blau"
    BLACK_WHITE = "schwarz-weiss"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Contrast.STANDARD: _l("Standard"),
            Contrast.YELLOW_BLACK: _l("Gelb-Schwarz"),
            Contrast.YELLOW_BLUE: _l("Gelb-Blau"),
            Contrast.BLACK_WHITE: _l("Schwarz-Weiß"),
        }[self]


class Size(StrEnum):
    """Text sizes: 100, 125 and 150 per cent."""

    NORMAL = "normal"
    LARGE = "gross"
    LARGER = "sehr-gross"

    @cached_property
    def label(self) -> str:
        """The words people read."""
        return {
            Size.NORMAL: _l("Schrift normal"),
            Size.LARGE: _l("Schrift groß"),
            Size.LARGER: _l("Schrift sehr groß"),
        }[self]


@dataclass(frozen=True)
class Display:
    """How this reader wants pages to look."""

    contrast: Contrast = Contrast.STANDARD
    size: Size = Size.NORMAL

    @property
    def html_class(self) -> str:
        """The classes of <html>."""
        return f"theme-{self.contrast} size-{self.size}"

    @property
    def cookie(self) -> str:
        """What the cookie holds."""
        return f"{self.contrast}.{self.size}"


def parse(text: str) -> Display:
    """Return the display a cookie asks for; the standard one where it is malformed."""
    contrast, _dot, size = text.partition(".")
    try:
        return Display(Contrast(contrast), Size(size))
    except ValueError:
        return Display()


def display() -> Display:
    """Return the display of this request."""
    if not has_request_context():
        return Display()
    if "display" not in g:
        g.display = parse(request.cookies.get(COOKIE, ""))
    return cast("Display", g.display)


def init_app(app: Flask) -> None:
    """Give templates the display and the addresses that change it."""

    @app.template_global()
    def display_url(back: str, contrast: str | None = None, size: str | None = None) -> str:
        shown = display()
        return url_for(
            "site.display",
            kontrast=contrast or shown.contrast,
            groesse=size or shown.size,
            zurueck=back,
        )

    app.jinja_env.globals.update(contrasts=tuple(Contrast), sizes=tuple(Size))
