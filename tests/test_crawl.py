"""Walking through the whole site by its links, as each kind of person.

Every page on the way is checked by tests/pages.py. Numbers like S9 are those of the security
requirements.
"""

import io
import zipfile
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from flask import Flask

from tests import make
from tests.conftest import Clock
from tests.pages import Browser, Page
from tracker.accounts.models import Role, User
from tracker.notes.rules import Kind, Outcome
from tracker.plan.models import Plan
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part

MOST = 400  # pages of one walk; more means that links multiply
CANARY = "Kanarienvogel"  # in every text that is not public


@dataclass
class Walk:
    """The pages somebody comes to from the start page."""

    visitor: Browser
    leaves_out: tuple[str, ...] = ()  # parameters whose links are not followed
    pages: dict[str, Page] = field(default_factory=dict)

    def start(self, *paths: str) -> "Walk":
        """Open these pages and whatever they lead to; one page for each kind of address."""
        waiting = deque((path, "the start") for path in paths)
        seen = {kind(path) for path in paths}
        while waiting:
            path, by = waiting.popleft()
            page = self.visitor.get(path)
            assert page.status in {200, 302, 303, 308}, f"{by} leads to {path}: {page.status}"
            self.pages[path] = page
            assert len(self.pages) < MOST
            for link in links(page):
                if kind(link) not in seen and not any(one in link for one in self.leaves_out):
                    seen.add(kind(link))
                    waiting.append((link, path))
        return self


def kind(path: str) -> tuple[object, ...]:
    """Return what makes an address one of its kind: the path, and which parameters it has."""
    parts = urlsplit(path)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    names = tuple(sorted(given.keys() - {"zurueck"}))
    return parts.path, names, given.get("sprache")


def links(page: Page) -> list[str]:
    """Return the addresses of this site that a page, or a redirect, leads to."""
    if page.location:
        return [own] if (own := local(page, page.location)) else []
    found = [tag["href"] for tag in page.soup.select("a[href], link[href]")]
    found += [tag["src"] for tag in page.soup.select("[src]")]
    return [own for one in found if (own := local(page, str(one)))]


def local(page: Page, link: str) -> str:
    """Return the path of a link within this site; empty for others."""
    target = urlsplit(urldefrag(urljoin(f"http://localhost{page.path}", link))[0])
    if target.netloc != "localhost" or target.scheme not in {"http", "https"}:
        return ""
    return target.path + (f"?{target.query}" if target.query else "")


@dataclass
class Site:
    """A plan with one of everything, and who may come."""

    app: Flask
    plan: Plan
    people: dict[str, User]


@pytest.fixture
def site(app: Flask, clock: Clock) -> Site:
    clock.at(date(2026, 11, 2))  # after the day to which the sample's banner leads
    plan = make.plan("integration", is_sample=True)
    town = make.municipality(plan)
    own, other = make.organisation(plan, at=town), make.organisation(plan, at=town)
    author = make.user(
        Role.STAKEHOLDER, at=own, name=f"{CANARY} Name", email=f"{CANARY.lower()}@post.example"
    )
    staff = make.user(Role.STAFF, name=f"{CANARY} Stab")
    for title, status in (("Sprache", Status.COMPLETED), ("Arbeit", Status.IN_PROGRESS)):
        action_field = make.action_field(plan, title=title)
        recommendation = make.recommendation(status, field=action_field, owner=own)
        make.involvement(recommendation, other, Part.CONTRIBUTING)
        milestone = make.milestone(of=recommendation, due=date(2026, 6, 1))
        moved = make.deadline_from(
            milestone, date(2026, 9, 30), date(2026, 5, 1), by=staff, reason="Neu geplant."
        )
    make.indicator(of=recommendation)
    make.obstacle_end(make.obstacle(of=recommendation, at=own), date(2026, 3, 1))
    make.obstacle(of=recommendation)
    make.withdrawal(moved, plan, by=staff)
    make.paper(recommendation)
    make.sitting(make.committee(plan))
    make.note("Öffentlich.", of=recommendation, at=own, by=author)
    make.note(of=recommendation, at=other, kind=Kind.CONFIRMATION, on=date(2026, 6, 15))
    make.note(f"{CANARY} wartet", of=recommendation, at=own, by=author, is_published=False)
    returned = make.note(
        f"{CANARY} zurück", of=recommendation, at=own, by=author, is_published=False
    )
    make.review(returned, Outcome.RETURNED, reason=f"{CANARY} Grund", by=staff)
    edited = make.note(
        f"{CANARY} Urfassung", of=recommendation, at=own, by=author, is_published=False
    )
    make.review(edited, text="Überarbeitet.", by=staff)
    make.audit_entry(author, action=CANARY)
    people = {"own": author, "other": make.user(Role.STAKEHOLDER, at=other), "staff": staff}
    people["administrator"] = make.user(Role.ADMINISTRATOR)
    return Site(app, plan, people)


def walk(site: Site, who: str, *paths: str) -> Walk:
    visitor = Browser(site.app)
    if who == "public":
        return Walk(visitor).start(*(paths or ("/",)))
    # What differs by who looks is the same in each language and on each day.
    visitor.sign_in(site.people[who])
    return Walk(visitor, ("sprache=en", "stichtag", "kontrast", "groesse")).start(
        *(paths or ("/",))
    )


WALKED: dict[str, Page] = {}  # a walk takes its time, and looking at the pages none


@pytest.fixture
def public_pages(site: Site) -> dict[str, Page]:
    """Return the pages of a walk of somebody who is not signed in."""
    if not WALKED:
        WALKED.update(walk(site, "public").pages)
    return WALKED


def test_every_link_leads_somewhere(public_pages: dict[str, Page]) -> None:
    paths = {urlsplit(path).path for path in public_pages}

    assert {"/integration/methode", "/integration/empfehlungen.csv", "/anmelden"} <= paths
    assert any("sprache=en" in path for path in public_pages)
    assert any("stichtag=" in path for path in public_pages)
    assert any(path.startswith("/static/") for path in paths)
    assert not {"/konto", "/redaktion", "/aufgaben"} & paths


@pytest.mark.parametrize("who", ["own", "other", "staff", "administrator"])
def test_nobody_is_offered_what_they_may_not_do(site: Site, who: str) -> None:
    """S9."""
    paths = {urlsplit(path).path for path in walk(site, who).pages}

    assert "/konto" in paths
    assert ("/redaktion" in paths) == (who in {"staff", "administrator"})


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_empty_installation_has_whole_pages(app: Flask, language: str) -> None:
    pages = Walk(Browser(app)).start(f"/?sprache={language}").pages

    assert pages[f"/?sprache={language}"].status == 200
    assert all(page.soup.html["lang"] == language for page in pages.values() if page.html
               and f"sprache={language}" in page.path)  # fmt: skip


def test_a_plan_without_anything_in_it_has_whole_pages(app: Flask) -> None:
    make.plan("leer")

    assert "/leer/" in Walk(Browser(app)).start("/").pages


def test_what_is_not_public_is_nowhere(public_pages: dict[str, Page]) -> None:
    """S10: in no page, list or file that nobody has to sign in for."""
    for path, page in public_pages.items():
        assert CANARY.lower() not in readable(page).lower(), path
    assert any("Überarbeitet." in page.text for page in public_pages.values())
    assert any(urlsplit(path).path.endswith(".xlsx") for path in public_pages)


def readable(page: Page) -> str:
    """Return everything in an answer as text, also what is packed in a spreadsheet."""
    if page.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(page.content)) as file:
            return "\n".join(file.read(name).decode() for name in file.namelist())
    return page.body


def test_the_canaries_are_seen_by_who_may_see_them(site: Site) -> None:
    seen = "\n".join(readable(page) for page in walk(site, "staff", "/redaktion").pages.values())

    assert f"{CANARY} wartet" in seen


def test_a_sample_plan_says_so_on_every_page_and_in_every_file(
    public_pages: dict[str, Page],
) -> None:
    for path, page in public_pages.items():
        if path.startswith("/integration/") and page.status == 200:
            said = readable(page)
            assert "Beispieldaten" in said or "Sample data" in said, path


def test_every_page_leads_to_the_same_page_in_the_other_language(
    public_pages: dict[str, Page],
) -> None:
    for path, page in public_pages.items():
        if page.html and page.status == 200:
            other = "de" if page.soup.html["lang"] == "en" else "en"
            links = page.soup.select(f'a[hreflang="{other}"]')
            to = {urlsplit(urljoin(path, link["href"])).path for link in links}
            assert to == {urlsplit(path).path}
