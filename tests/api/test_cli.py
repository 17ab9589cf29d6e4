"""The command ``scrutineer``, as somebody at a terminal meets it."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode

from api.cli import main
from graph.builds import Builds
from graph.dumps import FORMATS, quads_of, read_dump
from ontology import BASE, VOCABULARY, graph_address
from queries import canned
from tests.reports import FINAL, FOLDER, INTERIM

FINAL_ID, INTERIM_ID = "xv-2031-05-11-final", "xv-2034-10-08-interim"
SCRUTINEER = [sys.executable, "-m", "api.cli"]
ROOM = Path(__file__).resolve().parents[2]


@pytest.fixture
def own(store: Builds, tmp_path: Path) -> Builds:
    """A store with the invented reports that a test may write to."""
    shutil.copytree(store.root, tmp_path / "store", symlinks=True)
    return Builds(tmp_path / "store")


@pytest.fixture
def empty(tmp_path: Path) -> Builds:
    return Builds(tmp_path / "store")


def run(builds: Builds, *arguments: str | Path, status: int = 0) -> Result:
    """Run the command over a store; its exit status must be ``status``."""
    result = CliRunner().invoke(main, [*map(str, arguments)], env={"SCRUTINEER_STORE": str(builds.root)})
    assert result.exit_code == status, result.output
    return result


def build_id(builds: Builds) -> str | None:
    build = builds.current()
    return build.id if build else None


# --- help ---------------------------------------------------------------------------------------------------


def examples(*command: str) -> list[str]:
    """The lines under "Example:" in the help of a command."""
    shown = CliRunner().invoke(main, [*command, "--help"]).output
    [under] = re.findall(r"^  Example:\n((?:    .*\n)+)", shown, re.M)
    return [line.strip() for line in under.splitlines()]


NAMES = main.list_commands(Context(main))
EXAMPLES = [
    line
    for command in ((), *((name,) for name in NAMES))
    for line in examples(*command)
    if "serve" not in line  # does not end by itself; tests/test_wheel.py starts it
]


@pytest.mark.parametrize("line", EXAMPLES)
def test_examples_work(line: str, own: Builds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(FOLDER, tmp_path / "reports")
    for name in ("report", "georgia"):
        shutil.copy(FINAL, tmp_path / f"{name}.txt")
        shutil.copy(FINAL.with_suffix(".yaml"), tmp_path / f"{name}.yaml")
    run(own, "export", tmp_path / "graph.trig.gz")
    monkeypatch.chdir(tmp_path)
    if "rollback" in line:
        run(own, "load", "--id", "ge-2024-10-26-final", "georgia.txt")
    line = line.replace("kz-2016-03-20-final", FINAL_ID)
    given = None
    if "|" in line:
        before, after = (shlex.split(part) for part in line.split("|"))
        line, given = (shlex.join(after), before[1]) if after[0] == "scrutineer" else (before, None)
    arguments = shlex.split(line) if isinstance(line, str) else line
    assert arguments[0] == "scrutineer"
    result = CliRunner().invoke(main, arguments[1:], input=given, env={"SCRUTINEER_STORE": str(own.root)})
    assert result.exit_code == 0, result.output
    assert result.output.strip()


def test_every_command_of_the_promise_is_there() -> None:
    promised = {"load", "inspect", "serve", "query", "sparql", "text", "export", "import", "check"}
    assert promised | {"rollback", "prune"} <= set(NAMES)


# --- load ---------------------------------------------------------------------------------------------------


def test_load_sums_up_what_was_found(empty: Builds) -> None:
    output = run(empty, "load", FOLDER).output
    row = next(line.split() for line in output.splitlines() if FINAL_ID in line)
    assert row[1] == "34"  # sections
    assert row[3] == "20"  # footnotes
    assert row[7] == "10"  # recommendations
    assert build_id(empty) in output.splitlines()[-1]


BAD_FILES = {
    "empty.txt": b"",
    "binary.txt": b"\x00\x01\x02\x03",
    "latin.txt": "Élections".encode("latin-1"),
    "letter.txt": b"Dear Ilona, the herrings were good.",
    "no-country.txt": FINAL.read_bytes(),
    "no-day.txt": b"GEORGIA\nELECTIONS\nODIHR Election Observation Mission Final Report\n\nI. MEDIA\n\n"
    + b"The elections were free. " * 8,
}


def test_bad_files_are_named_and_the_others_loaded(empty: Builds, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(FOLDER, folder)
    for name, data in BAD_FILES.items():
        (folder / name).write_bytes(data)
    result = run(empty, "load", folder, tmp_path / "missing.txt", status=1)
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == len(BAD_FILES) + 1
    for name in (*BAD_FILES, "missing.txt"):
        assert any(name in error for error in errors), name
    assert "--id" in next(error for error in errors if "no-country.txt" in error)
    assert "--id" in next(error for error in errors if "no-day.txt" in error)
    assert FINAL_ID in result.output
    assert INTERIM_ID in result.output
    assert "Traceback" not in result.output


def test_bad_files_alone_leave_the_graph_as_it_was(own: Builds, tmp_path: Path) -> None:
    before = build_id(own)
    (tmp_path / "empty.txt").touch()
    run(own, "load", tmp_path / "empty.txt", status=1)
    assert build_id(own) == before


def test_a_file_one_may_not_read(own: Builds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.touch()
    read = Path.read_bytes

    def refuse(file: Path) -> bytes:  # as the system does, but for root too
        if file == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    before = build_id(own)
    errors = run(own, "load", path, FINAL, status=1).stderr
    assert f"{path} cannot be read: Permission denied" in errors
    assert build_id(own) == before


@pytest.mark.parametrize("name", ["none.txt", "n" * 300, "varland.txt/none"])
def test_a_path_that_leads_nowhere(name: str, own: Builds, tmp_path: Path) -> None:
    (tmp_path / "varland.txt").touch()
    for command in ("load", "inspect"):
        errors = run(own, command, tmp_path / name, status=1).stderr
        assert name in errors
        assert "Check the path" in errors


def test_a_report_that_is_a_folder_by_its_name(own: Builds, tmp_path: Path) -> None:
    (tmp_path / "report.txt").mkdir()
    assert "no report files" in run(own, "load", tmp_path / "report.txt", status=1).stderr


def start(builds: Builds, *arguments: str | Path, largest_file: int | None = None) -> subprocess.Popen[str]:
    """The command in a process of its own, whose files may be limited in size (bytes)."""

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    environment = {**os.environ, "PYTHONPATH": str(ROOM), "SCRUTINEER_STORE": str(builds.root)}
    return subprocess.Popen(
        [*SCRUTINEER, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
    )


def test_a_full_disk(own: Builds) -> None:
    before = build_id(own)
    with start(own, "load", "--id", "xv-2031-05-12-final", FINAL, largest_file=20_000) as process:
        _, errors = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert str(own.root) in errors
    assert "Free space" in errors
    assert build_id(own) == before
    assert run(own, "query", "follow-ups").output


@contextmanager
def half_way(builds: Builds, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A load that has read one file and waits half-way for a second, which is a pipe nobody writes to."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    shutil.copy(INTERIM.with_suffix(".yaml"), tmp_path / "again.yaml")
    (tmp_path / "again.txt").write_text(INTERIM.read_text("utf-8") + "\nMore was added.\n", "utf-8")
    with start(builds, "load", tmp_path / "again.txt", pipe) as process:
        while (descriptor := _open_where_read(pipe)) is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
                raise AssertionError(process.communicate())
        try:
            yield process
        finally:
            process.kill()
            os.close(descriptor)


def _open_where_read(pipe: Path) -> int | None:
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # nobody reads it yet
        return None


def test_a_second_load_while_one_runs_and_a_load_killed_half_way(own: Builds, tmp_path: Path) -> None:
    before = build_id(own)
    with half_way(own, tmp_path) as first:
        errors = run(own, "load", FOLDER, status=1).stderr
        assert f"Process {first.pid}" in errors
        assert "Wait until it has finished" in errors
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert build_id(own) == before
    assert run(own, "query", "follow-ups").output
    run(own, "load", tmp_path / "again.txt")
    assert build_id(own) != before
    assert not list((own.root / "builds").glob("*.draft"))


def test_a_load_that_is_interrupted_changes_nothing(own: Builds, tmp_path: Path) -> None:
    before = build_id(own)
    with half_way(own, tmp_path) as process:
        while process.poll() is None:  # right before a read that waits, a signal is only seen at the next one
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(2)
        _, errors = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert build_id(own) == before


# --- asking -------------------------------------------------------------------------------------------------


def test_inspect_shows_what_could_not_be_loaded_and_says_why(empty: Builds, tmp_path: Path) -> None:
    (tmp_path / "no-day.txt").write_bytes(BAD_FILES["no-day.txt"])
    seen = json.loads(run(empty, "inspect", tmp_path / "no-day.txt", "--format", "json").output)
    assert seen["report"] is None
    assert [section["title"] for section in seen["sections"]] == ["MEDIA"]
    assert "--id" in seen["warnings"][-1]
    assert "Warning: " in run(empty, "inspect", tmp_path / "no-day.txt").output


def test_inspect_gives_the_promised_shape(empty: Builds) -> None:
    seen = json.loads(run(empty, "inspect", FINAL, "--format", "json").output)
    assert {"report", "identity", "sections", "footnotes", "warnings"} <= set(seen)
    assert seen["report"] == FINAL_ID
    assert {"level", "number", "title"} <= set(seen["sections"][0])
    assert seen["footnotes"]["2"]["anchor"].endswith("across the country on 9 April.")
    assert "earlier ODIHR reports" in seen["footnotes"]["2"]["text"]
    outline = run(empty, "inspect", FINAL).output
    assert "VI ELECTION ADMINISTRATION" in outline
    assert "from “11 May 2031”" in outline
    assert build_id(empty) is None


@pytest.mark.parametrize("name", canned())
def test_canned_queries_answer_in_each_format(name: str, store: Builds) -> None:
    needed = {
        "provision": "osce-copenhagen-1990/7.3",
        "body": "xv/district-election-board",
        "law": "xv/election-code",
        "topic": "suffrage-rights",
        "country": "xv",
        "left": "xv-2031-05-11",
        "right": "xv-2034-10-08",
    }
    names = [parameter.name for parameter in canned()[name].parameters]
    given = [part for key in needed if key in names for part in ("-p", f"{key}={needed[key]}")]
    columns = list(canned()[name].columns)
    as_json = json.loads(run(store, "query", name, *given, "--format", "json").output)
    assert as_json["rows"]
    assert as_json["columns"] == columns
    as_csv = list(csv.reader(io.StringIO(run(store, "query", name, *given, "--format", "csv").output)))
    assert as_csv[0] == columns
    assert len(as_csv) == len(as_json["rows"]) + 1


def test_a_table_for_the_terminal(store: Builds) -> None:
    result = run(store, "query", "recommendations")
    assert all(column in result.stdout.splitlines()[0] for column in canned()["recommendations"].columns)
    assert "14 rows" in result.stderr


def test_query_lists_the_queries_and_says_what_it_lacks(store: Builds) -> None:
    assert [line.split()[0] for line in run(store, "query").output.splitlines()] == list(canned())
    assert "provision" in run(store, "query", "provision-findings", status=1).output
    assert "citations" in run(store, "query", "herrings", status=1).output
    assert "KEY=VALUE" in run(store, "query", "citations", "-p", "xv", status=2).output


def test_text_prints_what_offsets_point_into(store: Builds) -> None:
    assert run(store, "text", FINAL_ID).output == FINAL.read_text("utf-8")
    assert "scrutineer load" in run(store, "text", "xv-2099-01-01-final", status=1).output


def test_sparql(store: Builds, tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_text(f"SELECT (COUNT(*) AS ?n) {{ ?s a <{VOCABULARY}Recommendation> }}", "utf-8")
    assert run(store, "sparql", file).output.split() == ["n", "14"]
    as_json = run(store, "sparql", file, "--accept", "application/sparql-results+json").output
    assert json.loads(as_json)["results"]["bindings"][0]["n"]["value"] == "14"
    file.write_text("SELECT nonsense", "utf-8")
    assert run(store, "sparql", file, status=1).output.startswith("Error:")


@pytest.mark.parametrize("command", ["query citations", "sparql -", "text x", "export out.nq", "check"])
def test_nothing_to_ask_before_the_first_load(command: str, empty: Builds) -> None:
    assert "scrutineer load" in run(empty, *command.split(), status=1).output


def test_check_finds_the_invented_reports_sound(store: Builds) -> None:
    assert " 0 problems, 0 contradictions" in run(store, "check").output


def test_a_contradiction_is_a_report_s_own_and_fails_a_check_only_on_request(
    store: Builds, empty: Builds, tmp_path: Path
) -> None:
    run(store, "export", tmp_path / "graph.nq")
    report = f"{BASE}id/report/{FINAL_ID}"
    facts = [
        f"<{report}#fact-{count}> <{VOCABULARY}{name}> {value} <{graph_address(FINAL_ID)}> ."
        for count, other in ((234, 235), (235, 234))
        for name, value in {
            "report": f"<{report}>",
            "property": '"candidates-registered"',
            "value": f'"{count}"^^<http://www.w3.org/2001/XMLSchema#integer>',
            "start": f'"{count}"^^<http://www.w3.org/2001/XMLSchema#integer>',
            "contradicts": f"<{report}#fact-{other}>",
        }.items()
    ]
    types = [
        f"<{report}#fact-{count}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        f"<{VOCABULARY}ElectionFact> <{graph_address(FINAL_ID)}> ."
        for count in (234, 235)
    ]
    with (tmp_path / "graph.nq").open("a", encoding="utf-8") as file:
        file.write("\n".join([*facts, *types]) + "\n")
    run(empty, "import", tmp_path / "graph.nq")
    said = run(empty, "check").output
    assert "candidates registered: 234 at 234, and 235 at 235" in said
    assert " 0 problems, 1 contradictions" in said
    run(empty, "check", "--strict", status=1)
    [told] = json.loads(run(empty, "check", "--format", "json").stdout)["contradictions"]
    assert (told["check"], told["report"], told["row"]["otherValue"]) == ("told-twice", FINAL_ID, 235)


# --- export, import -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [*FORMATS, ".nq.gz"])
def test_an_export_can_be_imported(ending: str, store: Builds, empty: Builds, tmp_path: Path) -> None:
    file = tmp_path / f"graph{ending}"
    run(store, "export", "--reports-only", file)
    run(empty, "import", file)
    before, after = store.current(), empty.current()
    assert before is not None
    assert after is not None
    made = ("ontology", "standards", "registers", "entailed")
    ours = {name: info for name, info in before.graphs.items() if not name.endswith(made)}
    assert graph_address(FINAL_ID) in ours
    if FORMATS["." + ending.split(".")[1]].supports_datasets:
        assert after.graphs == ours
    else:
        triples = {str(quad.triple) for quad in quads_of(before, ours)}
        assert {str(quad.triple) for quad in quads_of(after)} == triples


@pytest.mark.parametrize("given", [[], ["--entailed"]])
def test_what_is_entailed_is_the_same_after_an_import(
    given: list[str], store: Builds, empty: Builds, tmp_path: Path
) -> None:
    run(store, "export", *given, tmp_path / "graph.nq")
    assert (graph_address("entailed") in read_dump(tmp_path / "graph.nq", BASE)) == bool(given)
    run(empty, "import", tmp_path / "graph.nq")
    before, after = store.current(), empty.current()
    assert before is not None
    assert after is not None
    assert after.graphs == before.graphs
    assert graph_address("entailed") in after.graphs


def test_what_is_entailed_goes_with_the_whole_graph(store: Builds, tmp_path: Path) -> None:
    given = ["--entailed", "--report", FINAL_ID, tmp_path / "one.nq"]
    assert "whole graph" in run(store, "export", *given, status=2).output


@pytest.mark.parametrize("option", [["--compress", "gzip"], ["--reports-only"], ["--entailed"]])
def test_tables_take_no_options_of_graphs(option: list[str], store: Builds, tmp_path: Path) -> None:
    said = run(store, "export", "--format", "csvw", *option, tmp_path / "tables", status=2).output
    assert option[0] in said
    assert not (tmp_path / "tables").exists()


def test_the_same_graph_gives_the_same_file(store: Builds, tmp_path: Path) -> None:
    for name in ("one.trig.gz", "two.trig.gz"):
        run(store, "export", tmp_path / name)
    assert (tmp_path / "one.trig.gz").read_bytes() == (tmp_path / "two.trig.gz").read_bytes()


def test_one_report_can_be_exported(store: Builds, tmp_path: Path) -> None:
    run(store, "export", "--report", FINAL_ID, tmp_path / "one.nq")
    assert set(read_dump(tmp_path / "one.nq", BASE)) == {graph_address(FINAL_ID)}
    assert "xv-2099" in run(store, "export", "--report", "xv-2099", tmp_path / "no.nq", status=1).output


@pytest.mark.parametrize("ending", [".trig", ".nq.gz", ".jsonld.gz"])
def test_a_whole_export_imported_elsewhere_is_the_same_build(
    ending: str, store: Builds, empty: Builds, tmp_path: Path
) -> None:
    file = tmp_path / f"graph{ending}"
    run(store, "export", file)
    run(empty, "import", file)
    before, after = store.current(), empty.current()
    assert before
    assert after
    assert (after.id, after.graphs) == (before.id, before.graphs)


@pytest.mark.parametrize(
    ("options", "written"),
    [
        (["--format", "json-ld", "graph"], "graph.jsonld"),
        (["--format", "turtle", "--compress", "gzip", "graph.ttl"], "graph.ttl.gz"),
        (["--compress", "gzip", "graph.nq"], "graph.nq.gz"),
        (["--format", "trig", "graph.gz"], "graph.trig.gz"),  # an ending .gz asks for it as well
        (["--format", "n-triples", "graph.2031"], "graph.2031.nt"),
    ],
)
def test_the_name_of_an_export_says_what_it_is(
    options: list[str], written: str, store: Builds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(store, "export", "--report", FINAL_ID, *options).output
    assert said.startswith(f"{written}: ")
    found = read_dump(tmp_path / written, BASE)
    assert f"{sum(map(len, found.values())):,} statements" in said


def test_triples_of_several_graphs_are_written_once(store: Builds, tmp_path: Path) -> None:
    run(store, "export", tmp_path / "merged.nt")
    lines = (tmp_path / "merged.nt").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines))


def test_tables_for_people_without_rdf(store: Builds, tmp_path: Path) -> None:
    said = run(store, "export", "--format", "csvw", tmp_path / "tables").output
    assert re.search(r"tables: [\d,]+ rows in \d tables", said)
    described = json.loads((tmp_path / "tables" / "csv-metadata.json").read_text("utf-8"))["tables"]
    assert sorted(table["url"] for table in described) == sorted(
        path.name for path in (tmp_path / "tables").glob("*.csv")
    )
    whole = list(csv.DictReader((tmp_path / "tables" / "findings.csv").open(encoding="utf-8", newline="")))
    assert {row["report"] for row in whole} > {FINAL_ID}
    run(store, "export", "--format", "csvw", "--report", FINAL_ID, "--without-text", tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        one = list(csv.DictReader(io.StringIO(packed.read("findings.csv").decode())))
    bare = [row | {"quote": "", "sentence": ""} for row in whole if row["report"] == FINAL_ID]
    assert one == bare
    assert (
        "xv-2099"
        in run(store, "export", "--format", "csvw", "--report", "xv-2099", tmp_path / "no", status=1).output
    )


def runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_without_text_holds_no_wording(store: Builds, tmp_path: Path) -> None:
    printed = runs_of_words(FINAL.read_text("utf-8"), 8) | runs_of_words(INTERIM.read_text("utf-8"), 8)
    shared = {}
    for name, *options in (["whole.nq"], ["bare.nq", "--without-text"]):
        run(store, "export", "--reports-only", *options, tmp_path / name)
        quads = [quad for graph in read_dump(tmp_path / name, BASE).values() for quad in graph]
        shared[name] = {
            (quad.predicate.value, quad.object.value)
            for quad in quads
            if not isinstance(quad.object, NamedNode) and runs_of_words(quad.object.value, 8) & printed
        }
    assert len(shared["whole.nq"]) > 100
    assert not {(predicate, value) for predicate, value in shared["bare.nq"] if not is_name(predicate)}
    assert all(len(value.split()) < 20 for _, value in shared["bare.nq"])


def is_name(predicate: str) -> bool:
    """Names of things may be long ("Convention on the Elimination of All Forms of …") and are no wording."""
    return predicate.endswith(("#label", "/title", "#altLabel", "#prefLabel", "/alternative"))


BAD_DUMPS = {
    "graph.csv": (b"a,b\n", ".trig"),
    "graph.trig": (b"this is no TriG", "well-formed"),
    "graph.nq.gz": (b"not packed", "cannot be read"),
    "damaged.nq.gz": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff", "well-formed"),
    "unnamed.trig": (b"_:here { <urn:a> <urn:b> <urn:c> }", "without an IRI"),
    "graph.nq": (b"", "no statements"),
}


@pytest.mark.parametrize("name", BAD_DUMPS)
def test_a_bad_dump_leaves_the_graph_as_it_was(name: str, own: Builds, tmp_path: Path) -> None:
    data, named = BAD_DUMPS[name]
    (tmp_path / name).write_bytes(data)
    before = build_id(own)
    output = run(own, "import", tmp_path / name, status=1).output
    assert name in output
    assert named in output
    assert build_id(own) == before


def test_an_export_nobody_can_write(store: Builds, tmp_path: Path) -> None:
    output = run(store, "export", tmp_path / "nowhere" / "graph.nq", status=1).output
    assert "cannot be written" in output


# --- builds -------------------------------------------------------------------------------------------------


def test_rollback_and_prune(own: Builds, tmp_path: Path) -> None:
    first = build_id(own)
    assert first is not None
    assert "nothing" in run(own, "prune", "--keep", "1").output
    run(own, "load", "--id", "xv-2031-05-12-final", FINAL)
    second = build_id(own)
    assert first in run(own, "rollback").output
    assert build_id(own) == first
    run(own, "rollback", str(second))
    assert build_id(own) == second
    assert "Removed 1" in run(own, "prune", "--keep", "1").output
    assert [build.id for build in own.list()] == [second]
    assert "no build before" in run(own, "rollback", status=1).output
    assert "herring" in run(own, "rollback", "herring", status=1).output
