"""From files to a graph: what can be wrong with a file, what loading again changes, and the real reports."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.canned import run_canned
from graph.asking import Endpoint
from graph.builds import Builds
from graph.entailment import ENTAILED_GRAPH
from graph.local import LocalEndpoint
from loaders.errors import NotAReportError, UnclearIdentityError, UnreadableFileError
from loaders.given import Given
from loaders.inspection import inspect_file
from loaders.load import Outcome, load
from loaders.reading import read_report, read_source
from loaders.triples import scr
from ontology import graph_address
from queries import canned
from tests.reports import FINAL, FOLDER, INTERIM, LATER

# --- files that are no reports ------------------------------------------------------------------------------

UNREADABLE = {
    "an empty file": (b"", "is empty"),
    "white space alone": (b" \n\n\t\n", "is empty"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "a binary file": (b"\x7fELF\x02\x01\x01\x00\x00\x00", "binary"),
    "a text in another encoding": ("Élections".encode("latin-1"), "UTF-8"),
    "a text in UTF-16": ("Elections in Varland".encode("utf-16"), "UTF-8"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_files_that_cannot_be_read(case: str, tmp_path: Path) -> None:
    data, named = UNREADABLE[case]
    path = tmp_path / "varland.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read_source(path)
    assert str(path) in str(caught.value)
    assert named in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"none\.txt cannot be read: No such file"):
        read_source(tmp_path / "none.txt")


def test_a_text_without_headings_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ilona,\n\nthe herrings were good. See you at the elections.\n", "utf-8")
    with pytest.raises(NotAReportError, match=r"letter\.txt has no section headings"):
        read_report(path)


def test_the_text_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "varland.txt"
    path.write_bytes("\ufeffI. MEDIA\r\n\r\nThe ﬁrst\u00a0vote.\f\r\n".encode())
    assert read_source(path).text == "\ufeffI. MEDIA\r\n\r\nThe ﬁrst\u00a0vote.\f\r\n"


# --- loading, and loading again -----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The interim report alone, in a folder of one's own."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for file in (INTERIM, INTERIM.with_suffix(".yaml")):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path / "store")


def loaded(outcome: Outcome) -> list[tuple[str, bool]]:
    assert not outcome.errors, outcome.errors
    return [(report.report_id, report.unchanged) for report in outcome.loaded]


def build_id(builds: Builds) -> str:
    build = builds.current()
    assert build is not None
    return build.id


def test_loading_again_changes_nothing(folder: Path, builds: Builds) -> None:
    assert loaded(load([folder], builds)) == [("xv-2034-10-08-interim", False)]
    before = build_id(builds)
    assert loaded(load([folder], builds)) == [("xv-2034-10-08-interim", True)]
    assert build_id(builds) == before


def test_a_changed_file_takes_the_place_of_what_it_said(folder: Path, builds: Builds) -> None:
    load([folder], builds)
    before = builds.current()
    path = folder / INTERIM.name
    path.write_text(path.read_text("utf-8").replace("1,211,940 voters", "1,211,999 voters"), "utf-8")
    assert loaded(load([folder], builds)) == [("xv-2034-10-08-interim", False)]
    now = builds.current()
    assert before is not None
    assert now is not None
    changed = {name for name in now.graphs if now.graphs[name] != before.graphs.get(name)}
    assert changed == {graph_address("xv-2034-10-08-interim"), ENTAILED_GRAPH}
    values = {quad.object.value for quad in now.open().quads_for_pattern(None, scr("value"), None, None)}
    assert "1211999" in values
    assert "1211940" not in values


def test_a_changed_file_beside_a_report_reads_it_again(folder: Path, builds: Builds) -> None:
    load([folder], builds)
    beside = folder / INTERIM.with_suffix(".yaml").name
    beside.write_text("country: xv\ncountry_name: Varland\nmission_type: LEOM\n", "utf-8")
    assert loaded(load([folder], builds)) == [("xv-2034-10-08-interim", False)]
    build = builds.current()
    assert build is not None
    assert any(build.open().quads_for_pattern(None, scr("missionType"), scr("mission-leom"), None))


def test_a_file_named_anew_is_still_one_report(folder: Path, builds: Builds) -> None:
    path = folder / INTERIM.name
    load([path], builds)
    assert loaded(load([path], builds, "xv-2034-10-15-interim")) == [("xv-2034-10-15-interim", False)]
    build = builds.current()
    assert build is not None
    assert graph_address("xv-2034-10-15-interim") in build.graphs
    assert graph_address("xv-2034-10-08-interim") not in build.graphs
    assert loaded(load([folder], builds)) == [("xv-2034-10-15-interim", True)]


def test_one_id_names_one_file(builds: Builds) -> None:
    with pytest.raises(UnclearIdentityError, match="3 files"):
        load([FOLDER], builds, "xv-2034-10-08-interim")


def test_two_files_of_one_report_are_told_apart_by_their_dates(folder: Path, builds: Builds) -> None:
    second = folder / "second.txt"
    text = (folder / INTERIM.name).read_text("utf-8")
    second.write_text(text.replace("27 September 2034", "2 October 2034"), "utf-8")
    shutil.copy(INTERIM.with_suffix(".yaml"), second.with_suffix(".yaml"))
    load([folder / INTERIM.name], builds)
    assert loaded(load([second], builds)) == [("xv-2034-10-08-interim-2", False)]


# --- bad files beside good ones -----------------------------------------------------------------------------


def test_bad_files_leave_the_others_and_the_graph_alone(folder: Path, builds: Builds) -> None:
    load([folder], builds)
    before = build_id(builds)
    bad = folder.parent / "bad"
    bad.mkdir()
    for number, (data, _) in enumerate(UNREADABLE.values()):
        (bad / f"{number}.txt").write_bytes(data)
    outcome = load([bad, folder.parent / "none.txt"], builds)
    assert len(outcome.errors) == len(UNREADABLE) + 1
    assert build_id(builds) == before

    shutil.copy(FINAL, bad)
    shutil.copy(FINAL.with_suffix(".yaml"), bad)
    outcome = load([bad], builds)
    assert [report.report_id for report in outcome.loaded] == ["xv-2031-05-11-final"]
    assert len(outcome.errors) == len(UNREADABLE)
    build = builds.current()
    assert build is not None
    assert {graph_address("xv-2031-05-11-final"), graph_address("xv-2034-10-08-interim")} < set(build.graphs)


def test_an_empty_folder_says_what_it_lacks(tmp_path: Path, builds: Builds) -> None:
    [error] = load([tmp_path], builds).errors
    assert ".txt" in str(error)
    assert builds.current() is None


# --- what the graph says ------------------------------------------------------------------------------------


def answer(endpoint: Endpoint, query: str, **given: str) -> list[dict[str, Any]]:
    return list(run_canned(endpoint, query, given).rows)


def quotes_point_into(endpoint: Endpoint, texts: dict[str, str]) -> int:
    """Hold every quote of every canned query against ``text[start:end]``; the number of quotes."""
    held = 0
    for query in ("citations", "findings", "recommendations", "follow-ups"):
        assert {"start", "end", "quote"} <= set(canned()[query].columns)
        for row in answer(endpoint, query):
            assert row["quote"] == texts[row["report"]][row["start"] : row["end"]]
            held += 1
    return held


def test_quotes_point_into_the_text(endpoint: Endpoint) -> None:
    texts = {
        "xv-2031-05-11-final": FINAL.read_bytes().decode(),
        "xv-2034-10-08-interim": INTERIM.read_bytes().decode(),
        "xv-2035-04-15-final": LATER.read_bytes().decode(),
    }
    assert quotes_point_into(endpoint, texts) > 80


def test_follow_ups_are_tied_to_the_recommendations_they_name(endpoint: Endpoint) -> None:
    rows = answer(endpoint, "follow-ups", report="xv-2034-10-08-interim")
    named = {row["recommendations"]: row["status"] for row in rows if "1 and 3 of the 2031" in row["quote"]}
    assert named == {"xv-2031-05-11-final/1 xv-2031-05-11-final/3": "partly"}


def test_recommendations_stand_in_the_body_too(endpoint: Endpoint) -> None:
    rows = answer(endpoint, "recommendations", report="xv-2031-05-11-final")
    assert [(row["number"], row["priority"]) for row in rows] == [(str(i), i < 5) for i in range(1, 11)]
    text = FINAL.read_text("utf-8")
    for row in rows:
        inline = text[row["inline_start"] : row["inline_end"]]
        assert inline.strip("*") == row["quote"]


# --- the real reports ---------------------------------------------------------------------------------------

FOOTNOTES = {
    "kz-2016-03-20-final": 84,
    "kz-2019-06-09-nam": 22,
    "kz-2021-01-10-interim": 38,
    "kz-2022-11-20-preliminary": 80,
    "kz-2023-03-19-interim": 60,
}


@pytest.fixture(scope="module")
def asked(real: Builds) -> Iterator[Endpoint]:
    with LocalEndpoint(real.root) as endpoint:
        yield endpoint


def test_real_reports_are_told_apart(real: Builds) -> None:
    build = real.current()
    assert build is not None
    assert {graph_address(report) for report in FOOTNOTES} < set(build.graphs)


@pytest.mark.parametrize("report_id", FOOTNOTES)
def test_real_footnotes(reports: Path, report_id: str) -> None:
    report = read_report(reports / f"{report_id}.txt", Given())
    assert report.identity.report_id == report_id
    assert [note.number for note in report.footnotes] == list(range(1, FOOTNOTES[report_id] + 1))
    assert all(note.before for note in report.footnotes)
    assert not report.warnings


@pytest.mark.parametrize("report_id", ["kz-2016-03-20-final", "kz-2022-11-20-preliminary"])
def test_real_structure(reports: Path, report_id: str) -> None:
    """Sections and footnotes as a person found them, in the shape of ``scrutineer inspect``."""
    path = reports.parent / "gold" / report_id / "structure.json"
    if not path.is_file():
        pytest.skip("no annotations beside the real reports")
    expected = json.loads(path.read_text("utf-8"))
    seen = inspect_file(reports / f"{report_id}.txt", Given())
    keys = ("level", "number", "title")
    assert [[section[key] for key in keys] for section in seen["sections"]] == [
        [section[key] for key in keys] for section in expected["sections"]
    ]
    found = {number: note["text"] for number, note in seen["footnotes"].items()}
    assert found.keys() == expected["footnotes"].keys()
    assert not [number for number, text in expected["footnotes"].items() if found[number] != text]
    before = {number: note["anchor"].split()[-4:] for number, note in seen["footnotes"].items()}
    assert before == {number: words.split()[-4:] for number, words in expected["anchors"].items()}


def test_real_quotes(asked: Endpoint, reports: Path) -> None:
    texts = {report: (reports / f"{report}.txt").read_bytes().decode() for report in FOOTNOTES}
    assert quotes_point_into(asked, texts) > 500


def test_real_recommendations(asked: Endpoint) -> None:
    rows = answer(asked, "recommendations")
    assert len(rows) == 24
    assert {row["report"] for row in rows} == {"kz-2016-03-20-final"}


def test_real_reports_loaded_again_change_nothing(real: Builds, reports: Path) -> None:
    before = build_id(real)
    assert all(unchanged for _, unchanged in loaded(load([reports], real)))
    assert build_id(real) == before


def test_a_text_that_is_no_single_report_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "archive.txt"
    with file.open("wb") as sparse:
        sparse.write(b"I. SUMMARY")
        sparse.truncate(21 * 1024 * 1024)
    with pytest.raises(UnreadableFileError, match=r"archive\.txt holds 21 MiB of text"):
        read_source(file)
