"""A small HTTP/1.1 client: one connection for latency, several at once for throughput.

It sends ready-made bytes and reads lengths only, so that it takes little of the machine that the
server needs, and all of its clients run in one thread.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

WARM_UP = 3  # rounds


class LoadError(Exception):
    """The server answered otherwise than a measurement needs."""


@dataclass(frozen=True)
class Answer:
    """One answer of the server."""

    status: int
    head: bytes  # headers, lower case
    body: bytes

    def header(self, name: str) -> str:
        """Return the first header of a name; empty if there is none."""
        for line in self.head.split(b"\r\n"):
            key, _, value = line.partition(b": ")
            if key == name.lower().encode():
                return value.decode()
        return ""


class Client(Protocol):
    """Somebody who asks one thing after the other."""

    def ask(self) -> bytes:
        """Return the next request."""
        ...

    def hear(self, answer: Answer) -> None:
        """Take note of the answer."""
        ...


@dataclass
class Reader:
    """A client that asks for the same again and again and wants 200."""

    request: bytes

    def ask(self) -> bytes:
        """Return the request."""
        return self.request

    def hear(self, answer: Answer) -> None:
        """Refuse anything but 200."""
        if answer.status != 200:
            line = self.request.split(b"\r\n", 1)[0].decode()
            raise LoadError(f"{line} was answered with {answer.status}")


@dataclass
class Result:
    """What a load came to."""

    seconds: float
    times: list[float] = field(default_factory=list)  # of each answer, in seconds
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the time within which this share of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Connection:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = bytearray()
        self.sent_at = 0.0

    def send(self, request: bytes) -> None:
        """Send a request."""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> Answer | None:
        """Take what has come; return the answer once it is whole."""
        chunk = self.socket.recv(262_144)
        if not chunk:
            raise LoadError("the server closed the connection")
        self.received += chunk
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self.received[:end])
        place = head.lower().find(b"content-length: ")
        if place < 0:
            raise LoadError(f"an answer without its length: {head!r}")
        length = int(head[place + 16 :].split(b"\r\n", 1)[0])
        if len(self.received) < end + 4 + length:
            return None
        body = bytes(self.received[end + 4 : end + 4 + length])
        self.received.clear()
        return Answer(int(head[9:12]), _lower(head), body)

    def exchange(self, request: bytes) -> Answer:
        """Send a request and wait for its answer."""
        self.send(request)
        while True:
            answer = self.receive()
            if answer is not None:
                return answer

    def close(self) -> None:
        """End the connection."""
        self.socket.close()


def get(path: str, *, encoding: str = "br", cookie: str = "") -> bytes:
    """Return the bytes of a GET request."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", f"Accept-Encoding: {encoding}"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def post(path: str, body: bytes, cookie: str) -> bytes:
    """Return the bytes of a POST request that sends a form."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def once(port: int, request: bytes) -> Answer:
    """Send one request on a connection of its own."""
    connection = Connection(port)
    try:
        return connection.exchange(request)
    finally:
        connection.close()


def one_by_one(port: int, client: Client, requests: int) -> Result:
    """Let one client ask so many times, one after the other; the first ones do not count."""
    return in_turn(port, [client], requests)[0]


def in_turn(port: int, clients: Sequence[Client], rounds: int) -> list[Result]:
    """Let clients ask one after the other, so many rounds; the first ones do not count."""
    connection = Connection(port)
    results = [Result(0.0) for _client in clients]
    try:
        for number in range(-WARM_UP, rounds):
            for client, result in zip(clients, results, strict=True):
                request = client.ask()
                answer = connection.exchange(request)
                took = time.perf_counter() - connection.sent_at
                client.hear(answer)
                if number >= 0:
                    result.times.append(took)
                    result.statuses[answer.status] += 1
                    result.seconds += took
    finally:
        connection.close()
    return results


def at_once(port: int, clients: Iterable[Client], seconds: float) -> Result:
    """Let clients ask side by side for some seconds; each sends when it has its answer."""
    waiting = selectors.DefaultSelector()
    connections: list[Connection] = []
    result = Result(seconds)
    try:
        for client in clients:
            connection = Connection(port)
            connections.append(connection)
            waiting.register(connection.socket, selectors.EVENT_READ, (connection, client))
            connection.send(client.ask())
        begin = time.perf_counter()
        end = begin + seconds
        busy = len(connections)
        while busy:
            for key, _event in waiting.select(30):
                connection, client = key.data
                answer = connection.receive()
                if answer is None:
                    continue
                now = time.perf_counter()
                client.hear(answer)
                result.times.append(now - connection.sent_at)
                result.statuses[answer.status] += 1
                if now < end:
                    connection.send(client.ask())
                else:
                    waiting.unregister(connection.socket)
                    busy -= 1
        result.seconds = time.perf_counter() - begin
    finally:
        for connection in connections:
            connection.close()
        waiting.close()
    return result


def _lower(head: bytes) -> bytes:
    """Return headers with their names in lower case."""
    lines = []
    for line in head.split(b"\r\n"):
        name, mark, value = line.partition(b": ")
        lines.append(name.lower() + mark + value)
    return b"\r\n".join(lines)
