"""One report in many layouts: the superscript text taken apart, and put together again in another style."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKER = re.compile(f"[{SUPERSCRIPTS}]+")
_NOTE = re.compile(f"([{SUPERSCRIPTS}]+) (.*)")
_HEADING = re.compile(r"(?:(?P<number>[IVX]+|[A-Z])\. |(?P<annex>ANNEX [IVX]+): )?(?P<title>[A-Z’ ]{5,})$")
_SUBHEADING = re.compile(r"[A-Z][\w’-]+(?: [A-Za-z][\w’-]+){0,4}$")
_ENTRY = re.compile(r"(.*)\t(\d+)$")
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")


class Kind(Enum):
    FRONT = auto()
    ENTRY = auto()  # of the table of contents
    HEADING = auto()
    SUBHEADING = auto()
    PARAGRAPH = auto()
    ROW = auto()


class Numbers(Enum):
    """How headings show their place: "A. BOARDS", "## A. BOARDS", "6.1 Boards"."""

    ROMAN = auto()
    MARKDOWN = auto()
    ARABIC = auto()


class Markers(Enum):
    """How a footnote is marked: "vote,⁴", "vote,[4]", "vote,4"."""

    SUPERSCRIPT = "{}"
    BRACKET = "[{}]"
    PLAIN = "{0:}"


@dataclass(frozen=True)
class Style:
    """A layout. ``width`` wraps lines hard and leaves markup out, as text drawn from a PDF has none;
    ``gathered`` puts all notes behind the text; ``form_feeds`` end pages; ``heads`` begin them;
    ``hyphens`` break words at the ends of lines; ``front`` stands before the lines of the title page.
    """

    markers: Markers = Markers.SUPERSCRIPT
    numbers: Numbers = Numbers.ROMAN
    width: int | None = None
    gathered: bool = False
    form_feeds: bool = False
    heads: bool = False
    hyphens: bool = False
    line_end: str = "\n"
    front: str = ""


STYLES = {
    "form feeds behind pages that end in their notes": Style(form_feeds=True),
    "notes in brackets, gathered at the end": Style(Markers.BRACKET, gathered=True),
    "superscripts, gathered at the end": Style(gathered=True),
    "Markdown headings": Style(numbers=Numbers.MARKDOWN),
    "Markdown headings, notes in brackets at the end": Style(
        Markers.BRACKET, numbers=Numbers.MARKDOWN, gathered=True
    ),
    "Markdown headings, on the title page too": Style(numbers=Numbers.MARKDOWN, front="## "),
    "Arabic section numbers": Style(numbers=Numbers.ARABIC),
    "Arabic section numbers, notes in brackets": Style(Markers.BRACKET, numbers=Numbers.ARABIC),
    "plain digits, unwrapped": Style(Markers.PLAIN),
    "plain digits, hard-wrapped, form feeds": Style(Markers.PLAIN, width=100, form_feeds=True),
    "plain digits, hard-wrapped, running heads": Style(Markers.PLAIN, width=100, heads=True),
    "plain digits, hard-wrapped, form feeds and running heads": Style(
        Markers.PLAIN, width=90, form_feeds=True, heads=True
    ),
    "plain digits, gathered at the end": Style(Markers.PLAIN, gathered=True),
    "plain digits, hard-wrapped, gathered at the end": Style(Markers.PLAIN, width=100, gathered=True),
    "plain digits, hard-wrapped, words broken": Style(
        Markers.PLAIN, width=72, form_feeds=True, heads=True, hyphens=True
    ),
    "notes in brackets, hard-wrapped, at page ends": Style(Markers.BRACKET, width=100, heads=True),
    "line ends of Windows": Style(line_end="\r\n"),
    "superscripts, hard-wrapped": Style(width=80, form_feeds=True),
    "plain digits, Arabic numbers, hard-wrapped, form feeds": Style(
        Markers.PLAIN, numbers=Numbers.ARABIC, width=100, form_feeds=True
    ),
}


@dataclass
class Page:
    """What stands on a page: its text in order, and the notes at its end by number."""

    text: list[tuple[Kind, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def pages_of(text: str) -> list[Page]:
    """The pages of a report in superscript style: a page ends with its notes."""
    pages, front = [Page()], True
    for line in filter(None, map(str.strip, text.split("\n"))):
        note = _NOTE.match(line)
        if note:
            pages[-1].notes.append((note[1].translate(_DIGITS), note[2]))
            continue
        if pages[-1].notes:
            pages.append(Page())
        kind = _kind(line)
        front = front and not (kind is Kind.HEADING and line.startswith("I. "))
        pages[-1].text.append((kind if kind is Kind.ENTRY or not front else Kind.FRONT, line))
    return pages


def _kind(line: str) -> Kind:
    bare = _MARKER.sub("", line)
    if re.match(r"(?:[IVX]+|[A-Z])\. .*\t\d+$|(?:ANNEX|ABOUT).*\t\d+$", line):
        return Kind.ENTRY
    if "\t" in line:
        return Kind.ROW
    if _HEADING.match(bare):
        return Kind.HEADING
    return Kind.SUBHEADING if _SUBHEADING.match(bare) else Kind.PARAGRAPH


def render(text: str, style: Style) -> str:
    """A report in superscript style, put into another."""
    pages = pages_of(text)
    if style.gathered:
        pages = [Page(whole(pages), [note for page in pages for note in page.notes])]
    writer = _Writer(style, Counter(re.findall(r"\w+", text)))
    separator = "\f" if style.form_feeds else "\n"
    rendered = separator.join("\n".join(writer.page(page, i + 1)) + "\n" for i, page in enumerate(pages))
    return rendered.replace("\n", style.line_end)


def whole(pages: list[Page]) -> list[tuple[Kind, str]]:
    """The text of all pages, with the paragraphs whole again that a page end cut."""
    whole: list[tuple[Kind, str]] = []
    for page in pages:
        for i, (kind, line) in enumerate(page.text):
            cut = not i and whole and kind is Kind.PARAGRAPH is whole[-1][0]
            if cut and whole[-1][1][-1] not in f".:?!*{SUPERSCRIPTS}":
                whole[-1] = kind, f"{whole[-1][1]} {line}"
            else:
                whole.append((kind, line))
    return whole


class _Writer:
    def __init__(self, style: Style, words: Counter[str]) -> None:
        self._style, self._words = style, words
        self._number, self._depth = [0, 0], 1

    def page(self, page: Page, number: int) -> Iterator[str]:
        if self._style.heads and number > 1:
            yield from ("ODIHR Election Observation Mission Final Report ", f"Varland Page: {number} ", " ")
        above = None
        for kind, line in page.text:
            if kind in (Kind.ROW, Kind.ENTRY, Kind.FRONT) and kind is not above:
                yield ""
            yield from self._line(kind, line)
            above = kind
        if page.notes and self._style.width:
            yield " " * 49
        for mark, note in page.notes:
            yield from (*self._wrapped(f"{self._mark(mark)} {self._plain(note)}"), "")

    def _line(self, kind: Kind, line: str) -> Iterator[str]:
        text = self._plain(_MARKER.sub(lambda found: self._mark(found[0].translate(_DIGITS)), line))
        if kind is Kind.ENTRY and self._style.width:
            title, page = _ENTRY.match(line).groups()  # type: ignore[union-attr]
            yield f"{self._numbered(title):.<90} {page}"
        elif kind is Kind.ENTRY:
            title, page = _ENTRY.match(line).groups()  # type: ignore[union-attr]
            yield f"{self._numbered(title)}\t{page}"
        elif kind is Kind.FRONT:
            yield from (f"{self._style.front}{text}", *([""] if self._style.front else []))
        elif kind is Kind.ROW:
            yield text
        elif kind is Kind.HEADING:
            yield from ("", self._heading(text), "")
        elif kind is Kind.SUBHEADING:
            hashes = f"{'#' * (self._depth + 1)} " if self._style.numbers is Numbers.MARKDOWN else ""
            yield from ("", hashes + text, "")
        else:
            yield from (*self._wrapped(text), "")

    def _heading(self, text: str) -> str:
        self._depth = 2 if re.match(r"[A-H]\. ", text) else 1
        if self._style.numbers is Numbers.MARKDOWN:
            return f"{'#' * self._depth} {text}"
        return self._numbered(text, body=True)

    def _numbered(self, text: str, *, body: bool = False) -> str:
        """A heading or an entry of the contents; Arabic numbers count on through the report."""
        found = re.match(r"(?P<number>[IVX]+|[A-Z])\. (?P<title>.*)", text)
        if self._style.numbers is not Numbers.ARABIC or not found:
            self._number = self._number if body else [0, 0]
            return text
        deeper = len(found["number"]) == 1 and found["number"] in "ABCDEFGH"
        self._number = [self._number[0], self._number[1] + 1] if deeper else [self._number[0] + 1, 0]
        title = re.sub(r"\b(?:And|Of|In|The)\b", lambda small: small[0].lower(), found["title"].title())
        return f"{'.'.join(str(n) for n in self._number if n)} {title}"

    def _mark(self, number: str) -> str:
        if self._style.markers is Markers.SUPERSCRIPT:
            return number.translate(str.maketrans("0123456789", SUPERSCRIPTS))
        return f"[{number}]" if self._style.markers is Markers.BRACKET else number

    def _plain(self, text: str) -> str:
        if not self._style.width:
            return text
        return re.sub(r"\*", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text))

    def _wrapped(self, text: str) -> list[str]:
        if not self._style.width:
            return [text]
        lines = textwrap.wrap(text, self._style.width)
        for i in range(1, len(lines) if self._style.hyphens else 0):
            word = re.match(r"[a-z]{8,}", lines[i])
            if word and self._words[word[0]] > 2:  # it stands unbroken elsewhere
                lines[i - 1] += f" {word[0][:4]}-"
                lines[i] = lines[i][4:]
        return [f"{line} " for line in lines]
