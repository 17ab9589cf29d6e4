"""Numbers as reports print them, in running text and in the columns of a table."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.figures import Figure, figure_pattern, read_count, read_figure, read_share


@pytest.mark.parametrize(
    ("printed", "figure"),
    [
        ("9,810,852", Figure(9_810_852, 1)),
        ("9 810 852", Figure(9_810_852, 1)),
        ("9\u00a0810\u00a0852", Figure(9_810_852, 1)),
        ("9.810.852", Figure(9_810_852, 1)),
        ("9'810'852", Figure(9_810_852, 1)),
        ("9’810’852", Figure(9_810_852, 1)),
        ("11.9 million", Figure(11_900_000, 100_000)),
        ("8,000", Figure(8_000, 1_000)),
        ("77.12", Figure(77.12, 0.01)),
        ("77,12", Figure(77.12, 0.01)),
        ("ninety-eight", Figure(98, 1)),
        ("Seven", Figure(7, 1)),
    ],
)
def test_numbers_as_printed(printed: str, figure: Figure) -> None:
    assert read_figure(printed) == figure


@pytest.mark.parametrize(
    ("text", "figures", "reason"),
    [
        ("3,061 and 14", ["3,061", "14"], "a comma groups thousands"),
        ("41,2 per cent", ["41,2"], "before 'per cent' it begins the decimals"),
        ("41,2%", ["41,2"], "and before the sign"),
        ("in 12, 15 and 17", ["12", "15", "17"], "elsewhere it parts two numbers"),
        ("2019/20", [], "a season is no number"),
        ("1’234’567 votes", ["1’234’567"], "the apostrophe of Swiss and Liechtenstein reports"),
        ("some 2.4 million", ["2.4 million"], "millions"),
    ],
)
def test_numbers_in_a_sentence(text: str, figures: list[str], reason: str) -> None:
    assert re.findall(figure_pattern(), text) == figures, reason


@pytest.mark.parametrize(
    ("cell", "count", "reason"),
    [
        ("6,183,757", 6_183_757, "commas"),
        ("6 183 757", 6_183_757, "blanks"),
        ("12.345", 12_345, "no votes are cast in parts: the point groups"),
        ("12’345", 12_345, "an apostrophe"),
        ("84", 84, "no mark"),
        ("12.5", None, "no whole number"),
        ("–", None, "no number"),
        ("7 (5.6)", None, "two numbers"),
    ],
)
def test_counts_in_a_cell(cell: str, count: int | None, reason: str) -> None:
    assert read_count(cell) == (count and Figure(count, 1)), reason


@pytest.mark.parametrize(
    ("cell", "share", "reason"),
    [
        ("82.2", 82.2, "a point"),
        ("82,2 %", 82.2, "a comma, and the sign"),
        ("7 per cent", 7, "in words"),
        ("12,345", 12.345, "no share has thousands: the comma begins the decimals"),
        ("1,234,567", None, "no share"),
        ("n/a", None, "no number"),
    ],
)
def test_shares_in_a_cell(cell: str, share: float | None, reason: str) -> None:
    found = read_share(cell)
    assert (found and found.value) == share, reason


SEPARATORS = st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", "'", "’"])


@given(st.integers(0, 10**10), SEPARATORS)
def test_whatever_groups_the_thousands_the_number_is_the_same(number: int, separator: str) -> None:
    printed = f"{number:,}".replace(",", separator)
    assert read_figure(printed).value == number
    assert read_count(printed) == Figure(number, 1)
    assert re.findall(figure_pattern(), f"They are {printed} in all") == [printed]


@given(
    st.integers(0, 100), st.integers(0, 99), st.sampled_from([".", ","]), st.sampled_from(["%", " per cent"])
)
def test_whatever_begins_the_decimals_the_share_is_the_same(
    whole: int, hundredths: int, mark: str, unit: str
) -> None:
    printed = f"{whole}{mark}{hundredths:02}"
    share = whole + hundredths / 100
    assert read_figure(printed).value == pytest.approx(share)
    found = read_share(printed + unit)
    assert found is not None
    assert found.value == pytest.approx(share)
    assert re.findall(figure_pattern(), f"It was {printed}{unit} at last") == [printed]


@given(st.integers(1, 10**8), st.integers(1, 6))
def test_a_rounded_figure_agrees_with_the_exact_one_and_not_the_other_way_round(
    number: int, digits: int
) -> None:
    rounded = round(number, -digits)
    if rounded and rounded != number:
        exact, rough = read_figure(f"{number:,}"), read_figure(f"{rounded:,}")
        assert rough.rounds(exact)
        assert not exact.rounds(rough)
