"""People who sign in, their sessions, the throttle of sign-in tries, and who changed what."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.i18n import _l


class Role(StrEnum):
    """What a signed-in person does here; public is whoever is not signed in."""

    STAKEHOLDER = "stakeholder"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"

    @cached_property
    def label(self) -> str:
        """The word people read."""
        return {
            Role.STAKEHOLDER: _l("Beteiligte"),
            Role.STAFF: _l("Geschäftsstelle"),
            Role.ADMINISTRATOR: _l("Administration"),
        }[self]


class User(Base):
    """A person who may sign in. Facts name its id.

    Erasing a person empties the name and puts an address in place of theirs that nobody has.
    """

    __tablename__ = "user"

    uid: Mapped[str] = mapped_column(String(36), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role]
    password_hash: Mapped[str] = mapped_column(String(200))  # empty until an invitation is taken up
    language: Mapped[str] = mapped_column(String(5), default="de", server_default="de")  # of mails
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    introduced_at: Mapped[datetime | None]  # when the first steps were read or left out
    undeliverable_at: Mapped[datetime | None]  # when a mail server refused the address for good
    erased_at: Mapped[datetime | None]  # from then on the row says nothing about a person
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # grows with each change


class Purpose(StrEnum):
    """What a link that works once is for."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105  # a word, not a secret
    ADDRESS = "address"


LIFETIMES = {
    Purpose.INVITATION: timedelta(days=7),
    Purpose.PASSWORD: timedelta(minutes=60),
    Purpose.ADDRESS: timedelta(minutes=60),
}
PATHS = {
    Purpose.INVITATION: "/einladung/",
    Purpose.PASSWORD: "/passwort/",
    Purpose.ADDRESS: "/konto/adresse/",
}
LINK = re.compile(rf"({'|'.join(PATHS.values())})([A-Za-z0-9_-]+)")  # as it stands in a mail
MAILS = {
    Purpose.INVITATION: "mail/invitation.txt",
    Purpose.PASSWORD: "mail/password.txt",
    Purpose.ADDRESS: "mail/address.txt",
}


class OneTimeLink(Base):
    """A link sent by mail that works once, for one person at one address, until it expires."""

    __tablename__ = "one_time_link"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256; the mail has it
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[Purpose]
    email: Mapped[str] = mapped_column(String(254))  # lower case
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Affiliation(Base):
    """A person acts for an organisation; one may act for several."""

    __tablename__ = "affiliation"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)


class UserSession(Base):
    """One signed-in browser. The cookie holds the token; here stands only its SHA-256."""

    __tablename__ = "user_session"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(200), default="")

    user: Mapped[User] = relationship(lazy="raise")


class SignInTry(Base):
    """A wrong password, for the throttle. Holds hashes of account and address, not the texts."""

    __tablename__ = "sign_in_try"
    __table_args__ = (Index(None, "account", "at"), Index(None, "address", "at"))

    at: Mapped[datetime]
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))


class AuditEntry(Base):
    """Who changed what when. Added with the change itself, never changed or deleted.

    The one exception: erasing a person takes their name and address out of it.
    """

    __tablename__ = "audit_entry"

    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))  # "integration/A-01.3"
    before: Mapped[str] = mapped_column(String(4000), default="")
    after: Mapped[str] = mapped_column(String(4000), default="")
