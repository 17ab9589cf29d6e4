"""Which country, election day and type of report a text is about. The title pages are made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.errors import NotAReportError, UnclearIdentityError
from loaders.given import Given
from loaders.identity import identify
from loaders.layout import lay_out
from loaders.model import Identity, Source

BODY = """

I. EXECUTIVE SUMMARY

The elections were run with care. Voters trusted the election administration, and the elections were calm.

II. LEGAL FRAMEWORK

Elections are governed by an election code, which was amended after the last elections.
"""


def identity_of(text: str, given: Given | None = None) -> Identity:
    return identify(lay_out(Source("report.txt", text, "0" * 64)), Path("report.txt"), given or Given())


CASES: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("identity.yaml").read_text("utf-8")
)
GEORGIA = CASES["title_pages"]["a country that is also a state of the USA"]["text"]
REFERENDUM = CASES["title_pages"]["a referendum"]["text"]


@pytest.mark.parametrize("name", CASES["title_pages"])
def test_title_pages(name: str) -> None:
    case = CASES["title_pages"][name]
    found = identity_of(case["text"] + BODY)
    assert found.report_id == case["report"]
    assert " ".join(found.election_types) == case["types"]
    assert found.early is case.get("early", False)
    assert found.issued == case.get("issued")
    assert found.mission_type == case.get("mission", found.mission_type)


@pytest.mark.parametrize("name", CASES["bodies"])
def test_reports_without_a_title_page(name: str) -> None:
    case = CASES["bodies"][name]
    assert identity_of(case["text"]).report_id == case["report"]


FRONT = "{country}\nParliamentary Elections\n{day}\n\nODIHR Election Observation Mission\nFinal Report"
UNCLEAR = {
    "two countries": (
        FRONT.format(country="GEORGIA and ARMENIA", day="4 April 2032"),
        ("Georgia", "Armenia", "--id"),
    ),
    "no country": (FRONT.format(country="VARLAND", day="4 April 2032"), ("no country", "--id")),
    "no day": (FRONT.format(country="GEORGIA", day="2032"), ("election day", "--id")),
    "no type": ("GEORGIA\nParliamentary Elections\n4 April 2032", ("final report", "--id")),
}


@pytest.mark.parametrize("case", UNCLEAR)
def test_what_cannot_be_told_is_asked_for(case: str) -> None:
    front, words = UNCLEAR[case]
    with pytest.raises(UnclearIdentityError) as caught:
        identity_of(front + BODY)
    message = str(caught.value)
    assert message.startswith("report.txt")
    assert all(word in message for word in words), message


def test_two_days_are_both_named() -> None:
    text = (
        "INTERIM REPORT\n\nI. EXECUTIVE SUMMARY\n\nIn Armenia, elections will be held on 4 April 2032. "
        "Armenia also holds local elections on 11 April 2032. Elections are run by boards. Before elections "
        "and in elections, they count.\n"
    )
    with pytest.raises(UnclearIdentityError, match=r"2032-04-04 and 2032-04-11.*--id"):
        identity_of(text)


def test_a_text_on_something_else_is_no_report() -> None:
    with pytest.raises(NotAReportError, match="hardly speaks of elections"):
        identity_of("I. HERRINGS\n\nThe herrings of Norway are many. In Norway they are eaten raw.\n")


def test_each_part_has_the_words_it_was_read_from() -> None:
    text = GEORGIA + BODY
    evidence = {
        name: text[e.span.start : e.span.end] for name, e in identity_of(text).evidence.items() if e.span
    }
    assert evidence["country"] == "GEORGIA"
    assert evidence["election_date"] == "26 October 2024"
    assert evidence["issued"] == "20 December 2024"
    assert evidence["report_type"] == "Final Report"


# --- what is given from outside -----------------------------------------------------------------------------


def beside(folder: Path, yaml: str, report_id: str | None = None) -> Given:
    (folder / "report.yaml").write_text(yaml, "utf-8")
    return Given.of(folder / "report.txt", report_id)


def test_an_id_goes_before_the_text_and_the_file_beside_it(tmp_path: Path) -> None:
    given = beside(tmp_path, "country: am\nissued: 2032-09-01\n", "al-2032-04-04-interim")
    found = identity_of(REFERENDUM + BODY, given)
    assert (found.report_id, found.country_name) == ("al-2032-04-04-interim", "Albania")
    assert found.election_date == date(2032, 4, 4)
    assert found.issued == date(2032, 9, 1)
    assert found.election_types == ("referendum",)


def test_the_file_beside_a_report_may_say_single_things(tmp_path: Path) -> None:
    given = beside(
        tmp_path, "election_date: 2032-04-05\nelection_types: local\nearly: true\nmission_type: EET\n"
    )
    found = identity_of(REFERENDUM + BODY, given)
    assert found.report_id == "kz-2032-04-05-final"
    assert (found.election_types, found.early, found.mission_type) == (("local",), True, "EET")


def test_norway_is_a_country_in_yaml_too(tmp_path: Path) -> None:
    assert beside(tmp_path, "country: no\n").country == "no"


def test_a_country_without_a_code_has_one_of_those_left_to_users(tmp_path: Path) -> None:
    text = FRONT.format(country="VARLAND", day="4 April 2032") + BODY
    found = identity_of(text, beside(tmp_path, "country: xv\ncountry_name: Varland\n"))
    assert (found.report_id, found.country_name) == ("xv-2032-04-04-final", "Varland")
    with pytest.raises(UnclearIdentityError, match="country_name"):
        identity_of(text, Given.of(Path("report.txt"), "xv-2032-04-04-final"))


MISTAKES = [
    # (the YAML file, what the message names)
    ("id: varland-2032\n", "no report identifier"),
    ("id: xj-2032-13-40-final\n", "2032-13-40"),
    ("id: bq1-2032-04-04-final\n", "no report identifier"),
    ("country: atlantis\n", "atlantis"),
    ("country: yy\n", "no country"),
    ("election_date: in spring\n", "YYYY-MM-DD"),
    ("report_type: essay\n", "final, preliminary, interim"),
    ("election_types: [papal]\n", "presidential, parliamentary"),
    ("early: perhaps\n", "true, false"),
    ("colour: red\n", "country_name"),
    ("- a list\n", "these keys only"),
    ("country: [\n", "cannot be read as YAML"),
]


@pytest.mark.parametrize(("yaml", "named"), MISTAKES)
def test_mistakes_in_the_file_beside_a_report(yaml: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(UnclearIdentityError) as caught:
        beside(tmp_path, yaml)
    assert str(tmp_path / "report.yaml") in str(caught.value)
    assert named in str(caught.value)
