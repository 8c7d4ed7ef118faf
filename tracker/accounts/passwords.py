"""Passwords: which are good enough, how they are kept, how one is made. Pure.

Source: security.md S13, S14; OWASP Password Storage Cheat Sheet.
"""

import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.errors import RuleError
from tracker.i18n import _

SHORTEST = 12  # characters
LONGEST = 1000  # bytes
REMAINING = 8  # characters that are left without words and rows everybody thinks of
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# The hash of a password nobody knows: a missing account costs as much as a wrong password.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$IY2bOeyQ8sWADfGhADf2Ew"
    "$2mWgds7vVaY4TweUv+dJU02N7upfGgPDbyTL9sMDmQg"
)
READABLE = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1

WEAK_WORDS = (
    "masterplan", "tracker", "integration", "integrationsplan", "werra", "meissner", "meißner",
    "eschwege", "witzenhausen", "landkreis", "kreis", "hessen", "kreistag", "passwort", "password",
    "passwd", "kennwort", "geheim", "secret", "willkommen", "welcome", "hallo", "hello", "schatz",
    "sommer", "winter", "herbst", "frühling", "fruehling", "summer", "spring", "autumn", "iloveyou",
    "ichliebedich", "admin", "administrator", "benutzer", "user", "login", "anmelden", "changeme",
    "letmein", "qwertz", "qwerty", "azerty", "yxcvbn", "zxcvbn", "asdf", "dragon", "monkey",
    "football", "fussball", "fußball", "baseball", "superman", "batman", "starwars", "princess",
    "sunshine", "master", "trustno", "internet", "computer", "samsung", "test", "deutschland",
    "januar", "februar", "märz", "april", "juni", "juli", "august", "september", "oktober",
    "november", "dezember", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
    "sonntag",
)  # fmt: skip
ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertzuiopü", "qwertyuiop", "asdfghjklöä",
    "yxcvbnm", "zxcvbnm", "1qay2wsx3edc4rfv5tgb6zhn7ujm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)  # fmt: skip
LOOKALIKES = str.maketrans("@4013$5", "aaoiess")
SHORTEST_ROW, SHORTEST_WORD = 3, 4


def hash_password(password: str) -> str:
    """Return the hash that is stored."""
    return HASHER.hash(password)


def matches(stored: str, password: str) -> bool:
    """Return whether the password is the one of a stored hash; costs one hash."""
    try:
        return HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Return whether a hash was made with other costs than today's."""
    return HASHER.check_needs_rehash(stored)


def is_too_long(password: str) -> bool:
    """Return whether a password is longer than anything that is ever hashed."""
    return len(password.encode("utf-8", "surrogatepass")) > LONGEST


def generate() -> str:
    """Return a random password of five groups that can be read out and typed."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(5))


def check(password: str, *, email: str, name: str) -> None:
    """Raise RuleError, saying what to do, unless the password is good enough for its owner."""
    if len(password) < SHORTEST:
        raise RuleError(
            _(
                "Wählen Sie ein Passwort mit mindestens %(number)s Zeichen. "
                "Vier zufällige Wörter sind gut zu merken.",
                number=SHORTEST,
            ),
            "new_password",
        )
    if is_too_long(password):
        raise RuleError(
            _("Wählen Sie ein Passwort mit höchstens %(number)s Zeichen.", number=LONGEST // 2),
            "new_password",
        )
    own = [part for part in re.split(r"[\W_]+", f"{email} {name}".lower()) if part]
    lower = password.lower()
    if min(len(_remaining(one, own)) for one in (lower, lower.translate(LOOKALIKES))) < REMAINING:
        raise RuleError(
            _(
                "Wählen Sie ein Passwort, das nicht leicht zu erraten ist: ohne Ihren Namen, ohne "
                "bekannte Wörter, Jahreszahlen und Zeichenreihen."
            ),
            "new_password",
        )


def _remaining(password: str, own: list[str]) -> str:
    """Return what is left of a password without what an attacker tries first."""
    for word in sorted({*WEAK_WORDS, *own}, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            password = password.replace(word, "")
    password = re.sub(r"(19|20)\d\d", "", password)
    for row in ROWS:
        for row_ in (row, row[::-1]):
            for length in range(len(row_), SHORTEST_ROW - 1, -1):
                for start in range(len(row_) - length + 1):
                    password = password.replace(row_[start : start + length], row_[start])
    password = re.sub(r"(.{1,5}?)\1+", r"\1", password)
    return re.sub(r"(.)\1+", r"\1", password)
