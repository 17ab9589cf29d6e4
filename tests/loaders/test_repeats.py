"""Recommendations that are made again. All are invented."""

from __future__ import annotations

import pytest

from loaders.repeats import Repeat, Wordings

BAN = "The blanket ban on the voting rights of prisoners should be lifted; any limit should be proportionate."

CASES = [
    # Word for word.
    (BAN, 1.0),
    # A phrase in front, as where it is made a second time.
    (f"As previously recommended, {BAN[0].lower()}{BAN[1:]}", 0.92),
    # A word or two exchanged.
    (
        "The ban on voting rights of prisoners should be lifted; any limits should be proportionate.",
        0.88,
    ),
]
OTHERS = [
    # The same matter, in words of its own.
    "Prisoners should be given the vote, unless a court has taken it from them for a grave offence.",
    # Another matter in the same manner.
    "The ban on rallies in the streets of the capital should be lifted; any fines should be proportionate.",
]


@pytest.mark.parametrize(("later", "score"), CASES)
def test_nearly_the_same_words_repeat(later: str, score: float) -> None:
    wordings = Wordings()
    assert wordings.repeats([("a/1", BAN), ("a/2", OTHERS[0])]) == []
    (repeat,) = wordings.repeats([("b/5", later)])
    assert (repeat.later, repeat.earlier) == ("b/5", "a/1")
    assert repeat.score == pytest.approx(score, abs=0.02)


@pytest.mark.parametrize("later", OTHERS)
def test_other_words_do_not(later: str) -> None:
    wordings = Wordings()
    wordings.repeats([("a/1", BAN)])
    assert wordings.repeats([("b/1", later)]) == []


def test_one_made_three_times_is_a_chain() -> None:
    wordings = Wordings()
    found = [wordings.repeats([(f"{report}/1", BAN)]) for report in "abc"]
    assert found == [[], [Repeat("b/1", "a/1", 1.0)], [Repeat("c/1", "b/1", 1.0)]]


def test_two_alike_in_one_list_do_not_repeat_each_other() -> None:
    assert Wordings().repeats([("a/1", BAN), ("a/2", BAN)]) == []
