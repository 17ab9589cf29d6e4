"""Asking the builds in a folder on this machine."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

from graph.asking import JSON_RESULTS, TURTLE, Answer, Endpoint
from graph.build import Build
from graph.builds import Builds
from graph.errors import QueryFailed, QueryTimeout
from graph.limits import Limits
from graph.screening import screen
from graph.workers.process import QueryWorkers
from graph.workers.wire import LONGEST_MESSAGE, Request, decode_error

GRACE = 5.0  # seconds that the query workers may take beyond their own limits before they count as stuck


class LocalEndpoint(Endpoint):
    """Asks the current build of a store folder, each query in a process of its own that can be killed.

    :param store: the store folder; a newly published build is noticed before the next query
    :param address: the socket of query workers that run already; without it they are started at the first
        query and stopped by :meth:`close`
    """

    def __init__(self, store: Path, limits: Limits | None = None, *, address: str | None = None) -> None:
        self._store = store
        self._limits = limits or Limits()
        self._address = address
        self._workers: QueryWorkers | None = None
        self._build: Build | None = None
        self._starting = threading.Lock()

    def ask(
        self,
        query: str,
        *,
        results: str | None = JSON_RESULTS,
        graph: str | None = TURTLE,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        screen(query, self._limits)
        request = Request(query, results, graph, list(default_graphs), list(named_graphs))
        message, files = self._exchange(request.encode())
        if not files:
            raise decode_error(json.loads(message))
        with os.fdopen(files[0], "rb") as file:
            file.seek(0)
            header = json.loads(file.readline())
            if "error" in header:
                raise decode_error(header)
            return Answer(header["media_type"], file.read(), header["build"])

    def build(self) -> Build | None:
        builds = Builds(self._store)
        path = builds.current_path()
        if path and (self._build is None or self._build.path != path):
            self._build = Build.read(path)
        return self._build if path else None

    def close(self) -> None:
        if self._workers:
            self._workers.close()
            self._workers = self._address = None

    def start(self) -> str:
        """Start the query workers unless they run already; the address of their socket."""
        with self._starting:
            if self._address is None:
                self._workers = QueryWorkers(self._store, self._limits)
                self._address = self._workers.address
            return self._address

    def _exchange(self, request: bytes) -> tuple[bytes, list[int]]:
        """Send a request; the reply's message and descriptors (see :mod:`graph.workers.wire`)."""
        address = self._address or self.start()
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(self._limits.queue_wait + self._limits.deadline + GRACE)
            try:
                connection.connect(address)
                _send(connection, request)
                message, files, _, _ = socket.recv_fds(connection, LONGEST_MESSAGE, 1)
            except TimeoutError:
                raise QueryTimeout("The query workers did not answer in time.") from None
            except OSError as error:
                raise QueryFailed(f"The query workers cannot be reached ({error}). Try again.") from error
        if not message:
            raise QueryFailed("The query workers ended before they answered. Try again.")
        return message, files


def _send(connection: socket.socket, request: bytes) -> None:
    try:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused before it was read: the reply says why
