"""What a list of a plan file is described with."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from tracker.db import Base


class Required(Enum):
    """Marks a value that every entry must bring; None would be a value."""

    REQUIRED = "required"


REQUIRED: Final = Required.REQUIRED
Default = str | bool | tuple[()] | Required | None


class As(Enum):
    """How a value of the file and one of the database become each other."""

    PLAIN = "plain"  # text, whole number, true or false: the same in both
    TEXTS = "texts"
    DAY = "day"
    MOMENT = "moment"
    AMOUNT = "amount"
    COORDINATE = "coordinate"
    WORD = "word"  # a member of an enum
    REFERENCE = "reference"  # the code or slug of another entry; the database keeps its id
    CODES = "codes"  # a list in the file, one text with commas in the database
    LINKS = "links"  # a list of codes in the file, rows of their own in the database
    POSITION = "position"  # not in the file: the place of the entry in its list
    RANK = "rank"  # the place among its siblings; none where that is the entry's number


@dataclass(frozen=True)
class Field:
    """One value of an entry: its name in the file and its column."""

    key: str
    kind: As = As.PLAIN
    default: Default = REQUIRED
    column: str = ""  # empty: named as the key
    to: str = ""  # the list a reference points into
    words: type[StrEnum] | None = None
    is_sparing: bool = False  # left out of the canonical form while it holds its default

    @property
    def name(self) -> str:
        """The attribute of the model."""
        return self.column or self.key


@dataclass(frozen=True)
class Section:
    """One list of the file: what identifies its entries, what they hold, where they go."""

    key: str
    model: type[Base]
    parent: str  # the column that names the entry's owner
    identity: tuple[str, ...]  # the values that tell an entry from its siblings
    order: tuple[str, ...]  # the values by which the canonical form sorts; ties stay as they are
    fields: tuple[Field, ...]
    children: tuple["Section", ...] = ()
    is_recorded: bool = False  # entries are added, never changed or removed
    is_fact: bool = False  # recorded, and dated
    is_optional: bool = False  # left out of the canonical form where it has no entry
    subject: tuple[str, ...] = ()  # values that, with the owner, make up what a fact is about
    constants: tuple[tuple[str, StrEnum], ...] = ()  # columns with one value for the whole list
    path: str = ""  # "recommendations.milestones.states"

    @property
    def shown(self) -> tuple[Field, ...]:
        """The values that stand in the file."""
        return tuple(field for field in self.fields if field.kind is not As.POSITION)
