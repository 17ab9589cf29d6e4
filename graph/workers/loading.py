"""The build that the zygote has loaded, and changing it for a newer one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from graph.build import Build
from graph.builds import Builds
from graph.errors import NoGraph, ScrutineerError, StoreUnusable
from graph.limits import Limits

FORMAT = RdfFormat.N_QUADS


class Loaded:
    """The current build of a store folder, in memory where it is small enough."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._builds = Builds(store)
        self._limits = limits
        self._seen: Path | None = None
        self._path: Path | None = None
        self._memory: Store | None = None

    @property
    def build_id(self) -> str:
        """The id of the build that :meth:`store` gives."""
        return self._path.name if self._path else ""

    @property
    def in_memory(self) -> bool:
        """Whether the build is in memory, and not read from disk by each worker."""
        return self._memory is not None

    def refresh(self) -> bool:
        """Load the current build unless it is loaded; whether it was. One that cannot be read leaves the last
        one serving.

        :raises NoGraph: where nothing has been published
        :raises StoreUnusable: where no build could be loaded so far
        """
        path = self._builds.current_path()
        if path is None:
            raise NoGraph(f"Nothing has been loaded into {self._builds.root} yet. Run: scrutineer load PATH")
        if path == self._seen and self._path:
            return False
        self._seen = path
        try:
            self._load(Build.read(path))
        except ScrutineerError as error:
            if self._path is None:
                raise
            print(f"{error} Build {self.build_id} stays in use.", file=sys.stderr)  # noqa: T201
            return False
        return True

    def store(self) -> Store:
        """The loaded build. To be called in a worker: opening a store on disk starts threads."""
        if self._memory is not None:
            return self._memory
        assert self._path is not None, "refresh comes first"  # noqa: S101
        return Store.read_only(str(self._path))

    def _load(self, build: Build) -> None:
        memory = _read(build) if build.quads <= self._limits.in_memory else None
        self._memory, self._path = memory, build.path


def _read(build: Build) -> Store:
    """The build in memory. A child reads it from disk, for the engine's disk store starts threads, and a
    process with threads cannot be forked safely."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        _dump(build, receiving, sending)
    os.close(sending)
    memory = Store()
    with os.fdopen(receiving, "rb") as file:
        memory.bulk_load(file, format=FORMAT)
    _, status = os.waitpid(child, 0)
    if status or len(memory) != build.quads + build.triples:
        raise StoreUnusable(
            f"The build in {build.path} cannot be read whole. Roll back to an earlier build, or load again."
        )
    return memory


def _dump(build: Build, receiving: int, sending: int) -> None:
    """Write the build's quads into the pipe ``sending`` and end this process."""
    status = 1
    try:
        os.close(receiving)
        with os.fdopen(sending, "wb") as file:
            build.open().dump(file, format=FORMAT)
        status = 0
    finally:
        os._exit(status)
