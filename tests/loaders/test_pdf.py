"""PDFs give what their texts give, however they are set; and what cannot be read is said."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph.builds import Builds
from loaders.errors import NotAReportError, UnreadableFileError
from loaders.given import Given
from loaders.load import load
from loaders.pdf import MOST_PAGES, read_pdf
from loaders.reading import read_report, read_source
from tests.loaders.test_layout import what_is_found
from tests.reports import FINAL, INTERIM
from tests.reports.printed import PRINTS, Print, print_pdf

# --- one report, set in many ways ---------------------------------------------------------------------------


@cache
def found_in_text() -> dict[str, list[Any]]:
    return what_is_found(FINAL)


@pytest.mark.parametrize("style", PRINTS)
def test_a_pdf_gives_what_its_text_gives(style: str, tmp_path: Path) -> None:
    path = tmp_path / "varland.pdf"
    path.write_bytes(print_pdf(FINAL.read_text("utf-8"), PRINTS[style]))
    shutil.copy(FINAL.with_suffix(".yaml"), path.with_suffix(".yaml"))
    found = what_is_found(path)
    for name, items in found_in_text().items():
        assert found[name] == items, name
    assert not read_report(path, Given.of(path)).warnings


def test_pages_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "varland.pdf"
    path.write_bytes(print_pdf(FINAL.read_text("utf-8"), Print()))
    report = read_report(path, Given.of(FINAL))
    by_title = {section.title: i for i, section in enumerate(report.sections)}
    pages = {title: {b.page for b in report.blocks if b.section == i} for title, i in by_title.items()}
    assert pages["EXECUTIVE SUMMARY"] == {2}
    assert pages["ABOUT ODIHR"] == {8}
    assert {note.block.page for note in report.footnotes} == {2, 3, 4, 5, 6, 7}


# --- the real reports ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["kz-2016-03-20-final", "kz-2019-06-09-nam", "kz-2022-11-20-preliminary"])
def test_real_pdfs_give_what_their_texts_give(name: str, reports: Path) -> None:
    pdf = reports.parent / "reports-pdf" / f"{name}.pdf"
    if not pdf.is_file():
        pytest.skip(f"no real PDFs: put them in {pdf.parent}, beside the folder of the texts")
    found, expected = what_is_found(pdf), what_is_found(reports / f"{name}.txt")
    for part in ("identity", "sections", "citations", "recommendations", "findings", "follow-ups", "facts"):
        assert found[part] == expected[part], part
    assert _notes(found) == _notes(expected)


def _notes(found: dict[str, list[Any]]) -> list[tuple[int, str, str]]:
    """Number, text and last words before the marker; where lines break, editions differ in their spaces."""
    return [
        (number, " ".join(text.split()), before.split()[-1]) for number, text, before, _ in found["footnotes"]
    ]


# --- small pages --------------------------------------------------------------------------------------------

Draw = Callable[[Canvas], None]


def pdf_of(*pages: Draw, encrypt: str | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt, invariant=True)
    for page in pages:
        canvas.setFont("Times-Roman", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(*texts: str, x: float = 72, y: float = 700) -> Draw:
    """Lines below each other; a word behind ``^`` is set raised and small."""

    def draw(canvas: Canvas) -> None:
        for i, line in enumerate(texts):
            at = x
            for j, part in enumerate(line.split("^")):
                size, rise = (7, 4) if j % 2 else (11, 0)
                canvas.setFont("Times-Roman", size)
                canvas.drawString(at, y - 13.2 * i + rise, part)
                at += canvas.stringWidth(part, "Times-Roman", size)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def text_of(*pages: Draw) -> str:
    return read_pdf(pdf_of(*pages), "varland.pdf").text.strip()


PROSE = "The boards of Varland met in the open and kept all of their deadlines in the weeks"


def test_raised_figures_are_superscripts() -> None:
    # Letters are not: ordinals are set like this.
    drawn = lines(PROSE, "before.^12^ The 21^st^ of May was a Sunday, and 9 m^2^ of floor were enough.")
    assert "before.¹² The 21st of May was a Sunday, and 9 m² of floor" in text_of(drawn)


def test_gaps_between_lines_part_paragraphs() -> None:
    drawn = both(lines(PROSE, PROSE, PROSE), lines(PROSE, PROSE, PROSE, y=640))
    assert text_of(drawn) == "\n".join([PROSE] * 3 + [""] + [PROSE] * 3)


def test_cells_are_parted_by_tabs_and_labels_are_not() -> None:
    label = both(lines("IV.", y=500), lines("MEDIA", x=108, y=500))
    row = both(lines("Green Harbour", y=450), lines("298 117", x=300, y=450), lines("37", x=400, y=450))
    assert text_of(both(lines(PROSE, PROSE), label, row)).split("\n\n")[1:] == [
        "IV. MEDIA",
        "Green Harbour\t298 117\t37",
    ]


def test_links_keep_their_addresses() -> None:
    def link(canvas: Canvas) -> None:
        canvas.linkURL("https://varland.example/law", (110, 695, 150, 712))

    assert "See the [Election](https://varland.example/law) Code" in text_of(
        both(lines("See the Election Code of the Republic of Varland."), link)
    )


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"the left column goes on in line {i} of ten" for i in range(10)]
    right = [f"the right column goes on in line {i} of ten" for i in range(10)]
    drawn = both(lines("A heading over both columns of the page of the report"), lines(*left, y=650))
    words = " ".join(text_of(both(drawn, lines(*right, x=310, y=653))).split())
    assert words.index("both columns") < words.index(left[9]) < words.index(right[0])


def test_text_at_a_right_angle_is_not_lost() -> None:
    def aside(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(300, -40, "Draft of the mission")

    assert text_of(both(lines(*[PROSE] * 5), aside)).endswith("Draft of the mission")


# --- files that cannot be read ------------------------------------------------------------------------------


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (30, 40), 200)), 0, 0, *A4)


def nothing(_: Canvas) -> None:
    """A page without anything on it."""


WHOLE = print_pdf(FINAL.read_text("utf-8"), Print())
UNREADABLE = {
    "a PDF that asks for a password": (pdf_of(lines(*[PROSE] * 9), encrypt="herring"), "qpdf --decrypt"),
    "a PDF without its end": (WHOLE[: len(WHOLE) // 2], "cut short"),
    "a PDF that lacks its last bytes": (WHOLE[:-8], "cut short"),
    "a PDF with nothing behind its first line": (b"%PDF-1.7\nherrings\n%%EOF\n", "damaged"),
    "pictures of pages": (pdf_of(picture, picture), "pictures of its pages and no text"),
    "empty pages": (pdf_of(nothing, nothing), "no text"),
    "too many pages": (pdf_of(*[nothing] * (MOST_PAGES + 1)), f"at most {MOST_PAGES} are read"),
    "too much on a page": (pdf_of(lines(*["herrings " * 600] * 25)), "characters on page 1"),
    "a text that is called a PDF": (b"I. MEDIA\n\nHerrings.\n", "is no PDF"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_pdfs_that_cannot_be_read(case: str, tmp_path: Path) -> None:
    data, named = UNREADABLE[case]
    path = tmp_path / "varland.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read_source(path)
    assert str(path) in str(caught.value)
    assert named in str(caught.value)


def test_a_pdf_that_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf_of(lines("Dear Ilona,", "the herrings were good. See you at the elections.")))
    with pytest.raises(NotAReportError, match=r"letter\.pdf has no section headings"):
        read_report(path)


def test_pages_that_are_pictures_are_named() -> None:
    page = lines(*[PROSE] * 9)
    assert read_pdf(pdf_of(page, picture, page), "varland.pdf").warnings == (
        "Pages that are pictures without text were not read: 2.",
    )


# --- loading ------------------------------------------------------------------------------------------------


def test_of_a_text_and_its_pdf_the_text_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for file in (INTERIM, INTERIM.with_suffix(".yaml")):
        shutil.copy(file, folder)
    pdf = folder / INTERIM.with_suffix(".pdf").name
    pdf.write_bytes(WHOLE)
    outcome = load([folder], Builds(tmp_path / "store"))
    assert [loaded.path.name for loaded in outcome.loaded] == [INTERIM.name]
    assert outcome.passed_over == (pdf,)
    assert not outcome.errors


def test_a_pdf_that_cannot_be_read_leaves_the_graph_alone(tmp_path: Path) -> None:
    store, good, bad = Builds(tmp_path / "store"), tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(WHOLE)
    shutil.copy(FINAL.with_suffix(".yaml"), good.with_suffix(".yaml"))
    before = load([good], store).build
    bad.write_bytes(WHOLE[:9000])
    outcome = load([bad], store)
    assert [type(error) for error in outcome.errors] == [UnreadableFileError]
    assert before
    assert outcome.build
    assert outcome.build.quads == before.quads


def test_a_pdf_that_brings_the_reader_down_is_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The program that stands in for the reader ends as one does that is out of memory or time.
    monkeypatch.setattr("loaders.pdf.guarded.sys.executable", "/bin/false")
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7 and so on")
    with pytest.raises(UnreadableFileError, match=r"report\.pdf takes more than 2 GiB .* Print it"):
        read_source(file)
