"""Builds: what is published is whole and stays, whatever happens to the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from small import EX, statements

from graph.build import Build
from graph.builds import Builds
from graph.errors import NoSuchBuild, StoreLocked, StoreUnusable

ROOM = Path(__file__).resolve().parents[2]


def current(builds: Builds) -> Build:
    build = builds.current()
    assert build is not None
    return build


def in_graphs(build: Build) -> int:
    """How many statements the build's named graphs hold."""
    return sum(quad.graph_name != DefaultGraph() for quad in build.open())


def change(builds: Builds, word: str) -> Build:
    with builds.writer() as writer:
        writer.replace_graph(f"{EX}first", statements(3, word))
        return writer.publish()


def python(code: str, store: Path) -> subprocess.Popen[str]:
    """``code`` in a process of its own, with ``builds`` and ``statements`` at hand."""
    start = (
        f"import sys; sys.path[:0] = [{str(ROOM)!r}, {str(ROOM / 'tests' / 'graph')!r}]\n"
        f"from pathlib import Path; from graph.builds import Builds; from small import EX, statements\n"
        f"builds = Builds(Path({str(store)!r}))\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", start + code], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )


def test_nothing_is_there_before_the_first_build(builds: Builds) -> None:
    assert builds.current() is None
    assert builds.list() == []
    assert not builds.root.exists()


def test_a_published_build_says_what_it_holds(loaded: Builds) -> None:
    build = current(loaded)
    assert build.quads == build.triples == in_graphs(build) == 7
    assert {name: info.quads for name, info in build.graphs.items()} == {f"{EX}first": 3, f"{EX}second": 4}
    assert not build.bundled


def test_the_default_graph_holds_each_triple_once(builds: Builds) -> None:
    shared, own = statements(1, "shared")[0], statements(1, "own")[0]
    with builds.writer() as writer:
        writer.replace_graph(f"{EX}first", [shared, own])
        writer.replace_graph(f"{EX}second", [shared])
        build = writer.publish()
    assert (build.quads, build.triples) == (3, 2)
    # What one graph gives up stays as long as another holds it, and goes with the last.
    with builds.writer() as writer:
        writer.replace_graph(f"{EX}first", [own])
        assert writer.publish().triples == 2
    with builds.writer() as writer:
        writer.remove_graph(f"{EX}second")
        assert writer.publish().triples == 1


def test_the_id_depends_on_the_content_alone(loaded: Builds, tmp_path: Path) -> None:
    other = Builds(tmp_path / "other")
    with other.writer() as writer:
        writer.replace_graph(f"{EX}second", reversed(statements(4, "count")))
        writer.replace_graph(f"{EX}first", statements(9, "another"))
        writer.replace_graph(f"{EX}first", statements(3, "ballot"))
        build = writer.publish()
    assert build.id == current(loaded).id


def test_the_id_tells_the_bundled_graph_from_a_loaded_one(loaded: Builds) -> None:
    before = current(loaded).id
    with loaded.writer() as writer:
        bundled = writer.publish(bundled=True)
    assert bundled.bundled
    assert bundled.id != before


def test_publishing_without_a_change_keeps_the_build(loaded: Builds) -> None:
    before = current(loaded)
    assert change(loaded, "ballot") == before
    assert loaded.list() == [before]


def test_literals_that_the_store_rewrites_are_no_change(builds: Builds) -> None:
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")
    seats = Triple(NamedNode(f"{EX}election"), NamedNode(f"{EX}seats"), Literal("12", datatype=integer))
    for _ in range(2):
        with builds.writer() as writer:
            writer.replace_graph(f"{EX}first", [seats])
            writer.publish()
    assert len(builds.list()) == 1


def test_blank_nodes_read_again_are_no_change_and_belong_to_one_graph(builds: Builds) -> None:
    text = "[] <http://example.org/seats> ( 1 2 ) . [] <http://example.org/seats> ( 2 ) ."
    for _ in range(2):  # a parser names them anew each time
        with builds.writer() as writer:
            for graph in ("first", "second"):
                writer.replace_graph(f"{EX}{graph}", [q.triple for q in parse(text, RdfFormat.TURTLE)])
            build = writer.publish()
    assert len(builds.list()) == 1
    assert (build.quads, build.triples) == (16, 16)


def test_replacing_one_graph_leaves_the_others_and_the_build_before(loaded: Builds) -> None:
    before = current(loaded)
    after = change(loaded, "turnout")
    assert after.graphs[f"{EX}second"] == before.graphs[f"{EX}second"]
    texts = {quad.object.value for quad in after.open()}
    assert "turnout 1" in texts
    assert "ballot 1" not in texts
    assert "ballot 1" in {quad.object.value for quad in before.open()}


def test_removing_a_graph(loaded: Builds) -> None:
    with loaded.writer() as writer:
        writer.remove_graph(f"{EX}first")
        writer.remove_graph(f"{EX}never-there")
        build = writer.publish()
    assert list(build.graphs) == [f"{EX}second"]
    assert in_graphs(build) == 4


def test_statements_that_fail_half_way_change_nothing(loaded: Builds) -> None:
    def broken() -> Iterator[Triple]:
        yield from statements(2, "half")
        raise KeyError("a report that cannot be described")

    with loaded.writer() as writer:
        with pytest.raises(KeyError):
            writer.replace_graph(f"{EX}first", broken())
        writer.replace_graph(f"{EX}third", statements(1, "whole"))
        build = writer.publish()
    assert {name: info.quads for name, info in build.graphs.items()} == {
        f"{EX}first": 3,
        f"{EX}second": 4,
        f"{EX}third": 1,
    }


def test_a_quad_of_another_graph_is_a_mistake(loaded: Builds) -> None:
    stray = Quad(*statements(1)[0], NamedNode(f"{EX}second"))
    with loaded.writer() as writer, pytest.raises(ValueError, match="second"):
        writer.replace_graph(f"{EX}first", [stray])


def test_leaving_without_publishing_leaves_no_trace(loaded: Builds) -> None:
    before = sorted(loaded.folder.iterdir())
    with loaded.writer() as writer:
        writer.replace_graph(f"{EX}first", statements(5))
    assert sorted(loaded.folder.iterdir()) == before


def test_an_error_throws_the_draft_away(loaded: Builds) -> None:
    before = current(loaded)

    def load() -> None:
        with loaded.writer() as writer:
            writer.replace_graph(f"{EX}first", statements(5))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        load()
    assert current(loaded) == before
    assert loaded.list() == [before]


def test_a_second_writer_learns_who_writes(loaded: Builds) -> None:
    code = "with builds.writer():\n print('writing', flush=True)\n input()"
    with python(code, loaded.root) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(StoreLocked, match=f"Process {process.pid} is writing"), loaded.writer():
            pass
        process.communicate("\n")
    change(loaded, "afterwards")


def test_a_writer_killed_half_way_leaves_the_old_build_serving(loaded: Builds) -> None:
    before = current(loaded)
    code = (
        "with builds.writer() as writer:\n"
        " writer.replace_graph(EX + 'first', statements(1000))\n"
        " print('half-way', flush=True)\n input()"
    )
    with python(code, loaded.root) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert list(loaded.folder.glob("*.draft"))
    assert current(loaded) == before
    assert in_graphs(before) == 7
    assert loaded.list() == [before]
    after = change(loaded, "next")
    assert not list(loaded.folder.glob("*.draft"))
    assert in_graphs(after) == 7


def test_a_disk_that_takes_no_more_leaves_the_graph_as_it_was(loaded: Builds) -> None:
    before = current(loaded)
    code = (
        "import resource; from graph.errors import StoreUnusable\n"
        "try:\n"
        " with builds.writer() as writer:\n"
        "  resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "  writer.replace_graph(EX + 'first', statements(20_000))\n"
        "  writer.publish()\n"
        "except StoreUnusable as error:\n"
        " print(error)\n"
    )
    with python(code, loaded.root) as process:
        said, _ = process.communicate()
    assert "The graph is as it was" in said
    assert current(loaded) == before
    assert loaded.list() == [before]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    with pytest.raises(StoreUnusable, match="file"), Builds(in_the_way).writer():
        pass


def test_a_damaged_build_is_named(loaded: Builds) -> None:
    path = current(loaded).path
    (path / "build.json").write_text("{}")
    with pytest.raises(StoreUnusable, match=path.name):
        loaded.current()


def test_rollback_goes_back_one_build_or_to_one_by_name(loaded: Builds) -> None:
    first = current(loaded)
    second = change(loaded, "second")
    third = change(loaded, "third")
    assert loaded.rollback() == current(loaded) == second
    assert loaded.rollback() == first
    with pytest.raises(NoSuchBuild):
        loaded.rollback()
    assert loaded.rollback(third.id) == current(loaded) == third
    with pytest.raises(NoSuchBuild, match=third.id):
        loaded.rollback("nonesuch")


def test_what_was_loaded_before_is_served_from_the_build_there_is(loaded: Builds) -> None:
    first = current(loaded)
    change(loaded, "second")
    assert change(loaded, "ballot") == current(loaded) == first
    assert len(loaded.list()) == 2


def test_prune_keeps_the_newest_and_the_current(loaded: Builds) -> None:
    first = current(loaded)
    made = [change(loaded, word) for word in ("one", "two", "three")]
    loaded.rollback(first.id)
    assert loaded.prune(keep=1) == (made[0].id, made[1].id)
    assert [build.id for build in loaded.list()] == [first.id, made[2].id]
    assert current(loaded) == first
    assert in_graphs(first) == 7


def test_the_lock_is_free_again_afterwards(loaded: Builds) -> None:
    assert (loaded.root / "lock").read_text() == str(os.getpid())
    with loaded.writer():
        pass
