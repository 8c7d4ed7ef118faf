"""A real mail server on this machine, and an application that sends to it."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as POLICY
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask

from tracker import jobs
from tracker.db import db


@dataclass
class Post:
    """What arrives at the server, and how it answers."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    rcpt: str = "250 OK"
    data: str = "250 OK"
    peers: list[bool] = field(default_factory=list)  # was the way of this mail kept secret
    signed_in: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list
    ) -> str:
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.data.startswith("2"):
            content = envelope.content
            self.mails.append(BytesParser(policy=POLICY).parsebytes(content))
            self.peers.append(server.transport.get_extra_info("ssl_object") is not None)
        return self.data

    def sign_in(self, _server, _session, _envelope, _mechanism, data: LoginPassword) -> AuthResult:
        self.signed_in.append(data.login)
        return AuthResult(success=data.password == b"geheim", handled=False)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def serve() -> Iterator[Callable[..., Post]]:
    """Return a function that starts a mail server."""
    running: list[Controller] = []

    def start(**options: object) -> Post:
        post = Post(port=free_port())
        controller = Controller(
            post, hostname="127.0.0.1", port=post.port, authenticator=post.sign_in, **options
        )
        controller.start()
        running.append(controller)
        return post

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def use(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes a server the application's."""

    def choose(post: Post, **settings: object) -> None:
        given = {
            "smtp_host": "localhost",
            "smtp_port": post.port,
            "smtp_security": "none",
            "mail_from": "plan@kreis.example",
        }
        changed = replace(app.config["SETTINGS"], **(given | settings))
        monkeypatch.setitem(app.config, "SETTINGS", changed)

    return choose


@pytest.fixture
def post(serve: Callable[..., Post], use: Callable[..., None]) -> Post:
    """Return a mail server that the application sends to."""
    started = serve()
    use(started)
    return started


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """Return what the jobs worker does once, in a session of its own."""

    def once() -> None:
        db.session.commit()
        with app.app_context():
            jobs.do_all()

    return once


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return certificate and key of localhost."""
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-out", made[0], "-keyout", made[1],
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return made
