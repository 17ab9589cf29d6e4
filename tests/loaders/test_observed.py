"""Which figures tell in how many of the places observed something is true. All sentences are invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reports import report_in_sections

from loaders.findings import find_findings
from loaders.model import ObservationFigure, Report
from loaders.observed import find_observation_figures

CASES = yaml.safe_load(Path(__file__).with_name("observation_figures.yaml").read_text("utf-8"))


def figures_of(report: Report) -> list[ObservationFigure]:
    block = report.blocks[-1]
    kinds = [section.kind for section in report.section_path(block)]
    return [
        figure for sentence in block.sentences for figure in find_observation_figures(block, sentence, kinds)
    ]


def shown(figure: ObservationFigure) -> str:
    """A figure as the table of cases writes it."""
    numbers = (figure.percent, figure.count, figure.total)
    told = ["" if number is None else f"{number:g}" for number in numbers]
    return " | ".join([figure.observed, *told, figure.stage, figure.hedge]).replace("  ", " ").strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['why']}: {case['sentence'][:40]}")
def test_figures_of_a_sentence(case: dict[str, Any]) -> None:
    kind = case.get("section", "counting")
    found = figures_of(report_in_sections(((kind, 1, kind.upper()), case["sentence"])))
    assert [shown(figure) for figure in found] == [told.strip() for told in case["told"]]


def test_the_place_of_a_figure_is_that_of_its_words() -> None:
    sentence = "Seals were missing in nearly 8 per cent of counts observed, and in 9 and 12 polling stations."
    report = report_in_sections((("counting", 1, "COUNTING"), sentence))
    assert [report.source.quote(figure.span) for figure in figures_of(report)] == [
        "nearly 8 per cent of counts observed",
        "9",
        "12 polling stations",
    ]


def test_the_stage_is_that_of_the_account_the_sentence_stands_in() -> None:
    text = (
        "The opening was observed in 90 polling stations. In 12 polling stations, seals were missing. "
        "Voting was followed in 900 polling stations. In 40 cases, voters were turned away. "
        "The count was assessed well. In 8 cases, protocols were not posted."
    )
    report = report_in_sections((("election-day", 1, "ELECTION DAY"), text))
    assert [(figure.count, figure.stage) for figure in figures_of(report)] == [
        (12, "opening"),
        (40, "voting"),
        (8, "counting"),
    ]


def test_a_finding_carries_its_figures() -> None:
    sentence = "Counting was assessed negatively in 6 of the 30 polling stations observed."
    [finding] = find_findings(report_in_sections((("counting", 1, "COUNTING"), sentence)), (), ())
    [figure] = finding.figures
    assert (figure.count, figure.total, figure.percent) == (6, 30, None)
