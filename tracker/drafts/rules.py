"""Which drafts there may be, and until when. Pure."""

from datetime import timedelta

TITLE = "entwurf_titel"  # the field in which a form says what it is called
VERSION = "entwurf"  # the field with the version of the draft that the form shows
PLACE = "entwurf_ort"  # the field with the form's address
BACK = "entwurf_zurueck"  # the field with where the form leads when it is saved
NOT_KEPT = frozenset({"csrf_token", "author", "carried", VERSION, PLACE, BACK})
NOT_TYPED = frozenset({TITLE, "form_key", "in_force", "loaded", "shown", "uid", "version"})
LONGEST = 1_000_000  # characters of all fields together; an edition of 300 rewritten has 600,000
LONGEST_PLACE = 380  # characters; what marks a discarded draft comes behind it
MOST = 200  # drafts of one person, those that are discarded included
KEEP_DISCARDED = timedelta(days=30)
MARK = "#"  # no address of a form holds it; behind it stands which discarded draft it is


def place_of(key: str) -> str:
    """Return the form's address, whether the draft is discarded or not."""
    return key.partition(MARK)[0]
