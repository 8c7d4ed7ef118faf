"""German and English. The German text in the source is the key of each message."""

import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path
from typing import cast

import flask_babel
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import Translations
from flask import Flask, has_request_context, request
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from tracker.clock import BERLIN
from tracker.db import Texts

LANGUAGES = ("de", "en")
FOLDER = Path(__file__).parent / "translations"
THOUSAND = 1000  # the first number that is written with a separator
MONTH, QUARTER = 1, 3
_asked: ContextVar[str | None] = ContextVar("language", default=None)  # of this request


class Precision(StrEnum):
    """How exactly a date is known; a period counts by its last day."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return {
            Precision.DAY: _l("Tag"),
            Precision.MONTH: _l("Monat"),
            Precision.QUARTER: _l("Quartal"),
            Precision.YEAR: _l("Jahr"),
        }[self]


def _(text: str, **values: object) -> str:
    """Translate now, for the language of this request.

    With HTML among its values, such as a link, the text is HTML and the other values are escaped.
    """
    found = _catalogue(language()).gettext(text)
    return _filled(found, values) if values else found


def _n(one: str, many: str, number: int, **values: object) -> str:
    """Translate now, in the form that fits the number; %(num)s prints it, or the value num.

    HTML among the values makes it HTML, as in _().
    """
    found = _catalogue(language()).ngettext(one, many, number)
    return _filled(found, {"num": number, **values})


def _filled(text: str, values: Mapping[str, object]) -> str:
    is_html = any(isinstance(value, Markup) for value in values.values())
    return escape(text) % values if is_html else text % values


def _c(context: str, text: str) -> str:
    """Translate now a German text that is another one in English elsewhere; context tells which.

    A heading is „Ziel“ and "Goal", but in a list within a sentence it is „Ziel“ and "goal".
    """
    return str(_catalogue(language()).pgettext(context, text))


def _lc(context: str, text: str) -> str:
    """Translate when shown, as _l() does, a text that has a context."""
    return cast("str", LazyString(_c, context, text))


def _l(text: str) -> str:
    """Translate when shown: for text made at import. A lazy string, typed as str."""
    return cast("str", LazyString(_, text))


@functools.cache
def _catalogue(wanted: str) -> NullTranslations:
    """Return the messages of a language, read once: a page asks for hundreds."""
    return Translations.load(str(FOLDER), [wanted])


def language() -> str:
    """Return the language of this request: ?sprache=en is English, everything else German."""
    asked = _asked.get()  # a page asks a thousand times; g would take ten times as long
    if asked is None:
        if not has_request_context():
            return "de"
        wanted = request.args.get("sprache", "de")
        asked = wanted if wanted in LANGUAGES else "de"
        _asked.set(asked)
    return asked


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak another language than the request's for a block, such as that of a mail's reader."""
    before = _asked.set(wanted if wanted in LANGUAGES else LANGUAGES[0])
    try:
        yield
    finally:
        _asked.reset(before)


def say(texts: Texts | None) -> str:
    """Return a content text in the language of this request, else in its first language."""
    if not texts:
        return ""
    return texts.get(language()) or next(iter(texts.values()))


def say_html(texts: Texts | None) -> Markup:
    """Return a content text for a page: text in another language is marked with its lang."""
    if not texts:
        return Markup("")
    text = texts.get(language())
    if text is not None:
        return escape(text)
    other, text = next(iter(texts.items()))
    return Markup('<span lang="%s">%s</span>') % (other, text)


def typed_html(text: str) -> Markup:
    """Return a reason for a page. What language somebody typed is not kept: it counts as German."""
    if language() == LANGUAGES[0]:
        return escape(text)
    return Markup('<span lang="%s">%s</span>') % (LANGUAGES[0], text)


def day_text(day: date) -> str:
    """Return a day as people write it: 30.09.2026, or 30 September 2026 in English."""
    if language() == "de":
        return f"{day:%d.%m.%Y}"
    return _date_text(day, "d MMMM yyyy", language())


def period_text(day: date, precision: Precision) -> str:
    """Return the period that ends on day: 30.09.2026, September 2026, 3. Quartal 2026, 2026."""
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.QUARTER:
        return _("%(quarter)s. Quartal %(year)s", quarter=(day.month + 2) // 3, year=day.year)
    if precision is Precision.MONTH:
        return _date_text(day, "LLLL yyyy", language())
    return day_text(day)


@functools.lru_cache(maxsize=4000)  # days repeat, and babel takes its time over each
def _date_text(day: date, pattern: str, wanted: str) -> str:
    return format_date(day, pattern, locale=wanted)


def moment_text(moment: datetime) -> str:
    """Return a moment in the county's time: 30.09.2026, 14:03 Uhr."""
    local = moment.astimezone(BERLIN)
    return _("%(day)s, %(time)s Uhr", day=day_text(local.date()), time=f"{local:%H:%M}")


def time_text(moment: datetime) -> str:
    """Return the time of a moment in the county: 14:03 Uhr."""
    return _("%(time)s Uhr", time=f"{moment.astimezone(BERLIN):%H:%M}")


def number_text(number: float, digits: int = 1) -> str:
    """Return a number with at most so many decimals: 1.234,5 in German."""
    if isinstance(number, int) and -THOUSAND < number < THOUSAND:
        return str(number)
    return _decimal_text(round(number, digits), language())


@functools.lru_cache(maxsize=1000)
def _decimal_text(number: float, wanted: str) -> str:
    return format_decimal(number, locale=wanted)


def init_app(app: Flask) -> None:
    """Choose the language by address; give templates words, days and numbers."""
    flask_babel.Babel(
        app,
        default_locale="de",
        locale_selector=language,
        default_translation_directories=str(app.config["TRANSLATIONS"]),
    )

    @app.before_request
    @app.teardown_request
    def forget(_error: BaseException | None = None) -> None:
        """One request's language is not the next one's."""
        _asked.set(None)

    app.jinja_env.globals.update(_=_, _n=_n, language=language)
    app.jinja_env.filters.update(
        say=say_html,
        typed=typed_html,
        dateformat=day_text,
        momentformat=moment_text,
        numberformat=number_text,
        period=period_text,
    )
