"""The outbox: what is in it is sent once, and what cannot be sent is seen."""

import logging
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests import make
from tests.mail.conftest import Post, free_port
from tracker import jobs
from tracker.db import db, transaction
from tracker.mail import actions
from tracker.mail.models import OutgoingMail
from tracker.mail.rules import Content, failure, wait

SECRET = "http://localhost:8000/einladung/geheim"


def row(of: OutgoingMail) -> OutgoingMail:
    db.session.commit()
    db.session.refresh(of)
    return of


def test_a_mail_arrives_as_it_was_written(app, post, work) -> None:
    mail = actions.queue("maria@kreis.example", Content("Grüße vom Büro", "Guten Tag – ja.\n"))

    work()

    (arrived,) = post.mails
    assert arrived["To"] == "maria@kreis.example"
    assert arrived["From"] == "plan@kreis.example"
    assert arrived["Subject"] == "Grüße vom Büro"
    assert arrived["Message-ID"] == f"<{mail.uid}@kreis.example>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content().replace("\r\n", "\n") == "Guten Tag – ja.\n"
    assert arrived.get_content_type() == "text/plain"
    assert row(mail).sent_at is not None


def test_what_was_sent_is_sent_once_and_its_text_is_not_kept(app, post, work) -> None:
    mail = make.mail()

    work()
    work()

    assert len(post.mails) == 1
    assert row(mail).body == ""


def test_a_change_that_is_rolled_back_sends_no_mail(app, post, work) -> None:
    def change() -> None:
        with transaction():
            actions.queue("maria@kreis.example", Content("Einladung", "Text"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    work()

    assert post.mails == []
    assert db.session.query(OutgoingMail).count() == 0


def test_without_a_server_nothing_is_sent_and_nothing_lost(app, work) -> None:
    mail = make.mail()

    work()

    assert (row(mail).sent_at, mail.failed_at, mail.attempts) == (None, None, 0)
    assert mail.body


@pytest.mark.parametrize(
    ("recipient", "subject"),
    [
        ("maria@kreis.example\r\nBcc: alle@kreis.example", "Einladung"),
        ("maria@kreis.example, alle@kreis.example", "Einladung"),
        ("Maria <maria@kreis.example>", "Einladung"),
        ("maria@kreis.example", "Einladung\r\nBcc: alle@kreis.example"),
        ("maria@kreis.example", "Einladung\nX: y"),
        ("maria@kreis.example", "E" * 71),
        ("maria@kreis.example", ""),
    ],
)
def test_no_header_can_be_added(app, recipient, subject) -> None:
    with pytest.raises(ValueError, match="mail"):
        actions.queue(recipient, Content(subject, "Text"))

    assert db.session.query(OutgoingMail).count() == 0


def test_an_unknown_recipient_is_final_and_noted_at_the_account(app, post, work) -> None:
    user = make.user()
    mail = make.mail(user)
    post.rcpt = "550 5.1.1 No such user"

    work()

    assert row(mail).failed_at is not None
    assert mail.failure == "550 5.1.1 No such user"
    assert mail.body == ""
    db.session.refresh(user)
    assert user.undeliverable_at is not None


def test_a_refusal_of_an_address_the_person_has_no_longer_does_not_count(app, post, work) -> None:
    user = make.user()
    make.mail(user)
    user.email = "neu@kreis.example"
    db.session.commit()
    post.rcpt = "550 No such user"

    work()

    db.session.refresh(user)
    assert user.undeliverable_at is None


def test_a_refused_text_is_final_but_says_nothing_about_the_address(app, post, work) -> None:
    user = make.user()
    mail = make.mail(user)
    post.data = "554 Looks like spam"

    work()

    assert row(mail).failed_at is not None
    db.session.refresh(user)
    assert user.undeliverable_at is None


def test_later_is_tried_again_each_time_after_a_longer_wait(app, post, work, clock) -> None:
    mail = make.mail()
    post.rcpt = "451 Come back later"
    waits = []
    for _number in range(4):
        work()
        waits.append(row(mail).due_at - clock.now)
        work()  # not due yet
        clock.at(mail.due_at)
    assert waits == [timedelta(seconds=30 * 2**n) for n in range(4)]
    assert mail.attempts == 4

    post.rcpt = "250 OK"
    work()

    assert len(post.mails) == 1
    assert row(mail).sent_at is not None


def test_after_ten_tries_a_mail_is_given_up(app, post, work, clock) -> None:
    mail = make.mail()
    post.rcpt = "451 Come back later"
    for _number in range(12):
        work()
        clock.at(row(mail).due_at)

    assert mail.attempts == 10
    assert mail.failed_at is not None
    assert mail.body == ""


def test_the_longest_wait_is_two_hours() -> None:
    assert wait(9) == wait(50) == timedelta(hours=2)


def test_a_server_that_is_away_costs_one_try_a_run_and_no_mail(app, use, serve, work, clock):
    use(Post(port=free_port()))
    mails = [make.mail(), make.mail()]

    work()

    assert sorted(row(mail).attempts for mail in mails) == [0, 1]
    assert mails[0].failure == "ConnectionRefusedError"
    post = serve()
    use(post)
    clock.at(clock.now + timedelta(minutes=1))
    work()
    assert len(post.mails) == 2


def test_a_week_old_mail_is_not_sent_any_more_and_a_month_old_one_deleted(
    app, post, work, clock
) -> None:
    mail = make.mail()
    clock.at(clock.now + timedelta(days=8))
    work()
    assert post.mails == []
    assert (row(mail).failed_at is None, mail.body) == (False, "")

    clock.at(clock.now + timedelta(days=23))
    work()

    assert db.session.query(OutgoingMail).count() == 0


def test_a_worker_that_ended_amid_a_mail_leaves_it_to_the_next_with_the_same_id(
    app, post, work, clock
) -> None:
    mail = make.mail()
    assert actions._claim().uid == mail.uid
    db.session.commit()
    work()
    assert post.mails == []

    clock.at(clock.now + timedelta(minutes=10))
    work()

    assert [one["Message-ID"] for one in post.mails] == [f"<{mail.uid}@kreis.example>"]


def test_four_workers_send_thirty_mails_once_each(app, post) -> None:
    uids = {f"<{make.mail().uid}@kreis.example>" for _number in range(30)}
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        with app.app_context():
            jobs.do_all()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work) for _number in range(4)]:
            done.result()

    arrived = [one["Message-ID"] for one in post.mails]
    assert len(arrived) == 30
    assert set(arrived) == uids


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_way_to_the_server_is_secret(
    app, serve, use, work, certificate, monkeypatch, security
) -> None:
    cert, key = certificate
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    options: dict[str, object] = {"auth_require_tls": False}
    options["ssl_context" if security == "tls" else "tls_context"] = context
    if security == "tls":
        options["server_hostname"] = "localhost"
    post = serve(**options)
    use(post, smtp_security=security, smtp_user="plan", smtp_password="geheim")
    mail = make.mail()
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))

    work()

    assert row(mail).failure == ""
    assert post.peers == [True]
    assert post.signed_in == [b"plan"]


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    app, serve, use, work, certificate
) -> None:
    cert, key = certificate
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    post = serve(tls_context=context)
    use(post, smtp_security="starttls")
    mail = make.mail()

    work()

    assert post.mails == []
    assert row(mail).failure == "SSLCertVerificationError"
    assert mail.failed_at is None


def test_a_server_that_offers_no_secret_way_gets_nothing(app, post, use, work) -> None:
    use(post, smtp_security="starttls")
    make.mail()

    work()

    assert post.mails == []


def test_a_wrong_password_of_ours_loses_no_mail(app, serve, use, work) -> None:
    post = serve(auth_require_tls=False)
    use(post, smtp_user="plan", smtp_password="falsch")
    mail = make.mail()

    work()

    assert (row(mail).failed_at, mail.failure[:3]) == (None, "535")
    assert "falsch" not in mail.failure


def test_the_log_knows_neither_text_nor_address(app, post, work, caplog) -> None:
    actions.queue("maria@kreis.example", Content("Einladung", f"Bitte: {SECRET}\n"))
    actions.queue("otto@kreis.example", Content("Einladung", f"Bitte: {SECRET}\n"))
    with caplog.at_level(logging.DEBUG, logger="tracker"):
        work()
        post.rcpt = f"550 {SECRET} no"
        make.mail()
        work()

    assert "mail=sent" in caplog.text
    assert "mail=failed" in caplog.text
    for word in ("geheim", "maria", "otto", "Einladung"):
        assert word not in caplog.text


def test_what_a_server_says_is_kept_short_and_without_links() -> None:
    assert failure(550, f"no\r\n{SECRET} " + "x" * 500).startswith("550 no xxx")
    assert len(failure(550, "x" * 500)) == 300
