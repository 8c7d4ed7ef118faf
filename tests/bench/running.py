"""One running server: gunicorn as `make serve` starts it, on a free port, with its own instance."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SECRET = "a key for the bench that is long enough"  # of throw-away instances
IMPORT = "import time; b = time.perf_counter(); import tracker.app; print(time.perf_counter() - b)"
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Memory:
    """What a server takes, in bytes."""

    whole: int  # every process, memory they share counted once
    resident: int  # every process, memory they share counted in each
    worker: int  # the largest worker alone


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    pid: int
    started_in: float  # seconds until the first answer

    def memory(self) -> Memory:
        """Return what the server's processes take now."""
        workers = _children(self.pid)
        processes = [self.pid, *workers]
        return Memory(
            whole=sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in processes) * 1024,
            resident=sum(_kilobytes(pid, "status", "VmRSS:") for pid in processes) * 1024,
            worker=max(_kilobytes(pid, "status", "VmRSS:") for pid in workers) * 1024,
        )


def environment(instance: Path, url: str, **settings: object) -> dict[str, str]:
    """Return the environment of a program that uses this instance and database only."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("TRACKER_")}
    given = {f"TRACKER_{name.upper()}": str(value) for name, value in settings.items()}
    return kept | given | {
        "TRACKER_INSTANCE": str(instance),
        "TRACKER_SECRET_KEY": SECRET,
        "TRACKER_DATABASE_URL": url,
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_MMAP_THRESHOLD_": "65536",
        "MALLOC_TRIM_THRESHOLD_": "65536",
    }  # fmt: skip


@contextmanager
def running(instance: Path, url: str, **settings: object) -> Iterator[Server]:
    """Start a server; end it after the block.

    Raises:
        RuntimeError: it ended, or gave no answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begin = time.perf_counter()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "tests.bench.server:application()",
            "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2",
            "--threads", "4", "--preload", "--timeout", "60", "--no-control-socket",
            "--log-level", "warning",
        ],
        cwd=ROOT,
        env=environment(instance, url, **settings),
    )  # fmt: skip
    try:
        _first_answer(process, port)
        yield Server(port, process.pid, time.perf_counter() - begin)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def import_seconds(instance: Path, url: str) -> float:
    """Return how long the program takes to be read in, in a process of its own; best of three."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", IMPORT],
            cwd=ROOT,
            env=environment(instance, url),
            capture_output=True,
            text=True,
            check=True,
        )
        for _ in range(3)
    ]
    return min(float(run.stdout) for run in runs)


def _first_answer(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as connection:
                connection.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if b" 200 " in connection.recv(100):
                    return
        except OSError:
            pass
        time.sleep(0.01)
    raise RuntimeError("the server gives no answer")


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in found.split()]


def _kilobytes(pid: int, file: str, name: str) -> int:
    for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    raise RuntimeError(f"/proc/{pid}/{file} has no {name}")
