"""Making the next build from the current one."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from graph.blank import with_lasting_names
from graph.build import Build, GraphInfo, content_id, sync, writable
from graph.description import Description, settle
from graph.entailment import ENTAILED_GRAPH, entail
from graph.errors import StoreUnusable

DRAFT = ".draft"
# Optimising rewrites every file, so the build shares none with the one before. It is done where more than one
# quad in this many is new.
WORTH_OPTIMIZING = 10


class Statement(NamedTuple):
    """A statement of a draft: ``value`` is an IRI or the text of a literal, ``graph`` the graph's IRI."""

    subject: NamedNode
    predicate: NamedNode
    value: str
    graph: str


class BuildWriter:
    """A draft of the next build, which starts as a copy of the current one.

    Made by :meth:`graph.builds.Builds.writer`, which holds the lock meanwhile.

    :param folder: the folder of builds
    :param base: the current build
    :param switch: makes a finished build the current one
    """

    def __init__(self, folder: Path, base: Build | None, switch: Callable[[Build], None]) -> None:
        self._folder, self._base, self._switch = folder, base, switch
        self._path = folder / f"{os.getpid()}{DRAFT}"
        self._graphs = dict(base.graphs) if base else {}
        self._changed = 0
        with writable(self._path):
            if base:
                base.open().backup(str(self._path))  # hard links: copies next to nothing
            self._store: Store | None = Store(str(self._path))
        if base and base.description:
            self.remove_graph(base.description)  # it told of the build before, and tells of none that changes

    @property
    def folder(self) -> Path:
        """The folder of the draft; what is put into it becomes part of the build."""
        return self._path

    @property
    def before(self) -> str | None:
        """The id of the build that the draft started as."""
        return self._base.id if self._base else None

    def graphs(self) -> dict[str, GraphInfo]:
        """The named graphs of the draft by IRI."""
        return dict(self._graphs)

    def matching(
        self, subject: NamedNode | None = None, predicate: NamedNode | None = None, graph: str | None = None
    ) -> Iterator[Statement]:
        """The draft's statements with this subject, predicate and graph; None stands for any. Statements
        about blank nodes are left out.
        """
        name = None if graph is None else NamedNode(graph)
        for quad in self._open().quads_for_pattern(subject, predicate, None, name):
            if (
                isinstance(quad.subject, NamedNode)
                and isinstance(quad.graph_name, NamedNode)
                and isinstance(quad.object, NamedNode | Literal)
            ):
                yield Statement(quad.subject, quad.predicate, quad.object.value, quad.graph_name.value)

    def quads(self, graph: str) -> Iterator[Quad]:
        """The draft's statements in one named graph."""
        return self._open().quads_for_pattern(None, None, None, NamedNode(graph))

    def replace_graph(self, graph: str, quads: Iterable[Quad | Triple]) -> None:
        """Put ``quads`` in the place of all that the named graph holds; a new graph is added.

        The quads are all taken before anything is changed: where making them fails, the draft is as it was.
        Quads that the graph holds already cost no write.

        :param graph: the graph's IRI
        :param quads: statements; a quad must name this graph
        :raises ValueError: where a quad names another graph
        """
        name = NamedNode(graph)
        taken = with_lasting_names([_in_graph(statement, name) for statement in quads], name)
        info = _describe(taken)
        if self._graphs.get(graph) == info:
            return
        store = self._open()
        with self._changing():
            before = {quad.triple for quad in store.quads_for_pattern(None, None, None, name)}
            after = {quad.triple for quad in taken}
            store.remove_graph(name)
            store.bulk_extend(taken)
            self._merge(before - after, after - before)
        self._changed += info.quads
        self._graphs[graph] = info

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph; one that is not there is no error."""
        store, name = self._open(), NamedNode(graph)
        with self._changing():
            before = {quad.triple for quad in store.quads_for_pattern(None, None, None, name)}
            store.remove_graph(name)
            self._merge(before, set())
        self._graphs.pop(graph, None)

    def _merge(self, gone: set[Triple], come: set[Triple]) -> None:
        """Keep the default graph the merge of the named graphs, each triple once.

        The engine can join all named graphs into a default graph when it is asked, but a triple of two
        graphs then counts twice, which RDF's merge does not allow (RDF 1.1 Semantics, section 4.1).
        """
        store = self._open()
        store.bulk_extend(Quad(*triple) for triple in come)
        for triple in gone:
            held = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            if all(quad.graph_name == DefaultGraph() for quad in held):
                store.remove(Quad(*triple))

    def publish(self, *, bundled: bool = False, description: Description | None = None) -> Build:
        """Finish the build and make it the current one. A draft without a change leaves all as it is.

        :param bundled: that this is the graph that comes with Scrutineer, without the reports' wording
        :param description: what describes the build in a named graph of its own
        :return: the build that is current now
        :raises StoreUnusable: where it could not be written; the build that was current still is
        """
        self._infer()
        name = content_id(self._graphs, bundled, description.key if description else "")
        path = self._folder / name
        build = Build.read(path) if path.exists() else self._finish(name, path, bundled, description)
        if self._base is None or self._base.id != build.id:
            self._switch(build)
        self.close()
        return build

    def _infer(self) -> None:
        with self._changing():
            entailed = entail(self._open(), self._graphs, self._base)
        self._graphs.pop(ENTAILED_GRAPH, None)
        if entailed:
            self._graphs[ENTAILED_GRAPH] = entailed

    def close(self) -> None:
        """Throw the draft away unless it was published."""
        self._store = None
        shutil.rmtree(self._path, ignore_errors=True)

    def _open(self) -> Store:
        if self._store is None:
            raise StoreUnusable(
                "This draft of the graph was published, thrown away, or broken by an earlier error. "
                "The graph is as it was; load again."
            )
        return self._store

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A change that fails half-way breaks the draft: nobody may publish what is unknown."""
        done = False
        try:
            with writable(self._path):
                yield
            done = True
        finally:
            if not done:
                self.close()

    def _finish(self, name: str, path: Path, bundled: bool, description: Description | None) -> Build:
        created = datetime.now(UTC).isoformat()
        with self._changing():
            described = self._describe(description, name, created) if description else 0
            build = Build(
                id=name,
                created=created,
                quads=described + sum(info.quads for info in self._graphs.values()),
                triples=_size_of_merge(self._open()),
                graphs=self._graphs,
                bundled=bundled,
                path=path,
                description=description.graph if description else "",
            )
            if self._changed * WORTH_OPTIMIZING > build.quads:
                self._open().optimize()
            self._open().flush()
            self._store = None  # the last reference: closes the database, which is then complete on disk
            build.write(self._path)
            for file in self._path.iterdir():
                sync(file)
            sync(self._path)
            self._path.rename(build.path)
            sync(self._folder)
        return build

    def _describe(self, description: Description, name: str, created: str) -> int:
        """Put the description of the build into the draft; the number of its statements."""
        store, graph = self._open(), NamedNode(description.graph)
        triples = settle(description.start(self, name, created), store)
        store.bulk_extend(_in_graph(triple, graph) for triple in triples)
        store.bulk_extend(Quad(*triple) for triple in triples)
        return len(triples)


def _size_of_merge(store: Store) -> int:
    """How many triples the default graph has. The engine counts ten times as fast as it hands them over."""
    found = store.query("SELECT (COUNT(*) AS ?number) { ?s ?p ?o }")
    assert isinstance(found, QuerySolutions), "a SELECT"  # noqa: S101
    return int(next(found)["number"].value)


def _in_graph(statement: Quad | Triple, graph: NamedNode) -> Quad:
    if isinstance(statement, Triple):
        return Quad(statement.subject, statement.predicate, statement.object, graph)
    if statement.graph_name != graph:
        raise ValueError(f"a quad for {statement.graph_name} among those of {graph}")
    return statement


def _describe(quads: list[Quad]) -> GraphInfo:
    """Size and digest of the quads as a store keeps them, which rewrites literals into its own forms."""
    memory = Store()
    memory.bulk_extend(quads)
    lines = sorted(str(quad) for quad in memory)
    return GraphInfo(len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())
