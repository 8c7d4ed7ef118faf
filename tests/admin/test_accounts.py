"""Administration on screen: who has an account, as what, for whom."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests import make
from tests.admin.conftest import LIST, place
from tests.pages import Browser
from tracker import clock
from tracker.accounts import actions
from tracker.accounts.actions import By, Change
from tracker.accounts.models import Affiliation, AuditEntry, OneTimeLink, Role, User
from tracker.db import db
from tracker.errors import RuleError, StaleError
from tracker.mail.models import OutgoingMail


def fresh(user: User) -> User:
    db.session.commit()
    db.session.refresh(user)
    return user


def acts_for(user: User) -> set[int]:
    rows = db.session.query(Affiliation.organisation_id).filter_by(user_id=user.id)
    return {row[0] for row in rows}


def actions_on(user: User) -> list[str]:
    rows = db.session.query(AuditEntry).filter_by(subject=f"user/{user.uid}")
    return [row.action for row in rows.order_by(AuditEntry.id)]


def test_an_account_is_made_and_its_person_invited(desk, chief) -> None:
    plan = make.plan("integration")
    first, second = make.organisation(plan), make.organisation(plan)
    own = [f"integration/{first.slug}", f"integration/{second.slug}"]

    page = desk.submit(
        f"{LIST}/neu", email="Otto@kreis.example", name="Otto", role="stakeholder",
        organisations=own, language="en",
    )  # fmt: skip

    user = db.session.query(User).filter_by(email="otto@kreis.example").one()
    assert page.location == place(user)
    assert (user.name, user.role, user.language, user.password_hash) == (
        "Otto", Role.STAKEHOLDER, "en", "",
    )  # fmt: skip
    assert acts_for(user) == {first.id, second.id}
    assert db.session.query(OutgoingMail).one().recipient == "otto@kreis.example"
    assert actions_on(user) == ["user.add", "user.invite"]
    assert {row.user_id for row in db.session.query(AuditEntry)} == {chief.id}
    assert "eingeladen" in desk.follow(page).main
    assert not desk.follow(page).soup.select("[type=password]")


def test_an_address_that_has_an_account_is_told_and_the_form_keeps_all(desk) -> None:
    make.user(email="otto@kreis.example")

    page = desk.submit(f"{LIST}/neu", email="otto@kreis.example", name="Otto", role="staff")

    assert page.status == 422
    assert "Diese hat schon ein Konto." in page.alert
    assert page.soup.select_one("[name=name]")["value"] == "Otto"
    assert db.session.query(OutgoingMail).count() == 0


def test_the_list_says_in_what_state_each_account_is(app, desk, person) -> None:
    make.user(name="Aktiv")
    make.user(name="Eingeladen", password_hash="")
    make.user(name="Gesperrt", is_active=False)
    make.user(name="Nie", is_introduced=False)
    bounced = make.user(name="Post")
    bounced.undeliverable_at = bounced.created_at
    make.session(make.user(name="Neulich", is_introduced=False))
    db.session.commit()

    rows = {row[0]: row[4] for row in desk.get(LIST).table("Konten")}

    assert rows == {
        "Aktiv": "aktiv",
        "Anna Amt": "aktiv",
        "Eingeladen": "eingeladen, noch kein Passwort",
        "Gesperrt": "gesperrt",
        "Neulich": "aktiv",
        "Nie": "noch nie angemeldet",
        "Post": "Mails kommen nicht an",
    }


def test_the_list_is_searched_and_its_states_chosen(desk) -> None:
    plan = make.plan()
    organisation = make.organisation(plan)
    make.user(Role.STAKEHOLDER, name="Zoë Öhm", at=organisation)
    make.user(name="Otto", is_active=False)
    name = desk.get(LIST).table("Konten")[2][3]

    for words in ("zoe", "ÖHM", name):
        rows = desk.get(LIST, query_string={"q": words}).table("Konten")
        assert [row[0] for row in rows] == ["Zoë Öhm"], words
    rows = desk.get(f"{LIST}?zustand=gesperrt").table("Konten")
    assert [row[0] for row in rows] == ["Otto"]
    assert "Kein Konto passt" in desk.get(f"{LIST}?q=niemand").main


def test_a_long_list_has_pages(desk) -> None:
    for _number in range(60):
        make.user()

    first, second = desk.get(LIST), desk.get(f"{LIST}?seite=2")

    assert (len(first.table("Konten")), len(second.table("Konten"))) == (50, 11)
    assert desk.get(f"{LIST}?seite=99").status == 200


def test_role_and_organisations_are_changed_and_recorded(desk) -> None:
    plan = make.plan("integration")
    old, new = make.organisation(plan), make.organisation(plan)
    user = make.user(Role.STAKEHOLDER, at=old)

    page = desk.submit(
        place(user), name="Otto Neu", role="staff", organisations=[f"integration/{new.slug}"]
    )

    assert page.location == place(user)
    assert (fresh(user).name, user.role, acts_for(user)) == ("Otto Neu", Role.STAFF, {new.id})
    entry = db.session.query(AuditEntry).filter_by(action="user.change").one()
    assert entry.before == f"stakeholder, integration/{old.slug}"
    assert entry.after == f"staff, integration/{new.slug}"


def test_who_is_chosen_stands_before_the_categories(desk) -> None:
    plan = make.plan("integration")
    own, other = (make.organisation(plan) for _number in range(2))
    user = make.user(Role.STAKEHOLDER, at=own)

    group = desk.get(place(user)).soup.select_one("fieldset[data-module=filter]")

    boxes = {box["value"]: box for box in group.select("[type=checkbox]")}
    assert list(boxes) == [f"integration/{own.slug}", f"integration/{other.slug}"]
    assert [value for value, box in boxes.items() if box.has_attr("checked")] == [
        f"integration/{own.slug}"
    ]
    assert boxes[f"integration/{own.slug}"].find_parent("details") is None
    folded = boxes[f"integration/{other.slug}"].find_parent("details")
    assert folded.summary.text.strip() == "Verein (1)"
    assert "1 Organisation ist ausgewählt." in group.text


def test_who_saves_an_old_form_reads_what_holds_and_loses_nothing(desk) -> None:
    user = make.user(Role.STAFF, name="Otto")
    old = desk.get(place(user))
    desk.submit(place(user), name="Otto Zwei", role="stakeholder")

    page = desk.submit(old, name="Mein Text", role="administrator")

    assert page.status == 409
    assert "Otto Zwei, Beteiligte" in page.alert
    assert page.form("name").select_one("[name=name]")["value"] == "Mein Text"
    assert fresh(user).role is Role.STAKEHOLDER
    assert desk.submit(page, name="Mein Text").status == 303
    assert fresh(user).role is Role.ADMINISTRATOR


@pytest.mark.parametrize("part", ["/sperren", "/freigeben"])
def test_an_old_button_changes_nothing(desk, part) -> None:
    user = make.user(is_active=part == "/sperren")
    page = desk.get(place(user, part if part == "/sperren" else ""))
    form = page.form("version", "author")
    version = form.select_one("[name=version]")["value"]
    desk.submit(place(user), name="Anders", role="staff")

    late = desk.send(place(user, part), version=version)

    assert late.status == 409
    assert "Anders" in late.alert
    assert fresh(user).is_active is (part == "/sperren")


def test_disabling_ends_the_sessions_at_once_and_can_be_undone(app, desk, person) -> None:
    user = person(role=Role.STAKEHOLDER)
    theirs = Browser(app).sign_in(user)
    assert "enden sofort" in desk.get(place(user, "/sperren")).main
    assert theirs.get("/konto").status == 200

    desk.submit(place(user, "/sperren"), version=user.version)

    assert theirs.get("/konto").status == 401
    assert not fresh(user).is_active
    desk.submit(place(user), button="Konto wieder freigeben", version=fresh(user).version)
    assert fresh(user).is_active
    assert theirs.get("/konto").status == 401
    assert actions_on(user) == ["user.disable", "user.enable"]


def test_a_link_is_sent_and_no_password_chosen(desk, person) -> None:
    user, invited = person(), make.user(password_hash="")

    for one in (user, invited):
        before = one.password_hash
        assert desk.send(place(one, "/link")).location == place(one)
        assert fresh(one).password_hash == before

    bodies = [mail.body for mail in db.session.query(OutgoingMail).order_by(OutgoingMail.id)]
    assert "/passwort/" in bodies[0]
    assert "/einladung/" in bodies[1]


def test_the_last_administrator_stays_one(desk, chief) -> None:
    make.user(Role.ADMINISTRATOR, is_active=False)

    demoted = desk.submit(place(chief), name="Anna", role="staff")
    disabled = desk.submit(place(chief, "/sperren"), version=chief.version)

    for page in (demoted, disabled):
        assert page.status == 422
        assert "das letzte, das sie hat" in page.alert
    assert (fresh(chief).role, chief.is_active) == (Role.ADMINISTRATOR, True)
    with pytest.raises(RuleError):
        actions.disable_user(chief.email)


@pytest.mark.parametrize("kind", ["disable", "demote"])
def test_two_who_remove_each_other_at_once_leave_one(app, kind) -> None:
    pair = [make.user(Role.ADMINISTRATOR) for _number in range(2)]
    plain = [(one.id, one.email, one.version) for one in pair]
    start = threading.Barrier(2)

    def remove(one: tuple[int, str, int]) -> str:
        key, email, version = one
        with app.app_context():
            start.wait()
            try:
                if kind == "disable":
                    actions.disable_user(email, version, by=By())
                else:
                    change = Change("Neu", Role.STAFF, frozenset(), {})
                    actions.change_user(key, change, version, by=By())
            except (RuleError, StaleError):
                return "refused"
            return "done"

    db.session.commit()
    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(remove, plain))

    assert said == ["done", "refused"]
    left = [one for one in pair if fresh(one).is_active and one.role is Role.ADMINISTRATOR]
    assert len(left) == 1


# The outbox on screen


@pytest.mark.parametrize(
    ("is_sample", "others", "sends", "shows"),
    [
        (True, False, False, True),
        (False, False, False, False),
        (True, True, False, False),
        (True, False, True, False),
    ],
)
def test_what_a_mail_says_is_seen_in_a_sample_only(
    app, desk, monkeypatch, is_sample, others, sends, shows
) -> None:
    make.plan(is_sample=is_sample)
    if others:
        make.plan()
    if sends:
        changed = replace(app.config["SETTINGS"], smtp_host="localhost", mail_from="a@b.example")
        monkeypatch.setitem(app.config, "SETTINGS", changed)
    desk.send(place(make.user(password_hash="", email="otto@kreis.example"), "/link"))

    page = desk.get("/verwaltung/post")

    assert "Ihr Zugang zum Masterplan-Tracker" in page.main
    assert "otto@kreis.example" in page.main
    assert "wartet" in page.main
    assert bool(re.search(r"/einladung/\S+", page.html)) is shows


def test_why_a_mail_did_not_arrive_is_seen(desk) -> None:
    mail = make.mail()
    mail.failed_at, mail.failure = mail.created_at, "550 No such user"
    db.session.commit()

    page = desk.get("/verwaltung/post")

    assert "nicht zustellbar" in page.main
    assert "550 No such user" in page.main


def test_the_administrator_sees_which_addresses_take_no_mail(desk) -> None:
    gone, disabled = make.user(name="Post", email="weg@kreis.example"), make.user(is_active=False)
    gone.undeliverable_at = disabled.undeliverable_at = gone.created_at
    db.session.commit()

    main = desk.get("/verwaltung/post").main

    assert "Adressen, die keine Mails annehmen" in main
    assert "weg@kreis.example" in main
    assert disabled.email not in main


def test_next_to_each_mail_stands_whether_its_link_still_works(app, desk, person) -> None:
    make.plan(is_sample=True)

    def fates() -> list[str]:
        rows = desk.get("/verwaltung/post").soup.select("dl.facts")
        pairs = [(row.select("dt")[-1].text, row.select("dd")[-1].text.strip()) for row in rows]
        return [value for name, value in pairs if name == "Link darin"]

    invited = make.user(password_hash="")
    for _number in range(2):
        desk.send(place(invited, "/link"))
    assert fates() == ["gilt noch", "gilt nicht mehr: durch einen neueren ersetzt"]

    body = db.session.query(OutgoingMail).order_by(OutgoingMail.id.desc()).first().body
    path = re.search(r"/einladung/\S+", body)[0]
    Browser(app).submit(path, new_password="zwiebel lampe tisch regen")
    assert fates()[0] == "gilt nicht mehr: schon benutzt"

    desk.send(place(invited, "/link"))
    db.session.query(OneTimeLink).filter_by(used_at=None).one().expires_at = clock.now()
    db.session.commit()
    assert fates()[0] == "gilt nicht mehr: abgelaufen"
    desk.submit(place(invited, "/sperren"), version=fresh(invited).version)
    assert fates()[0] == "gilt nicht mehr: Das Konto ist gesperrt."


def test_an_account_that_could_report_for_nobody_is_made_with_a_hint(desk) -> None:
    for role, is_told in ((Role.STAKEHOLDER, True), (Role.STAFF, False)):
        made = desk.submit(f"{LIST}/neu", email=f"{role}@example.org", name="Neu", role=role)

        told = desk.follow(made).text
        assert ("Ohne Organisation kann die Person nichts melden." in told) == is_told
