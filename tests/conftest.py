"""What tests share: real reports where there are any, the invented ones loaded, and the example of
``ontology/examples`` as a graph that can be asked, with and without wording.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import settings
from pyoxigraph import Quad, RdfFormat, parse

from api.app import create_app
from api.settings import Settings
from graph.asking import Endpoint
from graph.builds import Builds
from graph.local import LocalEndpoint
from loaders.dataset import description
from loaders.load import load
from ontology import BASE, VOCABULARY, data_file, graph_address, turtle_files
from tests.reports import FOLDER

# A chance find belongs to whoever works on the code, not to whoever's change is being landed.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

ROOM = Path(__file__).resolve().parents[1]
WORDING = {f"{VOCABULARY}{name}" for name in ("quote", "sentence", "text", "sourceText", "cue")}


@pytest.fixture(scope="session")
def reports() -> Path:
    """The folder of the five real reports, which are not part of Scrutineer."""
    folder = Path(os.environ.get("SCRUTINEER_REPORTS") or ROOM.parent / "shared" / "reports")
    if not folder.is_dir():
        pytest.skip("no real reports: name their folder in SCRUTINEER_REPORTS")
    return folder


@pytest.fixture(scope="session")
def real(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The real reports, loaded in one go."""
    return _loaded(reports, tmp_path_factory)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The invented reports of ``tests/reports``, loaded. Nobody may write to it."""
    return _loaded(FOLDER, tmp_path_factory)


@pytest.fixture(scope="session")
def endpoint(store: Builds) -> Iterator[Endpoint]:
    """An endpoint over the invented reports of ``tests/reports``."""
    with LocalEndpoint(store.root) as opened:
        yield opened


def _loaded(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Builds:
    builds = Builds(tmp_path_factory.mktemp("store"))
    outcome = load([folder], builds)
    assert not outcome.errors
    return builds


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
        writer.publish(bundled=not with_text, description=description("a version"))
    with LocalEndpoint(store) as endpoint:
        yield endpoint
