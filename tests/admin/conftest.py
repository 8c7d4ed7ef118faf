"""People whose accounts are administered, and who does it."""

import pytest
from flask import Flask

from tests import make
from tests.accounts.conftest import password_hash, person
from tests.pages import Browser
from tracker.accounts.models import Role, User

__all__ = ["password_hash", "person"]
LIST = "/verwaltung/konten"


@pytest.fixture
def chief(app) -> User:
    return make.user(Role.ADMINISTRATOR, name="Anna Amt")


@pytest.fixture
def desk(app: Flask, chief: User) -> Browser:
    return Browser(app).sign_in(chief)


def place(user: User, part: str = "") -> str:
    return f"{LIST}/{user.uid}{part}"
