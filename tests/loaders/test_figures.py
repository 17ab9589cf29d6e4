"""Numbers as reports print them."""

from __future__ import annotations

import pytest

from loaders.figures import Figure, read_figure


@pytest.mark.parametrize(
    ("printed", "figure"),
    [
        ("9,810,852", Figure(9_810_852, 1)),
        ("9 810 852", Figure(9_810_852, 1)),
        ("9.810.852", Figure(9_810_852, 1)),
        ("11.9 million", Figure(11_900_000, 100_000)),
        ("8,000", Figure(8_000, 1_000)),
        ("77.12", Figure(77.12, 0.01)),
        ("ninety-eight", Figure(98, 1)),
        ("Seven", Figure(7, 1)),
    ],
)
def test_numbers_as_printed(printed: str, figure: Figure) -> None:
    assert read_figure(printed) == figure
