"""Cutting a report's text into pieces, and finding a standard by what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.reading import Mark, blocks, pieces, pieces_of_quote, pieces_with_words
from api.search import Instrument, search

TEXT = "Title\n\nI. MEDIA\n\nOne sentence. Another one.\n\n¹ A note.\n\nThe end."


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(
        lambda span: span[0] < span[1]
    )
    return [Mark("finding", *span) for span in draw(st.lists(spans, max_size=8))]


@given(marks())
def test_pieces_are_the_text_and_each_mark_begins_and_ends_once(found: list[Mark]) -> None:
    cut = pieces(TEXT, found)
    assert "".join(piece.text for piece in cut) == TEXT
    for mark in set(found):
        under = "".join(piece.text for piece in cut if mark in piece.marks)
        assert under == TEXT[mark.start : mark.end]
        assert sum(mark in piece.begins for piece in cut) == sum(mark in piece.ends for piece in cut) == 1


@given(marks())
def test_blocks_leave_out_nothing_but_white_space(found: list[Mark]) -> None:
    body = [Mark("paragraph", 17, 43), Mark("bullet", 56, 64)]
    laid_out = list(blocks(TEXT, body, [Mark("section", 7, 15)], found))
    assert [block.kind for block in laid_out] == ["between", "heading", "paragraph", "between", "bullet"]
    shown = "".join(piece.text for block in laid_out for piece in block.pieces)
    assert shown.split() == TEXT.split() or "".join(shown.split()) == "".join(TEXT.split())


def test_a_quote_is_cut_at_offsets_of_its_report() -> None:
    cut = pieces_of_quote("One sentence.", 17, [Mark("citation", 21, 29), Mark("citation", 90, 99)])
    assert [(piece.text, bool(piece.of("citation"))) for piece in cut] == [
        ("One ", False), ("sentence", True), (".", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("see Article 25(b) here", "Article 25(b)", "Article 25(b)"),  # with its closing bracket
        ("see Article 25 here", "Article\n25", "Article 25"),  # a line break in the source
        ("see the 1990 Document here", "the [1990\nDocument", "the 1990 Document"),  # a link in the source
        ("see nothing", "Article 25", ""),
        ("see nothing", "", ""),
    ],
)
def test_citing_words_are_found_in_a_reading_text(text: str, words: str, marked: str) -> None:
    cut = pieces_with_words(text, [words])
    assert "".join(piece.text for piece in cut) == text
    assert "".join(piece.text for piece in cut if piece.of("citation")) == marked


REGISTER = [
    Instrument.named("osce-copenhagen-1990", "Document of the Copenhagen Meeting", [], ["7.5", "7.10"], 9),
    Instrument.named(
        "un-iccpr-1966", "International Covenant on Civil and Political Rights", [], ["25", "25(b)"]
    ),
    Instrument.named("un-ccpr-gc25", "General Comment No. 25 on Article 25 of the ICCPR", [], ["16"]),
    Instrument.named(
        "un-ccpr-gc34", "General Comment No. 34 on Article 19 of the ICCPR", [], ["16", "25"], 3
    ),
    Instrument.named(
        "vc-code-of-good-practice-2002", "Code of Good Practice in Electoral Matters", [], ["I.2.2"], 5
    ),
    Instrument.named("vc-code-of-good-practice-parties-2009", "Code of Good Practice for Parties", [], []),
]


@pytest.mark.parametrize(
    ("typed", "key", "provision", "unknown"),
    [
        ("Copenhagen 7.10", "osce-copenhagen-1990", "7.10", ""),
        ("Paragraph 7.5, Copenhagen Document", "osce-copenhagen-1990", "7.5", ""),
        ("Copenhagen 7.11", "osce-copenhagen-1990", "", "7.11"),
        ("ICCPR article 25", "un-iccpr-1966", "25", ""),  # not the comment that has both words in its title
        ("ICCPR 25 (B)", "un-iccpr-1966", "25(b)", ""),
        ("General Comment 25", "un-ccpr-gc25", "", ""),  # not paragraph 25 of another comment
        ("general comment no. 34 para 25", "un-ccpr-gc34", "25", ""),
        ("code of good practice", "vc-code-of-good-practice-2002", "", ""),  # the one cited more often
        ("code of good practice i.2.2", "vc-code-of-good-practice-2002", "I.2.2", ""),
    ],
)
def test_search_understands_how_people_cite(typed: str, key: str, provision: str, unknown: str) -> None:
    hit = search(typed, REGISTER)[0]
    assert (hit.instrument.key, hit.provision, hit.unknown) == (key, provision, unknown)


@pytest.mark.parametrize("typed", ["", "7.5", "paragraph of the", "(((", "turnip"])
def test_search_finds_nothing_where_nothing_is_named(typed: str) -> None:
    assert search(typed, REGISTER) == []
