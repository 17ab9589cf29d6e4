"""The process that holds the build in memory and forks a worker for each query.

It has one thread, parses nothing, and waits for nobody: a worker reads the request and writes the answer to a
file; the zygote hands the file over once the worker has ended well. It ends when its parent does.

A query starts in the quick lane. Past ``Limits.quick_cpu`` seconds of processor time it goes on at low
priority in the slow lane; where that is full, it keeps its place only as long as nobody waits for it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
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
from graph.workers.loading import Loaded
from graph.workers.wire import FILE, encode_error

LOW_PRIORITY = 15
TICK = 0.05
GRACE = 1.0  # seconds beyond the deadline after which a worker whose own alarm did not end it is killed
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
DONE = select.POLLIN | select.POLLHUP


@dataclass(slots=True)
class Job:
    """A query: waiting while ``pid`` is 0, then running in the process ``pid``.

    ``ended`` becomes readable when that process has ended. ``verdict`` is why the zygote killed it.
    """

    connection: socket.socket
    since: float
    pid: int = 0
    ended: int = -1
    output: int = -1
    overdue: bool = False
    slow: bool = False
    verdict: ScrutineerError | None = None

    def kill(self, verdict: ScrutineerError | None) -> None:
        self.verdict = self.verdict or verdict
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


@dataclass(slots=True)
class Zygote:
    """Takes connections from ``listener`` until ``lifeline`` (a pipe that the parent holds) is closed."""

    listener: socket.socket
    lifeline: int
    loaded: Loaded
    limits: Limits
    running: dict[int, Job] = field(default_factory=dict)  # by the file descriptor of the connection
    waiting: deque[Job] = field(default_factory=deque)
    poll: select.poll = field(default_factory=select.poll)

    def serve(self) -> None:
        """Run until the parent has gone."""
        self.listener.setblocking(False)
        self.poll.register(self.listener, select.POLLIN)
        self.poll.register(self.lifeline, 0)
        gc.disable()
        try:
            while self._turn():
                pass
        finally:
            for job in self.running.values():
                job.kill(None)

    def _turn(self) -> bool:
        """Wait for something to happen and see to it; False once the parent has gone."""
        busy = self.running or self.waiting
        ended = {job.ended: job for job in self.running.values()}
        for descriptor, _ in self.poll.poll(TICK * 1000 if busy else None):
            if descriptor == self.lifeline:
                return False
            if descriptor == self.listener.fileno():
                self._accept()
            elif descriptor in ended:
                self._finish(ended[descriptor])
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
        self.waiting.append(Job(connection, time.monotonic()))
        self._start_waiting()
        if len(self.waiting) > self.limits.queue:
            self._refuse(self.waiting.pop(), self._crowded())

    def _start_waiting(self) -> None:
        while self.waiting and self._quick() < self.limits.quick_lane:
            self._start(self.waiting.popleft())

    def _start(self, job: Job) -> None:
        try:
            self.loaded.refresh()
            job.output = _scratch_file()
            job.ended, alive = os.pipe()
            job.pid = os.fork()
        except ScrutineerError as error:
            return self._refuse(job, error)
        except OSError as error:
            return self._refuse(job, QueryFailed(f"No process could be started for the query: {error}."))
        if job.pid == 0:
            self._work(job)
        os.close(alive)
        job.since = time.monotonic()
        self.running[job.connection.fileno()] = job
        self.poll.register(job.connection, 0)
        self.poll.register(job.ended, DONE)
        return None

    def _work(self, job: Job) -> None:
        """The life of a worker. Never returns."""
        status = 1
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            self.listener.close()
            for other in (*self.running.values(), *self.waiting):
                other.connection.close()
            worker.run(job.connection, job.output, self.loaded.store, self.loaded.build_id, self.limits)
            status = 0
        finally:
            os._exit(status)

    def _finish(self, job: Job) -> None:
        """Hand over what an ended worker has left, or say why it has left nothing."""
        _, status = os.waitpid(job.pid, 0)
        del self.running[job.connection.fileno()]
        with suppress(KeyError):
            self.poll.unregister(job.connection)
        self.poll.unregister(job.ended)
        if status == 0:
            _send(job.connection, FILE, [job.output])
            job.connection.close()
        else:
            self._refuse(job, job.verdict or self._cause(status))
        os.close(job.output)
        os.close(job.ended)
        self._start_waiting()

    def _keep_limits(self) -> None:
        now = time.monotonic()
        for job in list(self.running.values()):
            if now > job.since + self.limits.deadline + GRACE:
                job.kill(self._late())
            elif not job.slow and not job.overdue and _processor_time(job) > self.limits.quick_cpu:
                job.overdue = True
                with suppress(ProcessLookupError):
                    os.setpriority(os.PRIO_PROCESS, job.pid, LOW_PRIORITY)
        self._make_room()
        while self.waiting and now > self.waiting[0].since + self.limits.queue_wait:
            self._refuse(self.waiting.popleft(), self._crowded())

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

    def _refuse(self, job: Job, error: ScrutineerError) -> None:
        _send(job.connection, encode_error(error), [])
        job.connection.close()

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


def _send(connection: socket.socket, message: bytes, files: list[int]) -> None:
    with suppress(OSError):  # the client has gone; nobody is left to tell
        socket.send_fds(connection, [message], files)


def _scratch_file() -> int:
    """A file without a name, in memory where the system has such files."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("answer")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _processor_time(job: Job) -> float:
    """Seconds of processor time a worker has used; wall time where the system does not tell."""
    try:
        fields = Path(f"/proc/{job.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return time.monotonic() - job.since
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS  # utime and stime, proc(5)


def main() -> None:
    """``python -m graph.workers.zygote LISTENER LIFELINE STORE LIMITS``: two descriptors, a path, JSON."""
    listener, lifeline, store, limits = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    known = Limits(**json.loads(limits))
    Zygote(socket.socket(fileno=int(listener)), int(lifeline), Loaded(Path(store), known), known).serve()


if __name__ == "__main__":
    main()
