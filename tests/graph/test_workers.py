"""Queries in processes of their own: whatever one of them does, the others are answered."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small import EX, statements

from graph.asking import Iri
from graph.builds import Builds
from graph.errors import (
    NoGraph,
    NotAcceptable,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooComplex,
    QueryTooLarge,
    ScrutineerError,
    StoreUnusable,
    TooManyQueries,
)
from graph.limits import MEBIBYTE, Limits
from graph.local import LocalEndpoint

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
SMALL = "SELECT ?text WHERE { ?s ?p ?text } ORDER BY ?text LIMIT 2"
SERVICE = "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
# 60 numbers to the power of 8: more rows than anybody will ever wait for.
NUMBERS = " ".join(str(number) for number in range(60))
ENDLESS = "WHERE { " + " ".join(f"VALUES ?v{n} {{ {NUMBERS} }}" for n in range(8)) + " }"
ENDLESS_COUNT = f"SELECT (COUNT(*) AS ?n) {ENDLESS}"
ENDLESS_SORT = f"SELECT * {ENDLESS} ORDER BY ?v0 ?v7"
ENDLESS_ROWS = f"SELECT * {ENDLESS}"

Ask = Callable[..., LocalEndpoint]

needs_pidfd = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="the system cannot wait for another's child"
)


@pytest.fixture
def endpoint(loaded: Builds) -> Iterator[Ask]:
    """Makes endpoints over the small graph with the limits given; closes them in the end."""
    opened: list[LocalEndpoint] = []

    def make(**limits: float) -> LocalEndpoint:
        opened.append(LocalEndpoint(loaded.root, Limits(**limits)))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def forked(zygote: int) -> list[int]:
    """The processes that ``zygote`` has forked and not yet buried."""
    listed = Path(f"/proc/{zygote}/task/{zygote}/children").read_text()
    return [int(child) for child in listed.split()]


def zygotes() -> list[int]:
    """The zygotes that this test has started, by their command lines."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("the system does not list processes under /proc")
    found = []
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            if b"graph.workers.zygote" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def fails(endpoint: LocalEndpoint, query: str) -> type[ScrutineerError] | None:
    try:
        endpoint.ask(query)
    except ScrutineerError as error:
        return type(error)
    return None


def test_every_kind_of_query_is_answered(endpoint: Ask) -> None:
    asked = endpoint()
    assert asked.select(SMALL).rows == [{"text": "ballot 0"}, {"text": "ballot 1"}]
    assert asked.holds("ASK { ?s ?p 'count 3' }")
    assert asked.construct(f"DESCRIBE <{EX}finding/ballot/1>", "application/n-triples").body == (
        f'<{EX}finding/ballot/1> <{EX}says> "ballot 1" .\n'.encode()
    )


def test_values_come_as_what_they_are(endpoint: Ask) -> None:
    query = (
        f"SELECT * {{ VALUES (?iri ?text ?whole ?part ?truth ?day ?none) "
        f'{{ (<{EX}a> "a" 12 1.5 true "2024-05-05"^^<http://www.w3.org/2001/XMLSchema#date> UNDEF) }} }}'
    )
    table = endpoint().select(query)
    row = table.rows[0]
    assert [row[name] for name in ("text", "whole", "part", "truth", "day", "none")] == [
        "a",
        12,
        1.5,
        True,
        "2024-05-05",
        None,
    ]
    assert isinstance(row["iri"], Iri)
    assert set(table.columns) == set(row)


def test_the_default_graph_is_the_merge_unless_somebody_says_otherwise(endpoint: Ask) -> None:
    asked = endpoint()

    def count(query: str, **dataset: list[str]) -> object:
        return json.loads(asked.ask(query, **dataset).body)["results"]["bindings"][0]["n"]["value"]

    assert count(COUNT) == "7"
    assert count(COUNT.replace("WHERE", f"FROM <{EX}first> WHERE")) == "3"
    assert count(COUNT.replace("WHERE", f"FROM NAMED <{EX}first> WHERE")) == "0"
    assert count(COUNT, default_graphs=[f"{EX}second"]) == "4"
    assert count(COUNT, named_graphs=[f"{EX}second"]) == "0"
    in_graphs = COUNT.replace("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }")
    assert count(in_graphs) == "7"
    assert count(in_graphs, named_graphs=[f"{EX}second"]) == "4"


def test_large_builds_are_read_from_disk(endpoint: Ask, loaded: Builds) -> None:
    with loaded.writer() as writer:  # many files, of which the engine opens a few at first
        for number in range(20):
            writer.replace_graph(f"{EX}many/{number}", statements(1, "many"))
        for number in range(20):
            writer.remove_graph(f"{EX}many/{number}")
        writer.publish()
    asked = endpoint(in_memory=0)
    assert asked.select(COUNT).rows == [{"n": 7}]
    assert fails(asked, ENDLESS_ROWS) is QueryTooLarge
    assert asked.select(COUNT).rows == [{"n": 7}]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT nonsense", QuerySyntaxError),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", QuerySyntaxError),
        (SERVICE, QueryRefused),
        ("ASK {" + "{" * 5000 + "}" * 5000 + "}", QueryTooComplex),
        ("ASK {}" + " " * 100_000, QueryTooComplex),
    ],
)
def test_bad_queries_are_named(endpoint: Ask, query: str, expected: type[ScrutineerError]) -> None:
    with pytest.raises(expected):
        endpoint().ask(query)


def test_an_answer_of_a_kind_the_client_does_not_take(endpoint: Ask) -> None:
    asked = endpoint()
    with pytest.raises(NotAcceptable, match="text/csv"):
        asked.ask("ASK {}", results=None)
    with pytest.raises(NotAcceptable, match="text/turtle"):
        asked.ask("CONSTRUCT WHERE { ?s ?p ?o }", graph=None)


@pytest.mark.parametrize(
    ("query", "limits", "expected"),
    [
        pytest.param(ENDLESS_COUNT, {"deadline": 0.3}, QueryTimeout, id="no end"),
        pytest.param(ENDLESS_SORT, {"memory": 64 * MEBIBYTE}, QueryTooLarge, id="memory without end"),
        pytest.param(ENDLESS_ROWS, {"answer": 10_000}, QueryTooLarge, id="rows without end"),
        pytest.param(
            "ASK {" + "{" * 15_000 + "}" * 15_000 + "}", {"nesting": 10**6}, QueryTooComplex, id="overflow"
        ),
    ],
)
def test_a_query_that_ends_its_process_ends_nothing_else(
    endpoint: Ask, query: str, limits: dict[str, float], expected: type[ScrutineerError]
) -> None:
    asked = endpoint(**limits)
    assert fails(asked, query) is expected
    assert asked.select(COUNT).rows == [{"n": 7}]
    assert len(forked(zygotes()[-1])) == 1  # the one that has just answered and is kept: no corpses


def test_service_reaches_nobody_even_past_the_screening(
    endpoint: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        listener.settimeout(0)
        asked = endpoint()
        hidden = f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        monkeypatch.setattr("graph.local.screen", lambda *_: _Screened())
        assert fails(asked, hidden) is QueryFailed
        with pytest.raises(BlockingIOError):
            listener.accept()


class _Screened:
    volatile = False


def test_three_endless_queries_keep_nobody_waiting(endpoint: Ask) -> None:
    asked = endpoint(deadline=2)
    with ThreadPoolExecutor() as pool:
        endless = [pool.submit(fails, asked, ENDLESS_COUNT) for _ in range(3)]
        answered = 0
        while not all(one.done() for one in endless):
            assert asked.select(COUNT).rows == [{"n": 7}]
            answered += 1
    assert [one.result() for one in endless] == [QueryTimeout] * 3
    assert answered > 10


def test_a_flood_is_refused_in_part_and_survived(endpoint: Ask) -> None:
    asked = endpoint(deadline=1, quick_lane=1, slow_lane=1, queue=2, queue_wait=0.2)
    with ThreadPoolExecutor(12) as pool:
        ends = set(pool.map(lambda _: fails(asked, ENDLESS_COUNT), range(12)))
    assert ends == {QueryTimeout, TooManyQueries}
    assert asked.select(COUNT).rows == [{"n": 7}]


def test_a_refusal_says_when_to_come_back(endpoint: Ask) -> None:
    asked = endpoint(quick_lane=0, queue=0, deadline=7)
    with pytest.raises(TooManyQueries) as caught:
        asked.ask(COUNT)
    assert caught.value.retry_after == 7


def test_a_new_build_is_noticed_before_the_next_query(endpoint: Ask, loaded: Builds) -> None:
    asked = endpoint()
    before = asked.ask(COUNT)
    with loaded.writer() as writer:
        writer.replace_graph(f"{EX}third", statements(10, "new"))
        build = writer.publish()
    assert asked.select(COUNT).rows == [{"n": 17}]
    assert asked.ask(COUNT).build_id == build.id != before.build_id
    assert asked.build() == build


def test_nothing_loaded_says_what_to_do(tmp_path: Path) -> None:
    with LocalEndpoint(tmp_path / "empty") as asked:
        assert asked.build() is None
        with pytest.raises(NoGraph, match="scrutineer load"):
            asked.ask(COUNT)


def test_a_build_that_cannot_be_read_leaves_the_last_one_serving(endpoint: Ask, loaded: Builds) -> None:
    asked = endpoint()
    before = asked.ask(COUNT)
    with loaded.writer() as writer:
        writer.remove_graph(f"{EX}first")
        broken = writer.publish()
    for file in broken.path.glob("*.sst"):
        file.write_bytes(b"")
    assert asked.ask(COUNT) == before
    with LocalEndpoint(loaded.root) as fresh, pytest.raises(StoreUnusable, match="load again"):
        fresh.ask(COUNT)


def test_garbage_and_hanging_up_are_survived(endpoint: Ask) -> None:
    asked = endpoint()
    address = asked.start()
    for message in (b"", b"garbage", b'{"query": 1}', b"[]", b"\xff" * 1_000_000):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(address)
            try:
                connection.sendall(message)
                connection.shutdown(socket.SHUT_WR)
                assert connection.recv(100)
            except ConnectionError:  # thrown out for sending too much
                assert len(message) > 500_000
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
    assert asked.select(COUNT).rows == [{"n": 7}]


def test_hanging_up_ends_the_query(endpoint: Ask) -> None:
    asked = endpoint(deadline=60, quick_lane=1, slow_lane=0, queue_wait=30)
    address = asked.start()
    request = {
        "query": ENDLESS_COUNT,
        "results": "text/csv",
        "graph": None,
        "default_graphs": [],
        "named_graphs": [],
    }
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        connection.sendall(json.dumps(request).encode())
        connection.shutdown(socket.SHUT_WR)
    assert asked.select(COUNT).rows == [{"n": 7}]  # the one place is free again, long before the deadline
    assert len(forked(zygotes()[-1])) == 1


@needs_pidfd
def test_workers_killed_from_outside_are_replaced(endpoint: Ask) -> None:
    asked = endpoint()
    asked.select(COUNT)
    (idle,) = forked(zygotes()[-1])
    end = os.pidfd_open(idle)
    os.kill(idle, signal.SIGKILL)
    assert select.select([end], [], [], 10)[0]  # readable: the process has ended
    os.close(end)
    assert asked.select(COUNT).rows == [{"n": 7}]
    assert idle not in forked(zygotes()[-1])


def test_a_worker_is_used_again(endpoint: Ask) -> None:
    asked = endpoint()
    asked.select(COUNT)
    before = forked(zygotes()[-1])
    assert fails(asked, "SELECT nonsense") is QuerySyntaxError
    assert asked.select(COUNT).rows == [{"n": 7}]
    assert forked(zygotes()[-1]) == before


def test_a_zygote_that_dies_is_started_again(endpoint: Ask) -> None:
    asked = endpoint()
    assert asked.select(COUNT).rows == [{"n": 7}]
    os.kill(zygotes()[-1], signal.SIGKILL)
    while fails(asked, COUNT):  # one that was under way fails; the next waits for the new zygote
        pass
    assert asked.select(COUNT).rows == [{"n": 7}]


def test_closing_ends_every_process(endpoint: Ask) -> None:
    asked = endpoint()
    running = threading.Thread(target=fails, args=(asked, ENDLESS_COUNT))
    running.start()
    asked.select(COUNT)
    before = zygotes()[-1]
    asked.close()
    asked.close()
    running.join()
    assert before not in zygotes()


@needs_pidfd
def test_the_zygote_does_not_outlive_a_parent_that_is_killed(loaded: Builds) -> None:
    room = Path(__file__).resolve().parents[2]
    code = (
        f"import sys; sys.path.insert(0, {str(room)!r})\n"
        "from pathlib import Path; from graph.local import LocalEndpoint\n"
        f"asked = LocalEndpoint(Path({str(loaded.root)!r})); print(asked.start(), flush=True)\n"
        f"asked.ask({COUNT!r}); print(asked._workers._process.pid, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        address, zygote = parent.stdout.readline().strip(), os.pidfd_open(int(parent.stdout.readline()))
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(address)  # never sends: its worker waits, and must end with the zygote
        parent.kill()
    connection.settimeout(10)
    with connection:
        assert connection.recv(1) == b""
    assert select.select([zygote], [], [], 10)[0]  # readable: the process has ended
    assert not Path(address).parent.exists()
    os.close(zygote)
