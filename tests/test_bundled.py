"""The bundled graph: all that was found in the five reports, and not a sentence of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from api.canned import run_canned
from graph.builds import Builds
from graph.dumps import quads_of, read_dump
from graph.entailment import ENTAILED_GRAPH
from graph.local import LocalEndpoint
from loaders.bundled import bundled_file, serve_bundled
from loaders.load import STANDARDS_GRAPH, VOCABULARY_GRAPH
from loaders.triples import scr, term
from loaders.wording import without_wording
from ontology import BASE

PASSING = {scr("loaderVersion"), term("prov:generatedAtTime")}
"""What differs from load to load."""

pytestmark = pytest.mark.skipif(
    not bundled_file().is_file(), reason="the bundled graph is not made yet (make bundle)"
)


@pytest.fixture(scope="module")
def bundled() -> list[Quad]:
    return [quad for quads in read_dump(bundled_file(), BASE).values() for quad in quads]


def lasting(quads: Iterator[Quad] | list[Quad]) -> set[str]:
    return {str(quad) for quad in quads if quad.predicate not in PASSING}


def found_in(builds: Builds) -> Iterator[Quad]:
    """The quads of the reports in a store, without those that any store makes for itself."""
    build = builds.current()
    assert build is not None
    return quads_of(build, set(build.graphs) - {VOCABULARY_GRAPH, STANDARDS_GRAPH, ENTAILED_GRAPH})


def test_it_is_what_the_reports_give_today(bundled: list[Quad], real: Builds) -> None:
    fresh, kept = lasting(without_wording(found_in(real))), lasting(bundled)
    assert len(fresh) > 5000
    assert not sorted(fresh ^ kept)[:5], "the bundled graph is old: make bundle"


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}


def wording(quads: Iterator[Quad] | list[Quad], printed: set[tuple[str, ...]]) -> set[str]:
    """The literals that share eight words in a row with a report."""
    return {
        quad.object.value
        for quad in quads
        if isinstance(quad.object, Literal) and runs_of_words(quad.object.value) & printed
    }


def test_it_holds_no_sentence_of_a_report(bundled: list[Quad], real: Builds, reports: Path) -> None:
    printed = set().union(*(runs_of_words(path.read_text("utf-8")) for path in reports.glob("*.txt")))
    assert len(wording(found_in(real), printed)) > 1000  # the measure finds wording where there is some
    assert not {value for value in wording(bundled, printed) if not is_title(value)}


def is_title(value: str) -> bool:
    """Whether a literal is a long name: of an act, a body, a standard or a section. They are no sentences."""
    return value[-1] not in ".!?" and len(value.split()) <= 25


def test_its_reports_are_marked_as_having_no_text(bundled: list[Quad]) -> None:
    marks = [quad.object for quad in bundled if quad.predicate == scr("textAvailable")]
    assert marks == [Literal(False)] * 5


def test_it_is_served_where_there_are_no_reports(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    build = serve_bundled(builds)
    assert build.bundled
    assert VOCABULARY_GRAPH in build.graphs
    with LocalEndpoint(tmp_path) as endpoint:
        rows = run_canned(endpoint, "recommendations", {}).rows
        assert len(rows) == 24
        assert not any(row["quote"] for row in rows)
        assert run_canned(endpoint, "provision-findings", {"provision": "osce-copenhagen-1990/7.5"}).rows
