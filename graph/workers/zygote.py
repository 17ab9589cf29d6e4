"""The process that holds the build in memory and forks the workers.

It has one thread, parses nothing, and waits for nobody: a worker reads the request and writes the answer to a
file; the zygote hands the file over once the worker has finished. It ends when its parent does.

A query starts in the quick lane. Past ``Limits.quick_cpu`` seconds of processor time it goes on at low
priority in the slow lane; where that is full, it keeps its place only as long as nobody waits for it. Workers
that stay in the quick lane are used again, since a fork costs ten times a small query.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import (
    QueryFailed,
    QueryTimeout,
    QueryTooComplex,
    ScrutineerError,
    TooManyQueries,
)
from graph.limits import Limits
from graph.workers import worker
from graph.workers.forked import Forked, scratch_file
from graph.workers.loading import Loaded
from graph.workers.wire import FILE, encode_error

TICK = 0.05
RUNS = 1000  # queries after which a worker makes way for a fresh one, which shares all memory again
GRACE = 1.0  # seconds beyond the deadline after which a worker whose own alarm did not end it is killed


@dataclass(slots=True)
class Waiting:
    """A query that waits. ``since`` is when it began to (monotonic seconds)."""

    connection: socket.socket
    since: float


@dataclass(slots=True)
class Running:
    """A query that runs. ``overdue``: past the quick lane's limit; ``slow``: has a place in the slow lane;
    ``verdict``: why the zygote killed it."""

    connection: socket.socket
    worker: Forked
    output: int
    since: float
    overdue: bool = False
    slow: bool = False
    verdict: ScrutineerError | None = None

    def kill(self, verdict: ScrutineerError | None) -> None:
        self.verdict = self.verdict or verdict
        self.worker.kill()


@dataclass(slots=True)
class Zygote:
    """Takes connections from ``listener`` until ``lifeline`` (a pipe that the parent holds) is closed."""

    listener: socket.socket
    lifeline: int
    loaded: Loaded
    limits: Limits
    running: dict[int, Running] = field(default_factory=dict)  # by the file descriptor of the connection
    waiting: deque[Waiting] = field(default_factory=deque)
    idle: list[Forked] = field(default_factory=list)
    poll: select.poll = field(default_factory=select.poll)

    def serve(self) -> None:
        """Run until the parent has gone."""
        self.listener.setblocking(False)
        self.poll.register(self.listener, select.POLLIN)
        self.poll.register(self.lifeline, 0)
        gc.disable()
        with suppress(ScrutineerError):  # the first query is told
            self.loaded.refresh()
        try:
            while self._turn():
                pass
            self._tidy()
        finally:
            for forked in (*self.idle, *(job.worker for job in self.running.values())):
                forked.kill()

    def _tidy(self) -> None:
        """Remove the socket and its folder, since a parent that was killed cannot."""
        address = Path(self.listener.getsockname())
        with suppress(OSError):
            address.unlink()
            address.parent.rmdir()

    def _turn(self) -> bool:
        """Wait for something to happen and see to it; False once the parent has gone."""
        busy = self.running or self.waiting
        channels = {job.worker.channel.fileno(): job for job in self.running.values()}
        for descriptor, _ in self.poll.poll(TICK * 1000 if busy else None):
            if descriptor == self.lifeline:
                return False
            if descriptor == self.listener.fileno():
                self._accept()
            elif descriptor in channels:
                self._finish(channels[descriptor])
            elif descriptor in self.running:  # the client has hung up
                self.poll.unregister(descriptor)
                self.running[descriptor].kill(None)
        self._keep_limits()
        return True

    def _accept(self) -> None:
        try:
            connection, _ = self.listener.accept()
        except OSError:  # the client has gone again, or no descriptor is free just now
            return
        connection.setblocking(False)
        self.waiting.append(Waiting(connection, time.monotonic()))
        self._start_waiting()
        if len(self.waiting) > self.limits.queue:
            self._refuse(self.waiting.pop().connection, self._crowded())

    def _start_waiting(self) -> None:
        while self.waiting and self._quick() < self.limits.quick_lane:
            self._start(self.waiting.popleft())

    def _start(self, job: Waiting) -> None:
        try:
            if self.loaded.refresh():
                self._dismiss_idle()
            output = scratch_file()
            forked = self._hire(job.connection, output)
        except ScrutineerError as error:
            return self._refuse(job.connection, error)
        except OSError as error:
            failed = QueryFailed(f"No process could be started for the query: {error}.")
            return self._refuse(job.connection, failed)
        self.running[job.connection.fileno()] = Running(job.connection, forked, output, time.monotonic())
        self.poll.register(job.connection, 0)
        self.poll.register(forked.channel, select.POLLIN)
        return None

    def _hire(self, connection: socket.socket, output: int) -> Forked:
        """A worker that has taken the query: an idle one if it still lives, else a fresh one."""
        while self.idle:
            forked = self.idle.pop()
            try:
                forked.hand(connection, output)
            except OSError:  # it was killed from outside while nobody watched it
                _dismiss(forked)
            else:
                return forked
        try:
            forked = self._fork()
            forked.hand(connection, output)
        except OSError:
            os.close(output)
            raise
        return forked

    def _fork(self) -> Forked:
        held = [self.listener]
        for job in self.running.values():
            held += [job.connection, job.worker.channel]
        held += [*(job.connection for job in self.waiting), *(forked.channel for forked in self.idle)]
        return Forked.fork(self._work, self.loaded.build_id, held)

    def _work(self, channel: socket.socket) -> None:
        worker.work(channel, self.loaded, self.limits)

    def _finish(self, job: Running) -> None:
        """Hand over what a worker has written, or say why it has written nothing."""
        forked = job.worker
        self.poll.unregister(forked.channel)
        with suppress(KeyError):
            self.poll.unregister(job.connection)
        del self.running[job.connection.fileno()]
        if forked.has_finished():
            _send(job.connection, FILE, [job.output])
            job.connection.close()
            self._keep_or_dismiss(job)
        else:
            status = forked.bury()
            self._refuse(job.connection, job.verdict or self._cause(status))
        os.close(job.output)
        self._start_waiting()

    def _keep_or_dismiss(self, job: Running) -> None:
        """Use a worker again, unless it is slowed down, grown, or has an earlier build."""
        forked = job.worker
        worn = job.overdue or job.verdict or forked.answered >= RUNS
        self.idle.append(forked)
        if worn or forked.build_id != self.loaded.build_id or len(self.idle) > self.limits.quick_lane:
            self.idle.remove(forked)
            _dismiss(forked)

    def _dismiss_idle(self) -> None:
        while self.idle:
            _dismiss(self.idle.pop())

    def _keep_limits(self) -> None:
        now = time.monotonic()
        for job in list(self.running.values()):
            if now > job.since + self.limits.deadline + GRACE:
                job.kill(self._late())
            elif not job.overdue and job.worker.spent() > self.limits.quick_cpu:
                job.overdue = True
                job.worker.slow_down()
        self._make_room()
        while self.waiting and now > self.waiting[0].since + self.limits.queue_wait:
            self._refuse(self.waiting.popleft().connection, self._crowded())

    def _make_room(self) -> None:
        """Move overdue queries out of the quick lane: into the slow one, or out of the way of who waits."""
        wanted = len(self.waiting)
        for job in self.running.values():
            if not job.overdue or job.slow or job.verdict:
                continue
            if sum(other.slow for other in self.running.values()) < self.limits.slow_lane:
                job.slow = True
            elif wanted > 0:
                job.kill(self._crowded())
                wanted -= 1
        self._start_waiting()

    def _quick(self) -> int:
        return sum(not job.slow for job in self.running.values())

    def _refuse(self, connection: socket.socket, error: ScrutineerError) -> None:
        _send(connection, encode_error(error), [])
        connection.close()

    def _crowded(self) -> TooManyQueries:
        return TooManyQueries(
            "Too many queries are running to begin or go on with this one. Try again in a moment.",
            retry_after=max(1, round(self.limits.deadline)),
        )

    def _late(self) -> QueryTimeout:
        return QueryTimeout(
            f"The query did not finish within {self.limits.deadline:g} seconds. Narrow it, or ask in parts."
        )

    def _cause(self, status: int) -> ScrutineerError:
        """What a worker's end means, by its wait status."""
        killer = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if killer in (signal.SIGALRM, signal.SIGXCPU):
            return self._late()
        if killer in (signal.SIGABRT, signal.SIGKILL):  # the engine gives up, or the system takes memory back
            return worker.out_of_memory(self.limits)
        if killer in (signal.SIGSEGV, signal.SIGBUS):
            return QueryTooComplex("The query is nested too deeply to be read. Ask in parts.")
        return QueryFailed(f"The process that ran the query ended unexpectedly (wait status {status}).")


def _dismiss(forked: Forked) -> None:
    forked.kill()
    forked.bury()


def _send(connection: socket.socket, message: bytes, files: list[int]) -> None:
    with suppress(OSError):  # the client has gone; nobody is left to tell
        socket.send_fds(connection, [message], files)


def main() -> None:
    """``python -m graph.workers.zygote LISTENER LIFELINE STORE LIMITS``: two descriptors, a path, JSON."""
    listener, lifeline, store, limits = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    known = Limits(**json.loads(limits))
    Zygote(socket.socket(fileno=int(listener)), int(lifeline), Loaded(Path(store), known), known).serve()


if __name__ == "__main__":
    main()
