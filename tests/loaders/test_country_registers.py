"""Optional registers of a country's bodies and laws: what they add, and that nothing needs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from reports import report_of

from graph.builds import Builds
from graph.dumps import quads_of
from loaders.amendments import find_amendments
from loaders.bodies import find_bodies
from loaders.country_register import country_register, own_registers
from loaders.errors import ReportError
from loaders.laws import find_laws
from loaders.load import REGISTERS_GRAPH, load
from loaders.model import Renaming
from loaders.triples import scr, term
from ontology import address
from tests.reports import INTERIM


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_REGISTERS", str(Path(__file__).with_name("registers")))


@pytest.mark.parametrize(
    ("text", "keys", "reason"),
    [
        ("The Ministry of Waters met.", ["xv/ministry-of-rivers"], "another name has the canonical address"),
        ("The Ministry of Waters met. The Ministry of Rivers met.", ["xv/ministry-of-rivers"], "one body"),
        ("Deputies of the Wahrd met.", ["xv/vard"], "a name that nothing introduces"),
        ("Deputies of the VRD met.", ["xv/vard"], "an abbreviation that is used alone"),
        ("The Harbour Council met.", ["xv/harbour-council"], "a body that the register lacks"),
    ],
)
@pytest.mark.usefixtures("register")
def test_bodies_of_a_register(text: str, keys: list[str], reason: str) -> None:
    assert [body.key for body in find_bodies(report_of(text))] == keys, reason


@pytest.mark.parametrize(
    ("text", "old", "renaming"),
    [
        ("The Ebb won in 2021, Shore won in 2023.", "Ebb", Renaming("renamedTo", "xv/shore", "2022-03")),
        (
            "The Port Council is no more; the Port Court sits.",
            "Port Council",
            Renaming("succeededBy", "xv/port-court", "2023-01-01"),
        ),
    ],
)
@pytest.mark.usefixtures("register")
def test_a_register_links_old_and_new_where_a_report_names_both(
    text: str, old: str, renaming: Renaming
) -> None:
    told = {body.name: body for body in find_bodies(report_of(text))}
    assert told[old].renamings == (renaming,)


@pytest.mark.usefixtures("register")
def test_a_report_that_names_the_old_body_alone_is_linked_to_nothing() -> None:
    [body] = find_bodies(report_of("The Ebb won in 2021."))
    assert (body.key, body.kind, body.renamings) == ("xv/ebb", "party", ())


@pytest.mark.usefixtures("register")
def test_laws_of_a_register() -> None:
    [law] = find_laws(report_of("The Voting Code applies. The Law on Elections is old."))
    assert (law.key, law.kind, law.year) == ("xv/law-on-election", "constitutional-law", 1995)


@pytest.mark.parametrize(
    ("told", "date", "reason"),
    [
        ("2018", "2018-06-29", "the one amendment of that year"),
        ("June 2018", "2018-06-29", "the one of that month"),
        ("2019", "2019", "no closer date is known"),
        ("2020", "2020", "two amendments of that year"),
        ("2021", "2021", "one that the register lacks"),
    ],
)
@pytest.mark.usefixtures("register")
def test_the_date_of_an_amendment_is_made_closer(told: str, date: str, reason: str) -> None:
    report = report_of(f"The Law on Elections was amended in {told}.")
    assert [one.date for one in find_amendments(report, find_laws(report))] == [date], reason


@pytest.mark.usefixtures("register")
def test_a_register_is_a_graph_of_its_own(tmp_path: Path) -> None:
    told = registered(tmp_path)
    shore, court = body("shore"), body("port-court")
    assert (body("ebb"), scr("renamedTo"), shore) in told
    assert (body("port-council"), scr("succeededBy"), court) in told
    assert (court, term("rdf:type"), scr("Body")) in told, "a successor without an entry has a name as well"
    law = NamedNode(address("law", "xv/law-on-election"))
    amendments = {subject for subject, predicate, value in told if (predicate, value) == (scr("amends"), law)}
    assert NamedNode(f"{law.value}#amendment-2018-06-29") in amendments
    assert len(amendments) == 4
    assert not any(value == scr("Mention") for _, _, value in told), "it names; no report is quoted"


def test_a_country_without_a_register_has_no_such_graph(tmp_path: Path) -> None:
    assert not registered(tmp_path)


def registered(store: Path) -> set[tuple[object, ...]]:
    """The triples on registers after a report on Varland was loaded."""
    build = load([INTERIM], Builds(store)).build
    assert build is not None
    return {tuple(quad.triple) for quad in quads_of(build, {REGISTERS_GRAPH} & set(build.graphs))}


def body(name: str) -> NamedNode:
    return NamedNode(address("body", f"xv/{name}"))


def test_without_a_register_all_is_read_as_the_report_puts_it() -> None:
    report = report_of("The Ministry of Waters met. The Voting Code applies.")
    assert [body.key for body in find_bodies(report)] == ["xv/ministry-of-waters"]
    assert [law.key for law in find_laws(report)] == ["xv/voting-code"]


@pytest.mark.parametrize(
    "data", [b"bodies: [{kind: party}]", "bodies: [{name: Møde, kind: party}]".encode("latin-1")]
)
def test_a_register_that_cannot_be_read_is_named(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xw.yaml").write_bytes(data)
    monkeypatch.setenv("SCRUTINEER_REGISTERS", str(tmp_path))
    with pytest.raises(ReportError, match=r"xw\.yaml cannot be read"):
        country_register("xw")


def test_a_folder_of_registers_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_REGISTERS", "nowhere")
    with pytest.raises(ReportError, match="nowhere"):
        own_registers()


def test_the_register_of_kazakhstan_names_only_known_kinds() -> None:
    register = country_register("kz")
    assert {entry.kind for entry in register.bodies} <= {
        "party", "parliament", "local-government", "executive", "court", "media"
    }  # fmt: skip
    assert register.body("Mazhilis") == register.body("Majilis")
    assert register.law("Code of Administrative Violations") == register.law("Administrative Offences Code")
