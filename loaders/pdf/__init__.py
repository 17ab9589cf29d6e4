"""The text of a PDF, as the layout stage reads it.

Pages are separated by form feeds and read column by column. A blank line stands where the gap between two
lines is wider than between the lines of a paragraph. Raised figures are written as superscripts, cells of
tables are separated by tabs, and text that links to an address is written ``[text](address)``. Footnotes
stand at the end of their page under a line of underscores, and whole: what runs on to the next page stands
where the note begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.errors import UnreadableFileError
from loaders.pdf.furniture import find_furniture
from loaders.pdf.lines import SUPERSCRIPTS, Region, TextLine, regions_of
from loaders.pdf.notes import NoteState, split_notes
from loaders.pdf.paragraphs import Paragraphs
from loaders.pdf.words import Rule, body_size, read_page

MOST_PAGES = 600
MOST_CHARACTERS = 5_000_000
_MOST_CHARACTERS_ON_PAGE = 100_000
_FEWEST_LETTERS_ON_PAGE = 20
_PICTURE_OF_PAGE = 0.5  # of the page
_SEPARATOR = "_" * 20


@dataclass(slots=True)
class Page:
    """A page of the file: its lines by regions, ``pictured`` where it shows a picture instead of text."""

    regions: list[Region]
    rules: list[Rule]
    pictured: bool
    body: list[list[TextLine]] = field(default_factory=list)
    notes: list[TextLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF, and what a person should know about it: pages that could not be read."""

    text: str
    warnings: tuple[str, ...] = ()


def read_pdf(data: bytes, name: str) -> PdfText:
    """The text of a PDF. ``name`` is what messages call the file.

    Raises UnreadableFileError for a file that is encrypted, damaged, cut short, without text, or longer than
    ``MOST_PAGES`` pages or ``MOST_CHARACTERS`` characters.
    """
    if b"%%EOF" not in data[-4096:]:
        raise UnreadableFileError(f"{name} is cut short: the end of the PDF is missing. Download it again.")
    with closing(_open(data, name)) as document:
        if len(document) > MOST_PAGES:
            raise UnreadableFileError(
                f"{name} has {len(document):,} pages, and at most {MOST_PAGES} are read. "
                "Reports are shorter: save the pages of the report alone."
            )
        sizes: Counter[float] = Counter()
        pages = list(_pages(document, name, sizes))
    pictured = [i + 1 for i, page in enumerate(pages) if page.pictured]
    if sum(sizes.values()) < _FEWEST_LETTERS_ON_PAGE * min(len(pages), 10):
        shows = "pictures of its pages and no text" if pictured else "no text"
        raise UnreadableFileError(
            f"{name} holds {shows}. If it was scanned, recognise its text first (OCR), e.g. with ocrmypdf, "
            "and load the outcome."
        )
    text = _compose(pages, sizes.most_common(1)[0][0])
    shown = ", ".join(map(str, pictured))
    return PdfText(text, (f"Pages that are pictures without text were not read: {shown}.",) if shown else ())


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableFileError(
                f"{name} is encrypted. Save a copy without a password, e.g. with qpdf --decrypt."
            ) from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise UnreadableFileError(
                f"{name} is protected in a way that is not supported. Save a copy without protection."
            ) from error
        raise UnreadableFileError(
            f"{name} is a damaged PDF. Download it again, or repair it, e.g. with qpdf."
        ) from error


def _pages(document: pypdfium2.PdfDocument, name: str, sizes: Counter[float]) -> Iterator[Page]:
    """The pages of a document, read one by one; ``sizes`` counts the letters in each size."""
    for i in range(len(document)):
        try:
            with closing(document[i]) as page:
                words = read_page(page, _MOST_CHARACTERS_ON_PAGE)
                if words is None:
                    raise UnreadableFileError(
                        f"{name} has over {_MOST_CHARACTERS_ON_PAGE:,} characters on page {i + 1}: "
                        "it does not look like a report. Check the file."
                    )
                found = body_size(words.words)
                sizes.update(found)
                pictured = sum(found.values()) < _FEWEST_LETTERS_ON_PAGE and words.pictures > _PICTURE_OF_PAGE
                regions = regions_of(words)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFileError(
                f"{name} is a damaged PDF: page {i + 1} cannot be read. Download it again, or repair it, "
                "e.g. with qpdf."
            ) from error
        if sum(sizes.values()) > MOST_CHARACTERS:
            raise UnreadableFileError(
                f"{name} holds over {MOST_CHARACTERS:,} characters by page {i + 1}. "
                "Reports are shorter: save the pages of the report alone."
            )
        yield Page(regions, words.rules, pictured)


def _compose(pages: list[Page], size: float) -> str:
    """The text of the pages: running heads, body, footnotes, and what stands at the foot of each."""
    furniture = find_furniture([page.regions for page in pages])
    raised = any(_is_marked(line, size) for page in pages for region in page.regions for line in region.lines)
    state = NoteState(size, raised)
    noted: Page | None = None
    for page in pages:
        for region in page.regions:
            lines = [line for line in region.lines if id(line) not in furniture.all]
            body, notes = split_notes(lines, page.rules, state)
            page.body.append(body)
            if noted:
                noted.notes.extend(notes.continued)
            if notes.own:
                page.notes.extend(notes.own)
                noted = page
    paragraphs = Paragraphs(region.lines for page in pages for region in page.regions)
    return "\f".join(
        "\n".join(_page_lines(page, furniture.heads[i], furniture.feet[i], paragraphs)) + "\n"
        for i, page in enumerate(pages)
    )


def _is_marked(line: TextLine, size: float) -> bool:
    """Whether a line of the body holds a raised figure behind its first word."""
    return abs(line.size - size) < 1 and any(c in SUPERSCRIPTS for c in line.text[1:])


def _page_lines(
    page: Page, heads: Iterable[TextLine], feet: Iterable[TextLine], paragraphs: Paragraphs
) -> Iterator[str]:
    parts = [[line.text.replace("\t", "   ") for line in heads]]
    parts += [paragraphs.text_of(body) for body in page.body]
    if page.notes:
        parts.append([_SEPARATOR, *(line.text for line in page.notes)])
    parts.append([line.text for line in feet])
    shown = [part for part in parts if part]
    for i, part in enumerate(shown):
        if i:
            yield ""
        yield from part
