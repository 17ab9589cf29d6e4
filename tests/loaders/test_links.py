"""The history of recommendations across the invented reports, as canned queries tell it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.canned import run_canned
from graph.asking import Endpoint
from graph.builds import Builds
from graph.local import LocalEndpoint
from loaders.links import LINKS_GRAPH
from loaders.load import load
from tests.reports import FINAL, INTERIM, LATER

FIRST, SECOND, THIRD = "xv-2031-05-11-final", "xv-2035-04-15-final", "xv-2040-04-12-final"
BETWEEN = "xv-2034-10-08-interim"


def history(endpoint: Endpoint, number: str, report: str = FIRST) -> list[tuple[object, ...]]:
    """The later reports on a recommendation, with status, link and score."""
    found = run_canned(endpoint, "recommendation-history", {"country": "xv", "report": report}).rows
    return [
        (row["later report"], row["status"], row["link"], row["score"])
        for row in found
        if row["number"] == number
    ]


def test_numbers_are_certain_with_the_status_of_their_sentence(endpoint: Endpoint) -> None:
    # "Recommendations 1 and 9 … fully implemented. 3 and 10 from the same report … partially."
    assert history(endpoint, "1") == [(BETWEEN, "partly", "certain", 1), (SECOND, "addressed", "certain", 1)]
    assert history(endpoint, "3") == [(BETWEEN, "partly", "certain", 1), (SECOND, "partly", "certain", 1)]
    assert (SECOND, "addressed", "certain", 1) in history(endpoint, "9")
    # Named in a footnote to "Several earlier recommendations have been taken up", without a status there.
    assert (SECOND, "addressed", "certain", 1) in history(endpoint, "6")


def test_what_is_made_again_has_no_status_and_the_later_words(endpoint: Endpoint) -> None:
    assert (SECOND, None, "repeated", 1) in history(endpoint, "8")
    given = {"country": "xv", "report": FIRST, "links": "repeated"}
    again = {
        row["number"]: row["quote"]
        for row in run_canned(endpoint, "recommendation-history", given).rows
        if row["link"]
    }
    assert set(again) == {"4", "7", "8"}
    assert str(again["7"]).startswith("As previously recommended, to enhance transparency")


def test_matter_proposes(endpoint: Endpoint) -> None:
    links = {link for _, _, link, _ in history(endpoint, "4")}
    assert links == {"proposed", "repeated"}
    assert all(score < 1 for *_, link, score in history(endpoint, "4") if link == "proposed")  # type: ignore[operator]


def test_what_no_later_report_speaks_of_keeps_its_row(endpoint: Endpoint) -> None:
    assert history(endpoint, "5") == [(None, None, None, None)]
    assert history(endpoint, "4", report=SECOND) == [(None, None, None, None)]


def test_follow_ups_list_only_what_they_name_by_number(endpoint: Endpoint) -> None:
    found = run_canned(endpoint, "follow-ups", {"report": SECOND}).rows
    named = {row["recommendations"] for row in found} - {None}
    assert named == {f"{FIRST}/2 {FIRST}/6", f"{FIRST}/1 {FIRST}/9", f"{FIRST}/3 {FIRST}/10"}


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The reports, and one of 2040 that makes the same recommendations a third time."""
    folder = tmp_path_factory.mktemp("reports")
    text = (
        LATER.read_text("utf-8")
        .replace("15 April 2035", "12 April 2040")
        .replace("August 2035", "August 2040")
    )
    spoken, _, _ = text.rpartition("Recommendations 1 and 9 from")
    (folder / "later.txt").write_text(
        f"{spoken}Recommendation 2 from the report on the 2035 presidential election was implemented.\n",
        "utf-8",
    )
    for file in (FINAL, INTERIM, LATER):
        shutil.copy(file, folder)
        shutil.copy(file.with_suffix(".yaml"), folder)
    shutil.copy(LATER.with_suffix(".yaml"), folder / "later.yaml")
    builds = Builds(tmp_path_factory.mktemp("store"))
    assert not load([folder], builds).errors
    with LocalEndpoint(builds.root) as endpoint:
        yield endpoint


def test_a_chain_of_repetitions_is_one_history(third: Endpoint) -> None:
    assert [row for row in history(third, "8") if row[2] == "repeated"] == [
        (SECOND, None, "repeated", 1),
        (THIRD, None, "repeated", 1),
        # What is said by number of the repetition is said of the first by way of it, and so not certain.
        (THIRD, "addressed", "repeated", 1),
    ]
    assert (THIRD, "addressed", "certain", 1) in history(third, "2", report=SECOND)
    assert not [row for row in history(third, "8") if row[2] == "certain"]


def test_the_order_of_loading_makes_no_difference(tmp_path: Path, store: Builds) -> None:
    builds = Builds(tmp_path / "store")
    for file in (LATER, INTERIM, FINAL):
        assert not load([file], builds).errors
    together, one_by_one = store.current(), builds.current()
    assert together
    assert one_by_one
    assert one_by_one.graphs[LINKS_GRAPH] == together.graphs[LINKS_GRAPH]
