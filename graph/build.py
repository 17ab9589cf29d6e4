"""One immutable build of the graph: a folder with an Oxigraph store and ``build.json``."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import Store

from graph.errors import ScrutineerError, StoreUnusable


@dataclass(frozen=True, slots=True)
class GraphInfo:
    """One named graph of a build: how many quads it has, and the SHA-256 of its sorted N-Quads lines."""

    quads: int
    digest: str


@dataclass(frozen=True, slots=True)
class Build:
    """A published build.

    ``quads`` counts the statements of the named graphs, ``triples`` those of the default graph, which is
    their merge. ``created`` is ISO 8601 in UTC; ``graphs`` maps the IRI of each named graph to what it holds;
    ``bundled`` says that it is the graph that comes with Scrutineer, without the reports' own wording.
    ``description`` is the IRI of one more named graph that describes the build, '' where it has none: it is
    counted in ``quads`` and ``triples``, but is none of ``graphs``, for it says when and from what the build
    was made, which a graph made again from the same content need not share.
    """

    id: str
    created: str
    quads: int
    triples: int
    graphs: dict[str, GraphInfo]
    bundled: bool
    path: Path
    description: str = ""

    def open(self) -> Store:
        """The build's store, read-only. Opening it starts threads: do not fork afterwards."""
        with readable(self.path):
            return Store.read_only(str(self.path))

    @classmethod
    def read(cls, path: Path) -> Build:
        """The build in the folder ``path``, from its build.json."""
        with readable(path):
            found = json.loads((path / "build.json").read_text("utf-8"))
            graphs = {name: GraphInfo(**info) for name, info in found.pop("graphs").items()}
            return cls(path=path, graphs=graphs, **found)

    def write(self, folder: Path) -> None:
        """Write build.json into ``folder``."""
        record = asdict(self)
        del record["path"]
        (folder / "build.json").write_text(json.dumps(record, indent=1, sort_keys=True), "utf-8")


def content_id(graphs: dict[str, GraphInfo], bundled: bool, described_by: str = "") -> str:
    """The id of a build: 16 hexadecimal digits of a hash over its graphs' names and digests, and over what
    describes it (the ``key`` of a :class:`graph.description.Description`).
    """
    lines = [f"{name} {graphs[name].digest}" for name in sorted(graphs)]
    head = [f"bundled {bundled}", *([f"described {described_by}"] if described_by else [])]
    return hashlib.sha256("\n".join([*head, *lines]).encode()).hexdigest()[:16]


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say what cannot be read, and why, where the system refuses."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreUnusable(
            f"The build in {path} cannot be read ({error}). Roll back to an earlier build; or, where another "
            "version of Scrutineer made it, remove the store's folder and load the reports again."
        ) from error


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Say what cannot be written, and why, where the system refuses; the current build stays as it was."""
    try:
        yield
    except ScrutineerError:
        raise
    except OSError as error:
        raise StoreUnusable(
            f"{path} cannot be written ({error.strerror or error}). The graph is as it was. "
            "Free space on the disk or correct the folder's permissions, then load again."
        ) from error


def sync(path: Path) -> None:
    """Bring a file or a folder's entries safely onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
