"""The one cache: public pages that are never stale, and never somebody's own."""

import gzip
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import dataclass, field
from datetime import UTC, datetime

import brotli
import pytest
from flask import Flask, abort, redirect
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import make
from tests.pages import Browser, listening
from tests.reports.documents import document
from tracker import clock as tracker_clock
from tracker.accounts.guard import public
from tracker.cache import _CACHED, cached
from tracker.db import db, transaction
from tracker.plan import queries, revisions
from tracker.plan.models import Plan
from tracker.reports.document import dump

BEFORE_MIDNIGHT = datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in Berlin
MIDNIGHT = datetime(2026, 7, 1, 22, tzinfo=UTC)


@dataclass
class Site:
    """An application with one cached page, which counts how often it was rendered."""

    app: Flask
    rendered: list[str] = field(default_factory=list)

    def get(self, path: str = "/eins/seite", **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        client = FlaskClient(self.app, use_cookies=False)  # else the headers' cookie is lost
        return Context().run(client.get, path, headers=named)


@pytest.fixture
def site(app: Flask, another_app: Callable[..., Flask]) -> Callable[..., Site]:
    def build(**config: object) -> Site:
        built = Site(another_app(**config))

        @public
        @cached
        def page(plan: str) -> str:
            found = queries.plan(plan)
            built.rendered.append(plan)
            return f"<!doctype html><title>{found.slug}</title>{tracker_clock.today()}" + "–" * 500

        @public
        @cached
        def gone(plan: str) -> str:
            built.rendered.append(plan)
            abort(404)

        @public
        @cached
        def moved(plan: str) -> object:
            built.rendered.append(plan)
            return redirect("/")

        built.app.add_url_rule("/<plan>/seite", "page", page)
        built.app.add_url_rule("/<plan>/fort", "gone", gone)
        built.app.add_url_rule("/<plan>/umgezogen", "moved", moved)
        return built

    return build


@pytest.fixture
def plan(app: Flask) -> Plan:
    return make.plan("eins")


def bump(plan: Plan) -> None:
    with transaction():
        revisions.bump(plan.id)


def test_the_second_reader_gets_what_the_first_one_got(site, plan):
    one = site()

    first, second = one.get(), one.get()

    assert one.rendered == ["eins"]
    assert first.data == second.data
    assert first.headers == second.headers
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Vary"] == "Cookie, Accept-Encoding"
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_page_somebody_has_already_is_not_sent_again(site, plan):
    one = site()
    etag = one.get().headers["ETag"]

    for asked in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        again = one.get(If_None_Match=asked)
        assert (again.status_code, again.data) == (304, b""), asked
        assert again.headers["ETag"] == etag
        assert "Content-Length" not in again.headers
    assert one.get(If_None_Match='W/"other"').status_code == 200
    assert one.rendered == ["eins"]


def test_a_head_request_tells_the_same_without_the_page(site, plan):
    one = site()
    page = one.get()

    head = FlaskClient(one.app).head("/eins/seite")

    assert head.data == b""
    assert head.headers["ETag"] == page.headers["ETag"]
    assert one.rendered == ["eins"]


def test_midnight_in_berlin_changes_the_etag_in_two_processes(site, plan, clock):
    processes = [site(), site()]
    clock.at(BEFORE_MIDNIGHT)
    (before,) = {one.get().headers["ETag"] for one in processes}
    assert all("2026-07-01" in one.get().text for one in processes)

    clock.at(MIDNIGHT)

    (after,) = {one.get().headers["ETag"] for one in processes}
    assert after != before
    assert all("2026-07-02" in one.get().text for one in processes)
    assert all(one.get(If_None_Match=before).status_code == 200 for one in processes)


def test_a_write_changes_the_etag_in_two_processes(site, plan):
    processes = [site(), site()]
    (before,) = {one.get().headers["ETag"] for one in processes}

    bump(plan)

    (after,) = {one.get().headers["ETag"] for one in processes}
    assert after != before


def test_a_write_that_is_rolled_back_changes_nothing(site, plan):
    one = site()
    before = one.get().headers["ETag"]

    with pytest.raises(ZeroDivisionError), transaction():  # noqa: PT012
        revisions.bump(plan.id)
        _ = 1 / 0

    assert one.get().headers["ETag"] == before


def test_a_write_in_one_plan_leaves_the_other_plans_pages(site, plan):
    make.plan("zwei")
    one = site()
    one.get("/zwei/seite")

    bump(plan)

    one.get("/zwei/seite")
    assert one.rendered == ["zwei"]


def test_what_all_plans_share_changes_the_pages_of_all(site, plan):
    one = site()
    before = one.get().headers["ETag"]

    with transaction():
        revisions.bump_installation()

    assert one.get().headers["ETag"] != before


def test_known_parameters_make_pages_of_their_own_and_others_none(site, plan):
    one = site()

    paths = [
        "/eins/seite",
        "/eins/seite?stichtag=2019-12-31",
        "/eins/seite?sprache=en",
        "/eins/seite?status=delayed&feld=a",
        "/eins/seite?status=delayed&status=stale",
    ]
    assert len({one.get(path).headers["ETag"] for path in paths}) == len(paths)
    assert len(one.rendered) == len(paths)

    one.get("/eins/seite?utm_source=post")
    one.get("/eins/seite?feld=a&status=delayed")  # the order of the parameters does not count
    assert len(one.rendered) == len(paths)


def test_contrast_and_text_size_make_pages_of_their_own(site, plan):
    one = site()
    cookies = ["", "darstellung=gelb-schwarz.normal", "darstellung=gelb-schwarz.gross"]

    etags = {one.get(Cookie=cookie).headers["ETag"] for cookie in cookies}

    assert len(etags) == 3
    assert one.get(Cookie="darstellung=nonsense").headers["ETag"] in etags
    assert len(one.rendered) == 3


def test_the_least_recently_used_page_goes(site, plan):
    one = site(CACHED_PAGES=2)
    for page in ("1", "2", "1", "3", "1"):  # the third page pushes the second one out
        one.get(f"/eins/seite?seite={page}")
    assert len(one.rendered) == 3

    one.get("/eins/seite?seite=2")

    assert len(one.rendered) == 4
    assert len(one.app.extensions["page_cache"].pages) == 2


def test_a_page_that_a_write_made_useless_gives_up_its_place(site, plan):
    one = site()

    for _write in range(3):
        one.get("/eins/seite")
        bump(plan)
    one.get("/eins/seite")

    assert len(one.rendered) == 4
    assert len(one.app.extensions["page_cache"].pages) == 1


def test_a_cache_without_room_keeps_nothing(site, plan):
    one = site(CACHED_PAGES=0)

    assert one.get().data == one.get().data
    assert len(one.rendered) == 2


@pytest.mark.parametrize(("path", "status"), [("fort", 404), ("umgezogen", 302)])
def test_only_whole_pages_are_kept(site, plan, path, status):
    one = site()

    answers = [one.get(f"/eins/{path}") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [status, status]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert len(one.rendered) == 2


def test_a_plan_that_does_not_exist_is_not_kept(site, plan):
    one = site()

    assert one.get("/keiner/seite").status_code == 404
    make.plan("keiner")
    assert one.get("/keiner/seite").status_code == 200


def test_the_encodings_carry_the_same_page(site, plan):
    one = site()

    plain = one.get(Accept_Encoding="identity")
    zipped = one.get(Accept_Encoding="gzip")
    small = one.get(Accept_Encoding="gzip, deflate, br, zstd")

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert small.headers["Content-Encoding"] == "br"
    assert gzip.decompress(zipped.data) == brotli.decompress(small.data) == plain.data
    assert len(small.data) < len(zipped.data) < len(plain.data)
    for answer in (plain, zipped, small):
        assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert one.rendered == ["eins"]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", None),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("br;q=0.1", "br"),
        ("*", None),
        ("deflate", None),
    ],
)
def test_an_encoding_is_used_only_if_it_is_accepted(site, plan, accepted, expected):
    assert site().get(Accept_Encoding=accepted).headers.get("Content-Encoding") == expected


def test_who_is_signed_in_gets_a_page_of_their_own(site, plan):
    one = site()
    one.get()
    visitor = Browser(one.app).sign_in(make.user())

    page = visitor.client.get("/eins/seite", headers={"Accept-Encoding": "br, gzip"})

    assert len(one.rendered) == 2
    assert page.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in page.headers
    assert "ETag" not in page.headers


def test_a_page_of_somebody_signed_in_is_not_kept_for_others(site, plan):
    one = site()
    visitor = Browser(one.app).sign_in(make.user())
    visitor.client.get("/eins/seite")
    assert one.app.extensions["page_cache"].pages == {}


def test_a_worthless_session_cookie_does_not_fill_the_cache(site, plan):
    one = site()

    one.get(Cookie="session=forged")

    assert one.app.extensions["page_cache"].pages == {}


def test_a_page_from_the_cache_carries_the_security_headers(site, plan):
    one = site()
    one.get()

    headers = one.get().headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Request-ID" not in headers
    assert "Set-Cookie" not in headers


def test_an_unchanged_page_costs_one_statement(site, plan):
    one = site()
    one.get()

    with listening() as said:
        one.get()

    assert len(said) == 1


class Slowly(list):
    """Takes its time, so that others come meanwhile."""

    def append(self, item: object) -> None:
        time.sleep(0.2)
        super().append(item)


def test_readers_who_come_together_wait_for_one_rendering(site, plan):
    one = site()
    one.rendered = Slowly()

    with ThreadPoolExecutor(4) as readers:
        pages = list(readers.map(lambda _: one.get(), range(4)))

    assert one.rendered == ["eins"]
    assert {page.data for page in pages} == {pages[0].data}


def test_a_page_that_fails_does_not_keep_others_waiting(site, plan):
    one = site()

    for _ in range(2):
        assert one.get("/eins/fort").status_code == 404
        assert one.get("/niemand/seite").status_code == 404
    assert not one.app.extensions["page_cache"].turn.locked()


# The product's own cached pages


def cached_paths(app: Flask, plan: Plan) -> list[str]:
    """Return an address of each cached view."""
    field = make.action_field(plan)
    owner = make.organisation(plan)
    recommendation = make.recommendation(field=field, owner=owner)
    make.milestone(of=recommendation)
    make.note(of=recommendation, at=owner)
    report = make.report(plan)
    version = make.report_version(report, document=dump(document(1)))
    version.published_at = tracker_clock.now()
    db.session.commit()
    values = {
        "plan": plan.slug,
        "field": field.slug,
        "code": recommendation.code,
        "organisation": owner.slug,
        "slug": report.slug,
        "version": version.number,
    }
    return [
        rule.build({name: values[name] for name in rule.arguments})[1]
        for rule in app.url_map.iter_rules()
        if app.view_functions[rule.endpoint] in _CACHED
    ]


def test_a_cached_page_holds_nothing_of_its_first_reader(app, another_app, plan):
    """No token, no nonce, no number of the request: two processes render the same bytes."""
    make.plan("zwei")  # else the start page leads on
    one, two = Site(another_app()), Site(another_app())
    paths = cached_paths(app, plan)
    assert len(paths) > 5

    for path in paths:
        for address in (path, f"{path}?sprache=en", f"{path}?stichtag=2026-03-31"):
            first, second = one.get(address), two.get(address)
            assert first.status_code == 200, address
            assert first.data == second.data, address
            assert first.headers["ETag"] == second.headers["ETag"]
            assert first.headers["Cache-Control"] == "public, no-cache"
            for name in ("Set-Cookie", "X-Request-ID"):
                assert name not in first.headers
            for word in (b"csrf", b"nonce", b'method="post"', b'name="author"'):
                assert word not in first.data.lower(), (address, word)


def test_every_public_page_of_a_plan_is_cached(app):
    views = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("dashboards.")
        and app.view_functions[rule.endpoint] not in _CACHED
    }

    assert views == set()


def test_a_visit_of_somebody_signed_in_leaves_no_trace_for_others(app, another_app, plan):
    one = Site(another_app())
    path = f"/{plan.slug}/"
    before = one.get(path).data
    bump(plan)

    own = Browser(one.app).sign_in(make.user()).get(path)
    public_page = one.get(path)

    assert "Abmelden" in own.text
    assert b"Abmelden" not in public_page.data
    assert public_page.data == before
