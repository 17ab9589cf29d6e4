"""Reading several report files at once, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from graph.errors import ScrutineerError

_T = TypeVar("_T")


class ReadingEnded(ScrutineerError):
    """A process that read reports was ended from outside."""

    title = "Reports could not be read"


class Ahead(Generic[_T]):
    """What ``read`` makes of files, begun in their order before each is asked for."""

    def __init__(self, read: Callable[[Path], _T], pool: ProcessPoolExecutor | None, window: int) -> None:
        self._read, self._pool, self._window = read, pool, window
        self._begun: dict[Path, Future[_T]] = {}
        self._waiting: deque[Path] = deque()

    def begin(self, files: Iterable[Path]) -> None:
        """Say which files will be asked for, in this order."""
        self._waiting.extend(files)
        self._fill()

    def result(self, path: Path) -> _T:
        """What ``read`` returns for a file; what it raises is raised.

        :raises ReadingEnded: where the system ended the process that read, as it does when memory runs out
        """
        future = self._begun.get(path)
        while future and next(iter(self._begun)) != path:
            # One passed over, because its double was loaded meanwhile, must not hold a place for ever.
            self._begun.pop(next(iter(self._begun))).cancel()
        self._begun.pop(path, None)
        try:
            self._fill()
            return self._read(path) if future is None else future.result()
        except BrokenProcessPool as error:
            raise ReadingEnded(
                f"The process that read {path} was ended from outside, perhaps for want of memory. "
                "The graph is as it was; load fewer reports at once."
            ) from error

    def _fill(self) -> None:
        # Few are begun ahead: what is read of many long reports would fill the memory.
        while self._pool and self._waiting and len(self._begun) < self._window:
            path = self._waiting.popleft()
            self._begun[path] = self._pool.submit(self._read, path)


@contextmanager
def reading_ahead(read: Callable[[Path], _T], files: Sequence[Path]) -> Iterator[Ahead[_T]]:
    """Read these files in as many processes as there are processors; a single file is read in this one.

    To be entered before a store is opened, which starts threads: the processes are forked from this one.
    """
    processes = min(len(files), os.cpu_count() or 1)
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield Ahead(read, None, 0)
        return
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_leave_interrupts)
    try:
        pool.submit(os.getpid).result()  # forks now
        yield Ahead(read, pool, 2 * processes)
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that started this one, which then ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
