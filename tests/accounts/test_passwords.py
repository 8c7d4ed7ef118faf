"""Which passwords are good enough, and how they are kept."""

import pytest

from tracker.accounts import passwords
from tracker.errors import RuleError

PHRASE = (
    "Die Ringelnatter schwimmt am Abend quer durch den Meinhardsee, während hinter dem Deich "
    "drei Radfahrer nach dem Weg nach Bad Sooden fragen und eine alte Frau mit ihrem Korb "
    "voller Pflaumen lachend winkt."
)
OWNER = {"email": "maria.muster@kreis.example", "name": "Maria Muster"}


@pytest.mark.parametrize(
    "password",
    [
        "zwiebel lampe tisch",
        "correct horse battery staple",
        "nur Großbuchstaben? nein: ÄÖÜ",
        "🦊 läuft 🐻 schnell 🐼 weg",
        "integration gelingt mit offenen Türen",
        "Zq8vLr3WxT6k",
        PHRASE,
    ],
)
def test_a_good_password_is_taken_as_it_is(app, password: str) -> None:
    passwords.check(password, **OWNER)


@pytest.mark.parametrize(
    "password",
    [
        "Passwort1234", "p@ssw0rd1234", "masterplan2026!", "Integration2026", "WerraMeissner1",
        "aaaaaaaaaaaaaa", "abcabcabcabc", "qwertzuiop123", "1qay2wsx3edc4rfv", "123456789012",
        "Sommer2026Sommer", "maria.muster2026", "Muster-Maria-1!", "kreis.example", "987654321098",
        "passwordpassword", "iloveyouiloveyou", "September2026!", "adminadminadmin", " " * 20,
    ],
)  # fmt: skip
def test_what_is_easily_guessed_is_refused(app, password: str) -> None:
    with pytest.raises(RuleError, match="nicht leicht zu erraten"):
        passwords.check(password, **OWNER)


@pytest.mark.parametrize(("password", "says"), [("kurz", "12 Zeichen"), ("ü" * 501, "500 Zeichen")])
def test_length_has_two_ends(app, password: str, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        passwords.check(password, **OWNER)


def test_generated_passwords_are_good_and_differ(app) -> None:
    made = {passwords.generate() for _ in range(200)}

    assert len(made) == 200
    for password in made:
        passwords.check(password, **OWNER)
        assert len(password) == 24


def test_a_hash_is_argon2id_at_todays_cost() -> None:
    stored = passwords.hash_password("zwiebel lampe tisch")

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(stored, "zwiebel lampe tisch")
    assert not passwords.matches(stored, "Zwiebel lampe tisch")


def test_nothing_is_cut_off() -> None:
    stored = passwords.hash_password("x" * 72 + "a")

    assert not passwords.matches(stored, "x" * 72 + "b")


def test_what_is_no_hash_matches_nothing() -> None:
    assert not passwords.matches("!", "!")
    assert not passwords.matches("", "")
