"""A forked process that answers queries one after the other, and what the zygote can do with it."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

LOW_PRIORITY = 15
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
DONE = b"D"

Work: TypeAlias = Callable[[socket.socket], None]


@dataclass(slots=True)
class Forked:
    """A worker, as the zygote sees it.

    It takes work by ``channel``, and sends :data:`DONE` there when it has finished; the channel's end is its
    own. ``answered`` counts the queries it has been handed. The channel is a socket of the zygote's own that
    becomes readable in both cases.
    """

    pid: int
    channel: socket.socket
    build_id: str
    answered: int = 0
    spent_before: float = 0.0

    @classmethod
    def fork(cls, work: Work, build_id: str, held: Iterable[socket.socket]) -> Forked:
        """Fork a process that calls ``work`` with its channel, and ends.

        :param held: sockets that the process must not keep open: somebody waits for their end
        :raises OSError: where the system gives no process or descriptor
        """
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            _live(work, theirs, [ours, *held])
        theirs.close()
        return cls(pid, ours, build_id)

    def hand(self, connection: socket.socket, output: int) -> None:
        """Give the process a connection to read a query from, and a file for the answer.

        :raises OSError: where it has died meanwhile
        """
        self.answered += 1
        self.spent_before = self._processor_time()
        socket.send_fds(self.channel, [b"Q"], [connection.fileno(), output])

    def has_finished(self) -> bool:
        """What the readable channel means: the work is done (True), or the process has ended (False)."""
        try:
            return self.channel.recv(1) == DONE
        except ConnectionResetError:
            return False

    def kill(self) -> None:
        """End the process at once. Only before :meth:`bury`, while nobody else can have its id."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def bury(self) -> int:
        """Wait for the end; the wait status."""
        _, status = os.waitpid(self.pid, 0)
        self.channel.close()
        return status

    def slow_down(self) -> None:
        """Let everything else go first."""
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self.pid, LOW_PRIORITY)

    def spent(self) -> float:
        """Seconds of processor time used for the query at hand."""
        return self._processor_time() - self.spent_before

    def _processor_time(self) -> float:
        """Seconds of processor time used so far; wall time where the system does not tell."""
        try:
            file = os.open(f"/proc/{self.pid}/stat", os.O_RDONLY)
        except OSError:
            return time.monotonic()
        columns = os.read(file, 1024).rpartition(b")")[2].split()
        os.close(file)
        return (int(columns[11]) + int(columns[12])) / CLOCK_TICKS  # utime and stime, proc(5)


def scratch_file() -> int:
    """A file without a name, in memory where the system has such files."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("answer")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _live(work: Work, channel: socket.socket, held: Iterable[socket.socket]) -> None:
    """The life of a forked process. Never returns."""
    status = 1
    try:
        for one in held:
            one.close()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        work(channel)
        status = 0
    finally:
        os._exit(status)
