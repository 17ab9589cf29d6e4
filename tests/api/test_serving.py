"""A real server on the loopback address, as a user meets it."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from rdflib import Graph, Literal, URIRef
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper
from test_sparql import ASK, CONSTRUCT, COUNT, EX, SELECT, fill

from api.server import CannotServe, serve
from api.settings import Settings

ROOM = Path(__file__).resolve().parents[2]
NUMBERS = " ".join(str(number) for number in range(60))
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{number} {{ {NUMBERS} }}" for number in range(8))
    + " }"
)
START = "from api.server import serve; from api.settings import Settings; "
SERVE = START + "serve(Settings.from_environment(), ready=lambda: print('ready', flush=True))"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


@contextmanager
def start(store: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server in a process of its own; it is sure to have ended afterwards."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOM),
        "SCRUTINEER_STORE": str(store),
        "PORT": str(port),
        "SCRUTINEER_LIMIT_DEADLINE": "2",
    }
    command = [sys.executable, "-c", SERVE]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            finally:
                process.kill()


def fetch(port: int, query: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", f"/sparql?{urlencode({'query': query})}")
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    store = fill(tmp_path_factory.mktemp("serving") / "store").root
    port = free_port()
    with start(store, port) as process:
        yield port
    assert process.returncode == 0


@pytest.fixture
def wrapper(port: int) -> SPARQLWrapper:
    return SPARQLWrapper(f"http://127.0.0.1:{port}/sparql")


def test_sparqlwrapper_with_its_defaults(wrapper: SPARQLWrapper) -> None:
    wrapper.setQuery(SELECT)
    found = wrapper.query().convert().getElementsByTagName("literal")
    assert [node.firstChild.data for node in found] == ["ballot", "count", "wähler"]
    wrapper.setQuery(ASK)
    assert wrapper.query().convert().getElementsByTagName("boolean")[0].firstChild.data == "true"
    statement = (URIRef(f"{EX}count"), URIRef(f"{EX}says"), Literal("count"))
    for query in (CONSTRUCT, f"DESCRIBE <{EX}count>"):
        wrapper.setQuery(query)
        assert statement in wrapper.query().convert()


def test_sparqlwrapper_with_json(wrapper: SPARQLWrapper) -> None:
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(SELECT)
    assert len(wrapper.query().convert()["results"]["bindings"]) == 3
    wrapper.setQuery(ASK)
    assert wrapper.query().convert()["boolean"] is True


@pytest.mark.parametrize("method", [None, POST])
def test_sparqlwrapper_by_get_and_post(wrapper: SPARQLWrapper, method: str | None) -> None:
    if method:
        wrapper.setMethod(method)
        wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.addDefaultGraph(f"{EX}second")
    wrapper.setReturnFormat(CSV)
    wrapper.setQuery(SELECT)
    assert wrapper.query().convert().split() == [b"s,text", f"{EX}count,count".encode()]


@pytest.mark.parametrize("form", [XML, RDFXML, TURTLE, N3, JSONLD])
def test_sparqlwrapper_reads_graphs_in_every_form(wrapper: SPARQLWrapper, form: str) -> None:
    wrapper.setReturnFormat(form)
    wrapper.setQuery(CONSTRUCT)
    found = wrapper.query().convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found)
    assert len(graph) == 3


def test_three_endless_queries_keep_nobody_waiting(port: int) -> None:
    with ThreadPoolExecutor() as pool:
        endless = [pool.submit(fetch, port, ENDLESS) for _ in range(3)]
        answered = 0
        while not all(one.done() for one in endless):
            status, _, body = fetch(port, COUNT)
            assert status == 200
            assert json.loads(body)["results"]["bindings"][0]["n"]["value"] == "3"
            answered += 1
    assert answered > 10
    for status, headers, body in (one.result() for one in endless):
        assert status in (503, 504)
        assert headers["content-type"] == "application/problem+json"
        assert json.loads(body)["status"] == status


def test_a_client_that_hangs_up_is_survived(port: int) -> None:
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            path = f"/sparql?{urlencode({'query': ENDLESS})}"
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert fetch(port, COUNT)[0] == 200


def test_a_port_in_use_is_named(port: int, tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match=f"Port {port} .*PORT="):
        serve(Settings(store=tmp_path, port=port))


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the system cannot wait for another's child")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopping_leaves_no_process_behind(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    with start(fill(tmp_path / "store").root, port) as process:
        assert fetch(port, COUNT)[0] == 200
        listed = Path(f"/proc/{process.pid}/task").glob("*/children")
        children = [os.pidfd_open(int(child)) for file in listed for child in file.read_text().split()]
        assert len(children) == 3  # two of granian's, and the zygote
        process.send_signal(number)
        process.wait(15)
    assert process.returncode == (-number if number is signal.SIGKILL else 0)
    for child in children:
        assert_ended(child)


def assert_ended(process: int) -> None:
    """The process (a pidfd) ends within ten seconds."""
    ended, _, _ = select.select([process], [], [], 10)
    os.close(process)
    assert ended
