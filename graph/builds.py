"""Immutable builds of the graph, and the one writer that makes the next.

A store folder holds::

    builds/{id}/            one build: an Oxigraph store and build.json
    builds/{name}.draft/    a build in the making; what a crash leaves behind, the next writer sweeps away
    current                 a symbolic link to the build that is served
    lock                    held by the one process that writes

Nobody changes a build once it is published, because a reader that opened a store before a write never sees
it, and two processes cannot write one store (measured, pyoxigraph 0.5.13). A build's id is a hash of its
content, so that an answer's ETag can be exact.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.build import Build, sync, writable
from graph.errors import NoSuchBuild, StoreLocked, StoreUnusable
from graph.writing import DRAFT, BuildWriter

__all__ = ["KEPT", "Build", "BuildWriter", "Builds"]

KEPT = 3
"""How many of the newest builds pruning keeps unless it is told otherwise."""


class Builds:
    """The builds in one store folder. Making the object touches nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "builds"
        self.link = root / "current"

    def current(self) -> Build | None:
        """The build that is served; None where nothing has been loaded yet."""
        path = self.current_path()
        return None if path is None else Build.read(path)

    def current_path(self) -> Path | None:
        """The folder of the build that is served: one system call, so it can be asked for each query."""
        try:
            return self.folder / Path(os.readlink(self.link)).name  # noqa: PTH115 (Path.readlink is no cheaper)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreUnusable(f"{self.link} cannot be read: {error.strerror}") from error

    def list(self) -> list[Build]:
        """All builds, oldest first."""
        try:
            folders = [path for path in self.folder.iterdir() if path.suffix != DRAFT]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreUnusable(f"{self.folder} cannot be read: {error.strerror}") from error
        return sorted((Build.read(path) for path in folders), key=lambda build: (build.created, build.id))

    def rollback(self, to: str | None = None) -> Build:
        """Serve an earlier build again: the one with the id ``to``, or the one made before the current.

        :raises NoSuchBuild: where there is none
        """
        with self.lock():
            build = self._named(to) if to else self._before_current()
            self.switch(build)
            return build

    def prune(self, keep: int = KEPT) -> tuple[str, ...]:
        """Remove all builds but the current one and the ``keep`` newest; the ids of those removed."""
        with self.lock():
            current = self.current_path()
            builds = self.list()
            old = [build for build in builds[: max(0, len(builds) - keep)] if build.path != current]
            for build in old:
                with writable(build.path):
                    shutil.rmtree(build.path)
            return tuple(build.id for build in old)

    @contextmanager
    def writer(self) -> Iterator[BuildWriter]:
        """Make the next build. Leaving the context without ``publish`` throws the draft away.

        :raises StoreLocked: while another process writes
        :raises StoreUnusable: where the folder cannot be written or the disk is full
        """
        with self.lock():
            for debris in self.folder.glob(f"*{DRAFT}"):
                shutil.rmtree(debris, ignore_errors=True)
            writer = BuildWriter(self.folder, self.current(), self.switch)
            try:
                yield writer
            finally:
                writer.close()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the right to write; the system gives it back when the process ends, however it ends."""
        path = self.root / "lock"
        with writable(self.root):
            self.folder.mkdir(parents=True, exist_ok=True)
            file = path.open("a+", encoding="utf-8")
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreLocked(_who_writes(path)) from None
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def switch(self, build: Build) -> None:
        """Make ``build`` the current one, in one step that either happens or does not."""
        fresh = self.root / "current.new"
        with writable(self.root):
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(Path("builds") / build.path.name)
            fresh.replace(self.link)
            sync(self.root)

    def _named(self, name: str) -> Build:
        for build in self.list():
            if build.id == name:
                return build
        raise NoSuchBuild(f"{self.root} has no build {name}; it has: {' '.join(b.id for b in self.list())}.")

    def _before_current(self) -> Build:
        current, before = self.current_path(), None
        for build in self.list():
            if build.path == current and before:
                return before
            before = build
        raise NoSuchBuild(f"{self.root} has no build before the current one; name one of those that it has.")


def _who_writes(lock: Path) -> str:
    holder = lock.read_text("utf-8").strip()
    who = f"Process {holder}" if holder else "Another process"
    return f"{who} is writing the graph in {lock.parent}. Wait until it has finished, then load again."
