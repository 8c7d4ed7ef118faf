"""A form of several fields, of which two people may change different ones at the same time."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from wtforms import Field

from tracker.forms import HiddenField
from tracker.forms.languages import VersionedForm


class Merged(NamedTuple):
    """What came of putting together what a person typed and what somebody else has saved."""

    taken: tuple[Field, ...]  # left alone by the person; they show by now what is saved
    both: tuple[Field, ...]  # changed by both, each in another way; they keep what was typed
    own: tuple[Field, ...]  # changed by the person alone


class MergingForm(VersionedForm):
    """A form that says what each of its fields held when it was made."""

    loaded = HiddenField()

    @staticmethod
    def marks(saved: Mapping[str, Any]) -> str:
        """Return what `loaded` says of a form that shows what is saved, by name of the field."""
        return json.dumps({name: _mark(value) for name, value in saved.items()})

    def merge(self, now: Mapping[str, Any]) -> Merged:
        """Put what is saved by now into the fields that the person left alone.

        Where the form does not say what it held, the person counts as having changed all of it,
        and so does somebody else.

        Args:
            now: what is saved, by name of the field.
        """
        held = self._held()
        taken, both, own = [], [], []
        for field in self:
            if field.name not in now or isinstance(field, HiddenField):
                continue
            mine, saved, before = _mark(field.data), _mark(now[field.name]), held.get(field.name)
            if mine == saved:
                continue
            if saved == before:
                own.append(field)
            elif mine == before:
                field.process_data(now[field.name])
                field.raw_data = []
                taken.append(field)
            else:
                both.append(field)
        self.loaded.data = self.marks(now)
        return Merged(tuple(taken), tuple(both), tuple(own))

    def _held(self) -> dict[str, Any]:
        """Return the mark of each field as the form was made; none where it does not say so."""
        sent = self.loaded.raw_data
        try:
            held = json.loads(str(sent[0])) if sent else {}
        except ValueError:
            return {}
        return held if isinstance(held, dict) else {}


def _mark(value: Any) -> str:
    """Return a short mark, the same for values that read the same in a field."""
    if isinstance(value, bool):
        text = "y" if value else ""
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = str(value or "").replace("\r\n", "\n").strip()
    return hashlib.sha256(text.encode()).hexdigest()[:16]
