"""What a field of a form holds, in words."""

from datetime import date
from typing import Any

from wtforms import Field

from tracker.forms import SelectField, TickField
from tracker.i18n import _, day_text


def told(field: Field, value: Any) -> str:
    """Return in words what a field holds; "" where it holds nothing."""
    if isinstance(field, TickField):
        return _("ja") if value else _("nein")
    if isinstance(field, SelectField):
        chosen = value or ""
        return next((str(text) for key, text, *_more in field.iter_choices() if key == chosen), "")
    if isinstance(value, date):
        return day_text(value)
    return str(value or "").replace("\r\n", "\n").strip()
