"""What is measured of one database of one size, each figure beside its references."""

import statistics
import tempfile
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.bench import writers
from tests.bench.generator import FIELDS, Size, Writer
from tests.bench.load import LoadError, Reader, Result, at_once, get, in_turn, once, one_by_one
from tests.bench.paper import Paper, paper
from tests.bench.running import Server, import_seconds, running
from tests.bench.weight import Weight, weight
from tests.pages import listening

CLIENTS = 8
TURNS = 15  # of rates
HELLO, TABLE = Reader(get("/bench/hello")), Reader(get("/bench/table"))


@dataclass(frozen=True)
class Effort:
    """How long to measure."""

    seconds: float  # of each load at eight
    requests: int  # of each page at one client, all rounds together


@dataclass(frozen=True)
class Times:
    """Times at one client, in milliseconds, each request with one for T right before."""

    p50: float
    p95: float
    table: float
    in_tables: float  # the median of the multiples of T


@dataclass(frozen=True)
class Rate:
    """Answers a second at eight clients, and those of R right before and after."""

    per_second: float
    revision: float
    of_revision: float  # the median of the rounds' shares


@dataclass(frozen=True)
class Page:
    """One page."""

    database: str
    size: str
    name: str
    times: Times  # rendered anew
    anew: Rate
    kept: Rate  # out of the cache
    statements: int
    raw: int
    brotli: int


@dataclass(frozen=True)
class Load:
    """Eight writers for some seconds."""

    per_second: float
    p95: float  # milliseconds
    saved: int
    conflicts: int


@dataclass(frozen=True)
class Writes:
    """Changes of a status: the POST alone."""

    database: str
    size: str
    times: Times
    statements: int
    apart: Load  # each writer has its own recommendations
    together: Load  # all change the same one


@dataclass(frozen=True)
class Machine:
    """The server itself, and the references; memory in megabytes."""

    database: str
    size: str
    imported_in: float
    started_in: float
    memory: float
    resident: float
    worker: float
    hello: float  # milliseconds
    revision: float
    table: float
    hellos: float  # a second, at eight
    revisions: float
    tables: float


@dataclass(frozen=True)
class Measured:
    """All of one database of one size."""

    pages: list[Page]
    writes: Writes
    machine: Machine
    weights: dict[str, Weight]
    paper: Paper


def measure(app: Flask, url: str, size: Size, people: list[Writer], effort: Effort) -> Measured:
    """Measure a filled database.

    Args:
        app: the product on this database, without a cache; statements are counted in it.

    Raises:
        LoadError: a page was answered otherwise than with 200, or a change was refused.
    """
    database = url.partition(":")[0].partition("+")[0]
    paths = pages(size)
    statements = {name: _statements(app.test_client(), path) for name, path in paths.items()}
    revision = Reader(get(f"/bench/revision/{size.plan}"))
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        instance = Path(folder)
        made = paper(instance, url, size.plan)  # before the writers: how much they write varies
        with running(instance, url, cached_pages=0) as server:
            anew = {
                name: _anew(server, Reader(get(path)), revision, effort)
                for name, path in paths.items()
            }
        with running(instance, url) as server:
            found = []
            for name, path in paths.items():
                request = get(path)
                for _ in range(2):  # until both processes have rendered it
                    at_once(server.port, [Reader(request)] * CLIENTS, 0.5)
                kept = _rate(server, Reader(request), revision, effort.seconds)
                sizes = [
                    len(once(server.port, get(path, encoding=encoding)).body)
                    for encoding in ("identity", "br")
                ]
                times, rate = anew[name]
                found.append(
                    Page(database, size.name, name, times, rate, kept, statements[name], *sizes)
                )
            weights = {name: weight(server.port, path) for name, path in paths.items()}
            changes = _writes(app, server, size, people, effort, database)
            machine = _machine(server, instance, url, revision, database, size)
    return Measured(found, changes, machine, weights, made)


def pages(size: Size) -> dict[str, str]:
    """Return the pages that are measured, by name."""
    return {
        "overview": f"/{size.plan}/",
        "field": f"/{size.plan}/felder/{FIELDS[1]}",
        "list": f"/{size.plan}/empfehlungen",
        "recommendation": f"/{size.plan}/empfehlungen/{size.codes[1]}",
    }


def _statements(client: FlaskClient, path: str) -> int:
    for _ in range(2):
        with listening() as said:
            response = Context().run(client.get, path)
        if response.status_code != 200:
            raise LoadError(f"{path} was answered with {response.status_code}")
        response.close()
    return len(said)


def _anew(server: Server, page: Reader, revision: Reader, effort: Effort) -> tuple[Times, Rate]:
    return (
        _times(server, page, effort.requests),
        _rate(server, page, revision, effort.seconds),
    )


def _times(server: Server, client: Reader | writers.StatusWriter, requests: int) -> Times:
    """Measure in turn with T: a machine that is slow for a second is so for both."""
    table, found = in_turn(server.port, [TABLE, client], requests)
    return Times(
        found.percentile(0.5) * 1000,
        found.percentile(0.95) * 1000,
        table.percentile(0.5) * 1000,
        statistics.median(
            took / beside for took, beside in zip(found.times, table.times, strict=True)
        ),
    )


def _rate(server: Server, page: Reader, revision: Reader, seconds: float) -> Rate:
    """Measure in rounds, R before and after each; a round's share is of the mean of both."""
    each = seconds / TURNS
    revisions = [at_once(server.port, [revision] * CLIENTS, each).per_second]
    found, shares = [], []
    for _ in range(TURNS):
        found.append(at_once(server.port, [page] * CLIENTS, each).per_second)
        revisions.append(at_once(server.port, [revision] * CLIENTS, each).per_second)
        shares.append(found[-1] / statistics.mean(revisions[-2:]))
    return Rate(statistics.mean(found), statistics.mean(revisions), statistics.median(shares))


def _writes(
    app: Flask, server: Server, size: Size, people: list[Writer], effort: Effort, database: str
) -> Writes:
    made = 0

    def writer(of: Writer, held: dict[str, str]) -> writers.StatusWriter:
        nonlocal made
        made += 1
        return writers.StatusWriter(app, server.port, of, size.plan, held, place=made)

    with app.app_context():
        held = writers.in_force(size.plan)
    first = writer(people[0], held)
    times = _times(server, first, effort.requests)
    shares = writers.shared_out(first.in_force, len(people))
    apart = at_once(
        server.port,
        [writer(of, share) for of, share in zip(people, shares, strict=True)],
        effort.seconds,
    )
    with app.app_context():
        held = writers.in_force(size.plan)
    code = size.codes[0]
    rest = {other: uid for other, uid in held.items() if other != code}
    together = at_once(
        server.port, [writer(of, {code: held[code]}) for of in people], effort.seconds
    )
    return Writes(
        database, size.name, times, _statements_of_write(app, writer(people[0], rest)),
        _load(apart), _load(together),
    )  # fmt: skip


def _statements_of_write(app: Flask, writer: writers.StatusWriter) -> int:
    """Count in-process what one change takes."""
    request = writer.ask()
    head, _, body = request.partition(b"\r\n\r\n")
    client = app.test_client(use_cookies=False)
    with listening() as said:
        response = Context().run(
            client.post,
            head.split(b" ", 2)[1].decode(),
            data=body,
            content_type="application/x-www-form-urlencoded",
            headers={"Cookie": writer.cookie},
        )
    response.close()
    if response.status_code != writers.SAVED:
        raise LoadError(f"a status change was answered with {response.status_code}")
    return len(said)


def _load(found: Result) -> Load:
    return Load(
        per_second=found.per_second,
        p95=found.percentile(0.95) * 1000,
        saved=found.statuses[writers.SAVED],
        conflicts=found.statuses[writers.CONFLICT],
    )


def _machine(
    server: Server, instance: Path, url: str, revision: Reader, database: str, size: Size
) -> Machine:
    taken = server.memory()
    one = {
        name: one_by_one(server.port, client, 60).percentile(0.5) * 1000
        for name, client in (("hello", HELLO), ("revision", revision), ("table", TABLE))
    }
    many = {
        f"{name}s": at_once(server.port, [client] * CLIENTS, 1).per_second
        for name, client in (("hello", HELLO), ("revision", revision), ("table", TABLE))
    }
    megabyte = 1_000_000
    return Machine(
        database, size.name, import_seconds(instance, url), server.started_in,
        taken.whole / megabyte, taken.resident / megabyte, taken.worker / megabyte,
        **one, **many,
    )  # fmt: skip
