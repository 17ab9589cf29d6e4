"""Whole graphs as RDF files, and RDF files as builds."""

from __future__ import annotations

import gzip
import io
import os
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse, serialize

from graph.builds import Build, Builds
from graph.description import Description
from graph.errors import ScrutineerError

FORMATS: Final[dict[str, RdfFormat]] = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
"""The formats of dumps by the ending of a file's name; ``.gz`` behind it stands for gzip."""


class DumpError(ScrutineerError):
    """A file that is no RDF dump, or of no known format."""

    status = 422
    title = "The dump cannot be read or written"


def dump_format(path: Path) -> tuple[RdfFormat, bool]:
    """The RDF format that a file's name stands for, and whether it is compressed with gzip."""
    name = path.name.removesuffix(".gz")
    try:
        return FORMATS[Path(name).suffix], path.name.endswith(".gz")
    except KeyError:
        endings = ", ".join(FORMATS)
        raise DumpError(
            f"{path}: the format is told by the ending of the name: {endings}, and .gz behind it."
        ) from None


def quads_of(build: Build, graphs: Iterable[str] | None = None, *, merged: bool = False) -> Iterator[Quad]:
    """The quads of a build as they are read, graph by graph in the order of their names; of these graphs
    alone if given. ``merged`` leaves out a triple that an earlier one of the graphs held already.
    """
    store = build.open()
    earlier: set[NamedNode] = set()
    for name in map(NamedNode, sorted(build.graphs if graphs is None else graphs)):
        for quad in store.quads_for_pattern(None, None, None, name):
            if not (merged and _is_in(store, quad, earlier)):
                yield quad
        earlier.add(name)


def _is_in(store: Store, quad: Quad, graphs: set[NamedNode]) -> bool:
    held = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(other.graph_name in graphs for other in held)


def kept_dump(build: Build, name: str, graphs: Iterable[str], prefixes: dict[str, str]) -> Path:
    """The file ``name`` in the folder of a build: its quads of these graphs, written when it is first asked
    for and kept as long as the build.

    :raises DumpError: where the format is not known or the file cannot be written
    """
    path = build.path / name
    if not path.is_file():
        # Whoever asks at the same time writes a file of his own; the last to finish puts his in place.
        draft = path.with_name(f"{os.getpid()}-{threading.get_ident()}-{name}")
        try:
            write_dump(quads_of(build, graphs), draft, prefixes)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return path


def write_dump(quads: Iterable[Quad], path: Path, prefixes: dict[str, str]) -> int:
    """Write quads to a file in the format of its name, as they come; returns their number.

    The gzip header holds neither name nor time: the same quads in the same order give the same bytes. Formats
    without named graphs get the triples without their graphs.

    :raises DumpError: where the format is not known or the file cannot be written
    """
    rdf_format, compressed = dump_format(path)
    counted = _Counted(quads)
    statements = counted if rdf_format.supports_datasets else (quad.triple for quad in counted)
    try:
        with path.open("wb") as file, _packed(file) if compressed else nullcontext(file) as out:
            serialize(statements, out, format=rdf_format, prefixes=prefixes)
    except OSError as error:
        raise DumpError(f"{path} cannot be written: {error.strerror}.") from error
    return counted.number


class _Counted(Iterator[Quad]):
    """Quads, counted as they pass."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = iter(quads)
        self.number = 0

    def __next__(self) -> Quad:
        quad = next(self._quads)
        self.number += 1
        return quad


@contextmanager
def _packed(file: BinaryIO) -> Iterator[BinaryIO]:
    # The serialiser writes a few bytes at a time, which gzip takes slowly.
    packed = gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0, compresslevel=6)
    with packed, io.BufferedWriter(packed, 1 << 16) as buffered:
        yield buffered


def read_dump(path: Path, base: str) -> dict[str, list[Quad]]:
    """The quads of a dump by the IRI of their named graph. Relative IRIs are read against ``base``; triples
    outside any named graph go to ``{base}data/import``.

    :raises DumpError: where the file is missing, of no known format or not well-formed, or where a named
        graph has no IRI
    """
    rdf_format, compressed = dump_format(path)
    graphs: dict[str, list[Quad]] = {}
    try:
        data = gzip.decompress(path.read_bytes()) if compressed else path.read_bytes()
        for quad in parse(data, format=rdf_format, base_iri=base):
            name = f"{base}data/import"
            if isinstance(quad.graph_name, BlankNode):
                raise DumpError(f"{path} has a named graph without an IRI: {quad.graph_name}. Give it one.")
            if isinstance(quad.graph_name, NamedNode):
                name = quad.graph_name.value
            graph = NamedNode(name)
            graphs.setdefault(name, []).append(Quad(quad.subject, quad.predicate, quad.object, graph))
    except OSError as error:
        raise DumpError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (SyntaxError, EOFError, zlib.error) as error:
        raise DumpError(f"{path} is not well-formed: {error}.") from error
    if not graphs:
        raise DumpError(f"{path} holds no statements.")
    return graphs


def import_dump(
    graphs: dict[str, list[Quad]],
    builds: Builds,
    *,
    bundled: bool = False,
    description: Description | None = None,
) -> Build:
    """Make a build that holds these graphs and nothing else, and serve it. Where a ``description`` of the
    build is made, one among the graphs gives way to it.
    """
    with builds.writer() as writer:
        for name in writer.graphs():
            if name not in graphs:
                writer.remove_graph(name)
        for name, quads in graphs.items():
            if description is None or name != description.graph:
                writer.replace_graph(name, quads)
        return writer.publish(bundled=bundled, description=description)
