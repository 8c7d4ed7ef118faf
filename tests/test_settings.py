"""Starting with wrong settings, and without any."""

import os
import stat
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from tracker import settings
from tracker.errors import SettingsError

ROOT = Path(__file__).parent.parent
KEY = "k" * 32
WRONG_ENVIRONMENT = {
    "TRACKER_SECRET_KEY": "short",
    "TRACKER_DATABASE_URL": "mysql://somewhere/tracker",
    "TRACKER_TRUSTED_HOSTS": " , ",
    "TRACKER_TRUSTED_PROXIES": "many",
    "TRACKER_SESSION_IDLE_MINUTES": "0",
    "TRACKER_STAFF_IDLE_MINUTES": "-1",
    "TRACKER_SESSION_HOURS": "1.5",
    "TRACKER_SIGN_IN_TRIES": "",
    "TRACKER_TRUSTED_HOST": "tracker.example",
    "TRACKER_COLOUR": "green",
}
WRONG_FILE = """
cached_pages = -1
imprint_de = 5
privacy_en = true
help_de = ["a", "b"]
sesion_hours = 3
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "place"


def run(
    *command: str, folder: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program of the environment in a clean environment of its own."""
    program = Path(sys.executable).with_name(command[0])
    return subprocess.run(
        [program, *command[1:]],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TRACKER_INSTANCE": str(folder), **(env or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def load(text: str, folder: Path, **environment: str) -> settings.Settings:
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text(text)
    return settings.load(folder, {f"TRACKER_{name}": value for name, value in environment.items()})


def problems(text: str, folder: Path, **environment: str) -> list[str]:
    with pytest.raises(SettingsError) as error:
        load(text, folder, **environment)
    return error.value.problems


def test_fifteen_wrong_settings_are_listed_at_once(folder: Path) -> None:
    folder.mkdir()
    (folder / "settings.toml").write_text(WRONG_FILE)

    result = run("tracker", "plan", "list", folder=folder, env=WRONG_ENVIRONMENT)

    said = result.stderr.splitlines()
    assert result.returncode != 0
    assert result.stdout == ""
    assert len(said) == 15, result.stderr
    for line in said:
        assert line.startswith("TRACKER_")
        assert line.endswith((".", "?"))


def test_the_server_refuses_wrong_settings_without_a_traceback(folder: Path) -> None:
    result = run(
        "gunicorn", "wsgi:app", "--preload", "--bind", "127.0.0.1:0",
        folder=folder, env=WRONG_ENVIRONMENT,
    )  # fmt: skip

    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert "TRACKER_COLOUR ist keine Einstellung." in result.stderr


def test_an_unknown_name_is_named_with_what_was_meant(folder: Path) -> None:
    (said,) = problems("", folder, SECRET_KEY=KEY, TRUSTED_HOST="tracker.example")

    assert said == "TRACKER_TRUSTED_HOST ist keine Einstellung. Meinten Sie TRACKER_TRUSTED_HOSTS?"


def test_an_unknown_name_in_the_file_is_named_too(folder: Path) -> None:
    (said,) = problems("sesion_hours = 3", folder, SECRET_KEY=KEY)

    assert said == "TRACKER_SESION_HOURS ist keine Einstellung. Meinten Sie TRACKER_SESSION_HOURS?"


@pytest.mark.parametrize("url", ["mysql://h/d", "postgresql://h:port/d", "tracker.sqlite", "://"])
def test_an_address_that_is_none_is_refused(folder: Path, url: str) -> None:
    (said,) = problems("", folder, SECRET_KEY=KEY, DATABASE_URL=url)

    assert said.startswith("TRACKER_DATABASE_URL ist keine gültige Adresse. Erwartet wird")


@pytest.mark.parametrize("number", ["-1", "0", "1.5", "viele", "", "1_0", "9" * 5000])
def test_what_is_no_number_of_the_range_is_told_the_range(folder: Path, number: str) -> None:
    (said,) = problems("", folder, SECRET_KEY=KEY, SESSION_HOURS=number)

    expected = f"TRACKER_SESSION_HOURS: Erwartet wird eine ganze Zahl ab 1, nicht „{number}“."
    assert said == expected


def test_a_text_that_is_none_is_told_without_its_value(folder: Path) -> None:
    (said,) = problems("secret_key = 4711", folder)

    assert said == "TRACKER_SECRET_KEY: Erwartet wird ein Text in Anführungszeichen."


def test_a_file_that_is_no_toml_is_one_of_the_problems(folder: Path) -> None:
    said = problems("session_hours = 3\nsecret_key = ?", folder, CACHED_PAGES="x")

    assert said[0] == (
        "settings.toml ist in Zeile 2, Spalte 14 kein gültiges TOML. Berichtigen Sie die Stelle."
    )
    assert len(said) == 3


def test_a_file_that_ends_too_early_is_one_of_the_problems(folder: Path) -> None:
    assert "am Ende der Datei kein gültiges TOML" in problems("secret_key = ", folder)[0]


def test_a_file_in_another_encoding_is_one_of_the_problems(folder: Path) -> None:
    folder.mkdir()
    (folder / "settings.toml").write_bytes(b'imprint_de = "M\xfcller"')

    with pytest.raises(SettingsError) as error:
        settings.load(folder, {"TRACKER_SECRET_KEY": KEY})

    assert error.value.problems == [
        "settings.toml ist kein Text in UTF-8. Speichern Sie die Datei in UTF-8."
    ]


def test_a_file_that_cannot_be_opened_is_one_of_the_problems(folder: Path) -> None:
    (folder / "settings.toml").mkdir(parents=True)

    with pytest.raises(SettingsError, match=r"^settings\.toml lässt sich nicht öffnen\. Geben Sie"):
        settings.load(folder, {"TRACKER_SECRET_KEY": KEY})


def test_a_file_without_a_key_is_told_where_to_put_one(folder: Path) -> None:
    (said,) = problems("session_hours = 3", folder)

    assert said == (
        "TRACKER_SECRET_KEY fehlt. Tragen Sie in place/settings.toml einen Schlüssel aus"
        " mindestens 32 zufälligen Zeichen ein."
    )


@pytest.mark.parametrize("key", ["", "k" * 31])
def test_a_key_that_is_too_short_is_refused(folder: Path, key: str) -> None:
    (said,) = problems("", folder, SECRET_KEY=key)

    assert said == "TRACKER_SECRET_KEY ist zu kurz. Nehmen Sie mindestens 32 zufällige Zeichen."


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    result = run("tracker", "db", "upgrade", folder=tmp_path / "file" / "place")

    assert result.returncode == 2
    assert result.stderr.startswith("place/settings.toml lässt sich nicht schreiben. Geben Sie")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("names", [(), ("report",), ("report", "build"), ("db",), ("demo",)])
def test_help_needs_no_settings_and_writes_none(folder: Path, names: tuple[str, ...]) -> None:
    result = run("tracker", *names, "--help", folder=folder)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(" ".join(("Usage: tracker", *names)))
    if not names:
        assert {"demo", "plan", "report", "user"} <= set(result.stdout.split())
    assert not folder.exists()


def test_what_only_reads_like_a_wish_for_help_needs_settings(folder: Path) -> None:
    result = run("tracker", "user", "add", "a@b.example", "--name", "--help", folder=folder)

    assert (result.returncode, result.stdout) == (2, "")
    assert "TRACKER_SECRET_KEY fehlt." in result.stderr


def test_without_settings_the_sentence_says_what_to_do(folder: Path) -> None:
    result = run("tracker", "plan", "list", folder=folder)

    assert result.returncode == 2
    assert result.stderr == (
        "TRACKER_SECRET_KEY fehlt."
        " Rufen Sie `tracker db upgrade` auf:"
        " Der Befehl schreibt einen Schlüssel in place/settings.toml.\n"
    )
    assert not folder.exists()


def test_the_first_upgrade_writes_a_file_that_only_its_owner_reads(folder: Path) -> None:
    result = run("tracker", "db", "upgrade", folder=folder)

    assert result.returncode == 0, result.stderr
    file = folder / "settings.toml"
    assert result.stdout.startswith(
        "place/settings.toml ist geschrieben, mit einem neuen Schlüssel.\n"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(tomllib.loads(file.read_text())["secret_key"]) >= settings.SECRET_LENGTH
    assert "secret_key" not in result.stdout + result.stderr
    assert (folder / "tracker.sqlite").exists()

    before = file.read_bytes()
    assert run("tracker", "db", "upgrade", folder=folder).returncode == 0
    assert file.read_bytes() == before


def test_the_first_upgrade_with_a_key_in_the_environment_writes_no_file(folder: Path) -> None:
    folder.mkdir()

    result = run("tracker", "db", "upgrade", folder=folder, env={"TRACKER_SECRET_KEY": KEY})

    assert result.returncode == 0, result.stderr
    assert not (folder / "settings.toml").exists()


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(folder: Path) -> None:
    found = load(
        f'secret_key = "{KEY}"\nsession_hours = 8\nsign_in_tries = 7', folder, SESSION_HOURS="6"
    )

    assert (found.session_hours, found.sign_in_tries, found.staff_idle_minutes) == (6, 7, 60)


@pytest.mark.parametrize(
    ("hosts", "is_local"),
    [("localhost", True), ("localhost, 127.0.0.1", True), ("localhost,tracker.example", False)],
)
def test_only_the_own_machine_goes_without_tls(folder: Path, hosts: str, is_local: bool) -> None:
    assert load("", folder, SECRET_KEY=KEY, TRUSTED_HOSTS=hosts).is_local is is_local


def test_every_setting_has_a_sentence() -> None:
    for setting in fields(settings.Settings):
        sentence = setting.metadata["sentence"]
        assert sentence[0].isupper()
        assert sentence.endswith("."), setting.name


def test_every_number_has_a_least_one() -> None:
    for setting in fields(settings.Settings):
        is_number = isinstance(setting.default, int)
        assert is_number == (setting.metadata["least"] is not None), setting.name
