"""The example of ``ontology/examples`` as a graph that can be asked, with and without wording."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Quad, RdfFormat, parse

from api.app import create_app
from api.settings import Settings
from graph.asking import Endpoint
from graph.builds import Builds
from graph.local import LocalEndpoint
from ontology import BASE, VOCABULARY, data_file, graph_address, turtle_files

WORDING = {f"{VOCABULARY}{name}" for name in ("quote", "sentence", "text", "sourceText")}


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """An endpoint over the two invented reports."""
    yield from _serve(tmp_path_factory.mktemp("example"), with_text=True)


@pytest.fixture(scope="session")
def example_without_text(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The same reports as a graph that comes with Scrutineer holds them: without their wording."""
    yield from _serve(tmp_path_factory.mktemp("bundled"), with_text=False)


@pytest.fixture(scope="session")
def client(example: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of the application over the example."""
    return create_app(example, Settings(store=tmp_path_factory.mktemp("unused"))).test_client()


@pytest.fixture(scope="session")
def client_without_text(
    example_without_text: Endpoint, tmp_path_factory: pytest.TempPathFactory
) -> FlaskClient:
    """A client of the application over the example without wording."""
    return create_app(example_without_text, Settings(store=tmp_path_factory.mktemp("unused"))).test_client()


def _serve(store: Path, *, with_text: bool) -> Iterator[Endpoint]:
    graphs: dict[str, list[Quad]] = {}
    for quad in parse(data_file("examples/valid/example.trig").read_bytes(), RdfFormat.TRIG):
        if with_text or quad.predicate.value not in WORDING:
            graphs.setdefault(quad.graph_name.value, []).append(quad)
    vocabulary = [
        triple.triple
        for file in turtle_files()
        for triple in parse(file.read_bytes(), RdfFormat.TURTLE, base_iri=BASE)
    ]
    with Builds(store).writer() as writer:
        for name, quads in graphs.items():
            writer.replace_graph(name, quads)
        writer.replace_graph(graph_address("ontology"), vocabulary)
        writer.publish(bundled=not with_text)
    with LocalEndpoint(store) as endpoint:
        yield endpoint
