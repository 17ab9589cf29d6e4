"""Source text becomes sections, sentences and footnotes: the same ones, whatever the layout."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.citations.register import Register
from loaders.extraction import extract
from loaders.given import Given
from loaders.layout import Layout, lay_out
from loaders.layout.sentences import sentence_spans
from loaders.model import BlockKind, Passage, Source
from loaders.reading import read_report
from tests.reports import FINAL, INTERIM
from tests.reports.styles import STYLES, render

NORMALISED = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def laid_out(text: str) -> Layout:
    return lay_out(Source("varland.txt", text, "0" * 64))


def body(text: str) -> list[str]:
    """The blocks of a text under a heading."""
    return [block.text for block in laid_out(f"I. LEGAL FRAMEWORK\n\n{text}\n").blocks]


def anchors(text: str) -> dict[int, str]:
    """The last words before each footnote's marker."""
    return {note.number: note.before for note in laid_out(text).footnotes}


# --- one report, many layouts -------------------------------------------------------------------------------


def what_is_found(path: Path) -> dict[str, list[Any]]:
    """All that is found in a report, without positions."""
    report = read_report(path, Given.of(path))
    found = extract(report, Register.load())
    identity = report.identity
    return {
        "identity": [identity.report_id, identity.election_types, identity.early, identity.issued],
        "sections": _sorted((s.level, s.title.casefold(), s.kind) for s in report.sections),
        "paragraphs": _sorted((block.kind, block.text) for block in report.blocks),
        "footnotes": _sorted(
            (note.number, note.block.text, note.before[-30:].strip(), note.anchor and note.anchor.text)
            for note in report.footnotes
        ),
        "citations": _sorted(
            (c.instrument, c.provision, c.footnote, c.anchor and c.anchor.text) for c in found.citations
        ),
        "findings": _sorted((f.sentence.text, f.assessment, f.topics, f.in_summary) for f in found.findings),
        "recommendations": _sorted(
            (r.number, r.priority, r.group.casefold(), r.passage.text, r.inline and r.inline.text)
            for r in found.recommendations
        ),
        "follow-ups": _sorted((f.sentence.text, f.status) for f in found.follow_ups),
        "facts": _sorted((f.property, f.qualifier, f.value) for f in found.facts),
    }


def _sorted(items: Iterable[tuple[Any, ...]]) -> list[Any]:
    return sorted(items, key=repr)


@cache
def found_in_superscript_style() -> dict[str, list[Any]]:
    return what_is_found(FINAL)


def test_the_invented_report_has_something_of_everything() -> None:
    counts = {name: len(found) for name, found in found_in_superscript_style().items()}
    assert counts["sections"] == 34
    assert counts["footnotes"] == 20
    assert counts["recommendations"] == 10
    assert all(counts.values()), counts


@pytest.mark.parametrize("style", STYLES)
def test_every_layout_reads_the_same(style: str, tmp_path: Path) -> None:
    path = tmp_path / "varland.txt"
    path.write_text(render(FINAL.read_text("utf-8"), STYLES[style]), "utf-8")
    shutil.copy(FINAL.with_suffix(".yaml"), path.with_suffix(".yaml"))
    found, expected = what_is_found(path), found_in_superscript_style()
    for name, items in expected.items():
        assert found[name] == items, name


def test_raw_text_of_a_pdf() -> None:
    report = read_report(INTERIM, Given.of(INTERIM))
    assert " ".join(section.number for section in report.sections) == "I II III IV V VI VII VIII IX X XI"
    assert [note.number for note in report.footnotes] == list(range(1, 13))
    assert not report.warnings
    ends = {note.number: note.before.split()[-1] for note in report.footnotes}
    assert ends[3] == "2028."  # "since 2028.3 Women": a year before the marker
    assert ends[10] == "2032."
    assert ends[11] == "speaks."  # the sentence runs over a page end and a block of notes
    text = "\n".join(block.text for block in report.blocks)
    assert "Some142,000 ballots" in text  # a figure, not footnote 142
    assert "drawn anew by an independent body" in text  # broken over a page end
    assert "adds to transparency. Posts" in text  # broken over a line end
    assert "single-mandate constituencies, 31" in text  # a true hyphen at a line end
    assert "Page:" not in text
    assert "https:" not in text


# --- small cases --------------------------------------------------------------------------------------------

# "|" stands where a sentence ends.
SENTENCES = [
    # A full stop between figures ends nothing, nor does one in a list of paragraphs.
    "Paragraph 7.4 was quoted. | So was paragraph 8.",
    # Abbreviations, with a capital or a figure behind them.
    "See General Comment No. 25. | It speaks of Art. 3 of the law.",
    "Mr. Tallin and Ms. Orre debated. | Dr. Vollan was in the chair.",
    "Boards (i.e. SEB, DEBs and PBs) met. | Others, e.g. Harbour Councils, did not.",
    # The word, not the abbreviation, where no number follows.
    "Was anyone refused? | The boards said no. | All were heard.",
    # Initials.
    "The plaintiff was H. Vollan. | She won.",
    # Quotation marks and brackets behind the stop belong to the sentence that ends.
    "He said “we will vote.” | She agreed. | (So did others.) | All voted.",
    "“Why now?” asked one editor. | Nobody knew!",
    # A sentence may begin with a figure or an accented capital.
    "The SEB met. | 24 boards followed. | Élise Maar spoke.",
    # What follows in lower case goes on.
    "The site varland.example was down. | The SEB moved to sc. voting.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text: str) -> None:
    plain = text.replace(" |", "")
    assert [plain[start:end] for start, end in sentence_spans(plain)] == text.split(" | ")


LONG = "The law on assemblies was amended last year after long debates in the Assembly"
PARAGRAPHS = [
    # Two paragraphs, each finished.
    ("The law changed.\n\nIt is good.", ["The law changed.", "It is good."]),
    # A note in the middle of a sentence.
    (f"{LONG},¹ and\n\n¹ See Article 3.\n\nwas praised.", [f"{LONG}, and was praised."]),
    # … also where the rest begins with a capital, since what stands above is not finished.
    (f"{LONG} of\n\n¹ See Article 3.\n\nVarland.¹ It is in force.", [f"{LONG} of Varland. It is in force."]),
    # … or with a figure: the paragraph's number is no full stop.
    (f"{LONG}, as paragraph 9.2\n\n¹ Nay.\n\nof it asks.¹", [f"{LONG}, as paragraph 9.2 of it asks."]),
    # A form feed is a page end, and a page end ends no sentence.
    (f"{LONG} and\n\fcame into force.", [f"{LONG} and came into force."]),
    # Items of a list, with the label of each left out.
    ("Boards:\n\n• keep lists;\n\n• count votes.", ["Boards:", "keep lists;", "count votes."]),
    # A row of a table keeps its tabs.
    ("Party\tVotes\nGreen Harbour\t298 117", ["Party\tVotes", "Green Harbour\t298 117"]),
    # Links read as their words, emphasis as nothing, escapes as what they stand for.
    ("The [Code \\(2019\\)](https://varland.example/a_(b)) is *in force*.", ["The Code (2019) is in force."]),
    # Ligatures are spelled out; soft hyphens and odd spaces are not read.
    ("Oﬃcial ﬁgures are con\u00adfirmed\u00a0by  all.", ["Official figures are confirmed by all."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paragraphs"), PARAGRAPHS)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert body(text) == paragraphs


WRAPPED = "\n".join(["The board of the harbour district met in the town hall on most days of the month"] * 4)
HYPHENS = [
    # The whole word stands elsewhere in the text.
    ("its decisions are published, which makes for trans-\nparency of its work.", "transparency of its work"),
    # It does not: then the hyphen is one that was printed.
    ("seats are filled in single-\nmandate constituencies.", "single-mandate constituencies"),
    # A dash is no hyphen.
    ("the board sat late –\nuntil midnight.", "sat late – until midnight"),
]


@pytest.mark.parametrize(("text", "reads"), HYPHENS)
def test_hyphens_at_line_ends(text: str, reads: str) -> None:
    [paragraph] = body(
        f"There was full transparency at all times, said those who had come\n{WRAPPED}, and\n{text}"
    )
    assert reads in paragraph


MARKERS = [
    # A figure glued to a word by the PDF is no marker: the sequence has no place for it.
    ("Some142,000 ballots came.1 They were counted.2 All was well.3", ["came.", "counted.", "well."]),
    # A paragraph's number is none either, though footnote 4 would not be far.
    (
        "As paragraph 7.4 asks,1 they were counted.2 Few left.3 Most stayed.4",
        ["asks,", "counted.", "left.", "stayed."],
    ),
    # A year before the marker, as in "2022.1".
    ("So it was in 2022.1 In 2023.2 it was not.3", ["2022.", "2023.", "not."]),
    # Behind quotation marks, brackets and semicolons.
    ("He said “no”;1 others (most)2 said “yes.”3", ["“no”;", "(most)", "“yes.”"]),
]


@pytest.mark.parametrize(("text", "expected"), MARKERS)
def test_markers_among_figures(text: str, expected: list[str]) -> None:
    notes = "\n\n".join(f"{i} See Article {i + 20} of the Code." for i in range(1, len(expected) + 1))
    found = anchors(f"I. LEGAL FRAMEWORK\n\n{text}\n\n{' ' * 40}\n{notes}\n")
    assert [before.split()[-1] for before in found.values()] == expected
    assert list(found) == list(range(1, len(expected) + 1))


def test_markers_side_by_side() -> None:
    found = anchors("I. MEDIA\n\nThe press is free.¹,² It is small.³\n\n¹ See A.\n\n² See B.\n\n³ See C.\n")
    assert found == {1: "The press is free.", 2: "The press is free.", 3: "The press is free. It is small."}


HEADINGS = {
    "Roman numbers, lettered sub-sections; C. is a letter here": (
        "III. MEDIA / A. LANDSCAPE / B. LEGAL FRAMEWORK / C. MONITORING / IV. ELECTION DAY",
        "1 III / 2 A / 2 B / 2 C / 1 IV",
    ),
    "Arabic numbers, with a full stop or without": (
        "4 Legal Framework / 4.1 Electoral System / 5. Voter Registration",
        "1 4 / 2 4.1 / 1 5",
    ),
    "Markdown, with numbers and without": (
        "# Executive Summary / ## A. ELECTORAL SYSTEM / # Media",
        "1 / 2 A / 1",
    ),
    "annexes": ("I. MEDIA / ANNEX I: FINAL RESULTS / ANNEX II: OBSERVERS", "1 I / 1 ANNEX I / 1 ANNEX II"),
    "no numbers at all, as preliminary statements have them": (
        "PRELIMINARY FINDINGS / Legal Framework / Election Administration",
        "1 / 2 / 2",
    ),
}


@pytest.mark.parametrize("case", HEADINGS)
def test_headings(case: str) -> None:
    headings, expected = HEADINGS[case]
    text = "\n\n".join(f"{line}\n\nThe boards met as they should." for line in headings.split(" / "))
    found = [f"{section.level} {section.number}".strip() for section in laid_out(text).sections]
    assert found == expected.split(" / ")


NO_HEADINGS = [
    # An item of a list.
    "1. The law should be amended.",
    # A sentence that begins with an initial, or with "I".
    "A. Vollan was the head of the mission and spoke to all of the parties.",
    # A title and a name.
    "H.E. Orla Maar, Ambassador of Norland",
    # A line of capitals that is a sentence.
    "ALL ARE EQUAL BEFORE THE LAW.",
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_no_headings(line: str) -> None:
    sections = laid_out(f"I. LEGAL FRAMEWORK\n\nThe law is good.\n\n{line}\n\nIt is in force.\n").sections
    assert [section.title for section in sections] == ["LEGAL FRAMEWORK"]


def test_persons_are_no_headings() -> None:
    names = "A. Vollan, Harbour Council\nB. Maar, Board of Fisheries"
    sections = laid_out(f"I. MEDIA\n\nIt is free.\n\nANNEX: LIST OF MEETINGS\n\n{names}\n").sections
    assert [section.title for section in sections] == ["MEDIA", "LIST OF MEETINGS"]


def test_names_of_persons_are_not_loaded() -> None:
    report = read_report(FINAL, Given.of(FINAL))
    assert "Dravecka" in report.source.text
    assert not any("Dravecka" in block.text for block in report.blocks)


def test_what_is_odd_about_the_footnotes_is_said() -> None:
    warnings = laid_out("I. MEDIA\n\nThe press is free.¹ It is small.\n\n¹ See A.\n\n³ See C.\n").warnings
    assert warnings == (
        "Footnotes missing from the sequence: 2.",
        "Footnotes whose marker was not found in the body: 3.",
    )


# --- any text -----------------------------------------------------------------------------------------------

PIECES = [
    *("I. MEDIA\n", "# A\n", "CONTENTS\n", "II. LAW\t4\n", "Page: 4\n", "The law is good.", "•", "\t"),
    *("¹", "¹ See A.\n", "12 See B.\n", "[3]", "[x](#)", "*", "ﬁ", "\u00ad", "trans-\n", "\n\n", "\f"),
    *("\r\n", " ", " " * 30),
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20))).map("".join))


@given(TEXTS)
@settings(deadline=None)
@example("I. MEDIA\n\n¹\n\nThe press is free.\n\n¹ See A.\n")
@example("I. MEDIA\n\nA ﬁne¹ trans-\nparent press.\n\n¹ See transparent.\n")
def test_any_text_is_laid_out_and_maps_back(text: str) -> None:
    layout = laid_out(text)
    for passage in _passages(layout):
        assert len(passage.text) == len(passage.offsets)
        assert list(passage.offsets) == sorted(passage.offsets)
        for letter, offset in zip(passage.text, passage.offsets, strict=True):
            source = text[offset]
            # Cells of a table are parted by tabs, however the text parts them.
            parts_cells = letter == "\t" and source in " |\t"
            assert letter in (source, " ") or parts_cells or letter in NORMALISED.get(source, "")
    assert all(block.text for block in layout.blocks)
    for section in layout.sections:
        assert 0 <= section.span.start < section.span.end <= len(text)


def _passages(layout: Layout) -> Iterable[Passage]:
    for block in (*layout.blocks, *(note.block for note in layout.footnotes)):
        assert block.kind is not BlockKind.FOOTNOTE or block.section is None
        yield block.passage
        yield from (sentence.passage for sentence in block.sentences)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        # A heading that the contents promise and the text lacks, in the contents' words.
        (
            "CONTENTS\n\nI. SUMMARY\t1\nII. MEDIA\t3\n\nI. SUMMARY\n\nThe vote was calm.\n",
            "Headings of the table of contents not found in the text: II. MEDIA.",
        ),
        # A number that the sequence of footnotes leaves out.
        (
            "I. MEDIA\n\nOne.¹ Two.² Four.⁴\n\n¹ First.\n\n² Second.\n\n⁴ Fourth.\n",
            "Footnotes missing from the sequence: 3.",
        ),
        # Numbers that start again: only one run of them can be told for footnotes.
        (
            "I. MEDIA\n\nOne.¹ Two.² Three.³\n\n¹ A.\n\n² B.\n\n³ C.\n\nFour.\n\n¹ D.\n",
            (
                "Lines that begin like footnotes but do not fit the sequence were read as text: 1. "
                "If the numbers start again, load the parts as files of their own."
            ),
        ),
        # A footnote that nothing in the body points to.
        (
            "I. MEDIA\n\nOne.¹ Two.\n\n¹ First.\n\n² Second.\n",
            "Footnotes whose marker was not found in the body: 2.",
        ),
    ],
)
def test_what_does_not_fit_is_said(text: str, warning: str) -> None:
    assert lay_out(Source("report", text, "")).warnings == (warning,)


def test_numbered_lines_that_nothing_points_to_are_no_footnotes() -> None:
    form = "I. FORM\n\n" + "".join(f"{n} Write the name of harbour {n} here\n" for n in range(1, 9))
    assert not laid_out(form).footnotes
