"""Running queries, one at a time, in a process that a query may end. Runs in a fork of the zygote."""

from __future__ import annotations

import io
import math
import os
import resource
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QueryTriples, Store

from graph.errors import (
    NotAcceptable,
    QueryFailed,
    QuerySyntaxError,
    QueryTooLarge,
    ScrutineerError,
)
from graph.formats import GRAPHS, RESULTS
from graph.limits import Limits
from graph.workers.forked import DONE
from graph.workers.loading import Loaded
from graph.workers.wire import Request, encode_error

if TYPE_CHECKING:
    from typing_extensions import Buffer

CHUNK = 64 * 1024


class Overflow(Exception):
    """The answer has grown past its limit."""


class Capped(io.BufferedWriter):
    """A file that takes ``left`` more bytes and no further ones."""

    left: float = math.inf

    def write(self, data: Buffer, /) -> int:
        self.left -= memoryview(data).nbytes
        if self.left < 0:
            raise Overflow
        return super().write(data)

    def start_over(self) -> None:
        """Empty the file; it has no limit then."""
        self.left = math.inf
        self.flush()
        self.seek(0)
        self.truncate()


def work(channel: socket.socket, loaded: Loaded, limits: Limits) -> None:
    """Answer what comes by ``channel`` (see :class:`graph.workers.forked.Forked`) until it is closed."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    store: Store | None = None
    while descriptors := socket.recv_fds(channel, 1, 2)[1]:
        connection, output = descriptors
        _limit_time(limits)
        with socket.socket(fileno=connection) as client, Capped(io.FileIO(output, "wb"), CHUNK) as file:
            if store is None:
                store = loaded.store()
                _limit_memory(limits)
            with _shut_in() if loaded.in_memory else nullcontext():
                _run(store, client, file, loaded.build_id, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)
        channel.send(DONE)


def _run(store: Store, client: socket.socket, file: Capped, build_id: str, limits: Limits) -> None:
    """Read a request, run it, and write header and body, or an error, to ``file``."""
    try:
        request = Request.decode(_read(client, limits))
        _answer(store, request, build_id, file, limits)
    except ScrutineerError as error:
        file.start_over()
        file.write(encode_error(error))
    except MemoryError:
        file.start_over()
        file.write(encode_error(out_of_memory(limits)))
    except (OSError, RuntimeError, ValueError) as error:
        file.start_over()
        file.write(encode_error(QueryFailed(f"The query could not be run: {error}")))


def out_of_memory(limits: Limits) -> QueryTooLarge:
    """The error for a worker that wanted more memory than it may have."""
    return QueryTooLarge(
        f"The query needed more than {limits.memory // 1024**2} MiB of memory. Narrow it, or sort less."
    )


def _limit_time(limits: Limits) -> None:
    """The default action of SIGALRM ends the process at once, whatever the engine is doing."""
    signal.setitimer(signal.ITIMER_REAL, limits.deadline)
    processor = math.ceil(time.process_time() + limits.deadline) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (processor, resource.RLIM_INFINITY))


def _limit_memory(limits: Limits) -> None:
    if space := _address_space():
        resource.setrlimit(resource.RLIMIT_AS, (space + limits.memory, space + limits.memory))


@contextmanager
def _shut_in() -> Iterator[None]:
    """Open no file or socket meanwhile: the engine would fetch what SERVICE names.

    Not for a store on disk, which opens its files as it needs them, and waits for ever where it cannot. There
    the screening alone keeps SERVICE out.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _address_space() -> int:
    """Bytes of address space this process has now; 0 where the system does not tell."""
    try:
        file = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return 0
    pages = int(os.read(file, 64).split()[0])
    os.close(file)
    return pages * resource.getpagesize()


def _read(connection: socket.socket, limits: Limits) -> bytes:
    longest = 8 * limits.query + CHUNK  # JSON writes a character as six bytes at most
    connection.setblocking(True)
    message = bytearray()
    while piece := connection.recv(CHUNK):
        message += piece
        if len(message) > longest:
            raise ValueError(f"a request of more than {longest} bytes")
    return bytes(message)


def _answer(store: Store, request: Request, build_id: str, file: Capped, limits: Limits) -> None:
    try:
        found = store.query(
            request.query,
            default_graph=_graphs(request, request.default_graphs),
            named_graphs=_graphs(request, request.named_graphs),
        )
    except SyntaxError as error:
        said = " ".join(error.msg.split())  # the engine lists what it expected over several lines
        raise QuerySyntaxError(f"The query cannot be read: {said}.") from error
    is_graph = isinstance(found, QueryTriples)
    media_type = request.graph if is_graph else request.results
    if media_type is None:
        form, offered = ("CONSTRUCT or DESCRIBE", GRAPHS) if is_graph else ("SELECT or ASK", RESULTS)
        raise NotAcceptable(f"A {form} query can be answered in: {', '.join(offered)}.")
    file.write(b'{"media_type": "%s", "build": "%s"}\n' % (media_type.encode(), build_id.encode()))
    file.left = limits.answer
    try:
        if isinstance(found, QueryTriples):
            found.serialize(file, format=GRAPHS[media_type])
        else:
            found.serialize(file, format=RESULTS[media_type])
    except (Overflow, OSError):
        if file.left >= 0:
            raise
        raise QueryTooLarge(
            f"The answer has more than {limits.answer} bytes. Add a LIMIT, or ask in parts."
        ) from None


def _graphs(request: Request, iris: list[str]) -> list[Any] | None:
    """The protocol's dataset: as soon as the request names one graph, it has no others (SPARQL 1.1 Protocol,
    2.1.4)."""
    if not request.default_graphs and not request.named_graphs:
        return None
    return [NamedNode(iri) for iri in iris]
