"""The graph that comes with Scrutineer, for places that have no reports: all that was found, no wording."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad

from graph.builds import Build, Builds
from graph.dumps import import_dump, read_dump
from loaders.citations.register import Register
from loaders.dataset import description
from loaders.describe.standards import describe_register
from loaders.load import STANDARDS_GRAPH, VOCABULARY_GRAPH, loader_version, vocabulary
from ontology import BASE

BUNDLED = "bundled.nq.gz"


def bundled_file() -> Path:
    """Where the bundled graph lies: gzip-compressed N-Quads."""
    return Path(__file__).with_name(BUNDLED)


def serve_bundled(builds: Builds) -> Build:
    """Make the bundled graph the current build, with today's vocabulary and register of standards."""
    graphs = read_dump(bundled_file(), BASE)
    for name, triples in (
        (VOCABULARY_GRAPH, vocabulary()),
        (STANDARDS_GRAPH, describe_register(Register.load())),
    ):
        graph = NamedNode(name)
        graphs[name] = [Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    return import_dump(graphs, builds, bundled=True, description=description(loader_version()))
