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
    assert "TRACKER_COLOUR is not a setting." in result.stderr


def test_an_unknown_name_is_named_with_what_was_meant(folder: Path) -> None:
    (said,) = problems("", folder, SECRET_KEY=KEY, TRUSTED_HOST="tracker.example")

    assert said == "TRACKER_TRUSTED_HOST is not a setting. Did you mean TRACKER_TRUSTED_HOSTS?"


def test_an_unknown_name_in_the_file_is_named_too(folder: Path) -> None:
    (said,) = problems("sesion_hours = 3", folder, SECRET_KEY=KEY)

    assert said == "TRACKER_SESION_HOURS is not a setting. Did you mean TRACKER_SESSION_HOURS?"


@pytest.mark.parametrize("url", ["mysql://h/d", "postgresql://h:port/d", "tracker.sqlite", "://"])
def test_an_address_that_is_none_is_refused(folder: Path, url: str) -> None:
    (said,) = problems("", folder, SECRET_KEY=KEY, DATABASE_URL=url)

    assert said.startswith("TRACKER_DATABASE_URL must be an address")


def test_a_file_that_is_no_toml_is_one_of_the_problems(folder: Path) -> None:
    said = problems("secret_key = ", folder, CACHED_PAGES="x")

    assert said[0].startswith("settings.toml cannot be read")
    assert len(said) == 3


def test_without_settings_the_sentence_says_what_to_do(folder: Path) -> None:
    result = run("tracker", "plan", "list", folder=folder)

    assert result.returncode == 2
    assert result.stderr == (
        "TRACKER_SECRET_KEY is missing. `tracker db upgrade` writes one into place/settings.toml.\n"
    )
    assert not folder.exists()


def test_the_first_upgrade_writes_a_file_that_only_its_owner_reads(folder: Path) -> None:
    result = run("tracker", "db", "upgrade", folder=folder)

    assert result.returncode == 0, result.stderr
    file = folder / "settings.toml"
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
