"""What stands on a page of a PDF: words with their places, the lines drawn on it, the addresses it links to.

Lengths are in points (1/72 inch). Places are counted from the lower left, with the page turned so that most
of its text runs from left to right.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_WIDEST_LETTER_GAP = 0.3  # of the font's size; letters farther apart are of different words
_SAME_BASELINE = 0.04  # of the font's size
_THINNEST_WORD_GAP = 0.12  # of the font's size
_THINNEST_SPACE = 0.04  # likewise; pdfium puts spaces where there are none, before raised figures above all
_THICKEST_RULE = 3.0
_SHORTEST_RULE = 6.0
# Letters that nobody sees: damaged files hold sizes and places that are no numbers, or beyond any paper.
_SMALLEST, _LARGEST, _FARTHEST = 0.5, 1_000.0, 20_000.0
# pdfium gives these for a hyphen at the end of a line; bullets of symbol fonts stand in the private area.
_CHARACTERS = {"\x02": "-", "\ufffe": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf02d": "-"}
_BOLD = re.compile(r"bold|black|heavy|demi", re.I)
_BOLD_WEIGHT = 600

_Place = tuple[float, float]


@dataclass(slots=True)
class Word:
    """Letters that stand together. ``index`` is that of the first among the characters of its page,
    ``spaced`` whether white space stands before it, ``link`` the address it links to.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    index: int
    spaced: bool
    link: str = ""

    @property
    def top(self) -> float:
        return self.baseline + 0.7 * self.size

    def follows(self, other: Word) -> bool:
        """Whether there is a space between the word to the left, ``other``, and this one."""
        gap = (self.left - other.right) / max(self.size, other.size)
        return gap > (_THINNEST_SPACE if self.spaced else _THINNEST_WORD_GAP)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line drawn across or down the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_upright(self) -> bool:
        return self.top - self.bottom > self.right - self.left


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page in the order of the file, ``turned`` those that run in another direction than most,
    the rules drawn on it, whether words are bold, and what share of the page pictures cover.
    """

    words: list[Word]
    turned: list[Word]
    rules: list[Rule]
    is_bold: Callable[[Word], bool]
    pictures: float


def read_page(page: pypdfium2.PdfPage, most_characters: int) -> PageWords | None:
    """The words of a page, None where it holds more than ``most_characters``.

    Raises pypdfium2.PdfiumError for a page whose content cannot be read. ``is_bold`` may be asked as long as
    the page is not closed.
    """
    text = page.get_textpage()
    count = text.count_chars()
    if count > most_characters:
        return None
    by_direction: dict[int, list[Word]] = {}
    for direction, word in _words(text.raw, count):
        by_direction.setdefault(direction, []).append(word)
    main = max(by_direction, key=lambda d: len(by_direction[d]), default=0)
    words = by_direction.pop(main, [])
    rules, pictures = _drawings(page, main)
    _note_links(words, page, main)
    turned = [word for others in by_direction.values() for word in others]
    return PageWords(words, turned, rules, lambda word: _is_bold(text.raw, word.index), pictures)


def _turn(direction: int, x: float, y: float) -> _Place:
    """A place on a page that is turned by so many quarters, so that text in that direction lies level."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[direction]


def _turned_box(direction: int, left: float, bottom: float, right: float, top: float) -> Rule:
    (x1, y1), (x2, y2) = _turn(direction, left, bottom), _turn(direction, right, top)
    return Rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _words(text: ctypes.c_void_p, count: int) -> Iterator[tuple[int, Word]]:
    """The words of a text page, each with the direction it runs in: quarters of a turn."""
    word, heading = None, 0
    for direction, letter in _letters(text, count):
        if word is not None and direction == heading and _goes_on(word, letter):
            word.text += letter.text
            word.right = max(letter.right, word.right)
            continue
        if word is not None:
            yield heading, word
        word, heading = letter, direction
    if word is not None:
        yield heading, word


def _goes_on(word: Word, letter: Word) -> bool:
    size = letter.size
    return (
        not letter.spaced
        and abs(letter.baseline - word.baseline) <= _SAME_BASELINE * size
        and abs(size - word.size) <= 0.1 * size
        and -size < letter.left - word.right <= _WIDEST_LETTER_GAP * size
    )


def _letters(text: ctypes.c_void_p, count: int) -> Iterator[tuple[int, Word]]:
    """The characters of a text page that show, as words of one letter, each with its direction."""
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    direction, scale, raw_size, height, half = 0, 1.0, -1.0, 0.0, ""
    spaced = True
    for i in range(count):
        character = chr(pdfium.FPDFText_GetUnicode(text, i))
        character = _CHARACTERS.get(character, character)
        if "\ud800" <= character < "\ue000":  # characters beyond 65,536 come in two halves
            if character < "\udc00":
                half = character
                continue
            character = (half + character).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if character <= " " or character.isspace():
            spaced = True
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, i, box)
        size = pdfium.FPDFText_GetFontSize(text, i)
        if size != raw_size or y.value != height:  # asked for each letter, this takes a fifth of the time
            pdfium.FPDFText_GetMatrix(text, i, matrix)
            direction, scale = _direction(matrix), (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
            raw_size, height = size, y.value
        left, baseline, right = x.value, y.value, box.right
        if direction:
            left, baseline = _turn(direction, left, baseline)
            right = _turned_box(direction, box.left, box.bottom, box.right, box.top).right
        size *= scale
        seen = abs(left) <= _FARTHEST and abs(right) <= _FARTHEST and abs(baseline) <= _FARTHEST
        if seen and _SMALLEST <= size <= _LARGEST:
            yield direction, Word(character, left, right, baseline, size, i, spaced)
            spaced = False


def _direction(matrix: pdfium.FS_MATRIX) -> int:
    if abs(matrix.b) > abs(matrix.a):
        return 1 if matrix.b > 0 else 3
    return 0 if matrix.a >= 0 else 2


def _is_bold(text: ctypes.c_void_p, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    found = _BOLD.search(name.value.decode("utf-8", "replace"))
    return bool(found) or pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT


def _drawings(page: pypdfium2.PdfPage, direction: int) -> tuple[list[Rule], float]:
    """The thin lines drawn on a page, and the share of the page that pictures cover."""
    rules, pictures = [], 0.0
    edges = [ctypes.c_float() for _ in range(4)]
    width, height = page.get_size()
    for i in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *edges):
            continue
        box = _turned_box(direction, *(edge.value for edge in edges))
        across, up = box.right - box.left, box.top - box.bottom
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += across * up / (width * height or 1)
        elif min(across, up) <= _THICKEST_RULE and max(across, up) >= _SHORTEST_RULE:
            rules.append(box)
    return rules, pictures


def _note_links(words: list[Word], page: pypdfium2.PdfPage, direction: int) -> None:
    """Note at each word what it links to."""
    at, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    places = []
    while pdfium.FPDFLink_Enumerate(page.raw, at, link):
        address = _address(page.pdf, link)
        if address and pdfium.FPDFLink_GetAnnotRect(link, box):
            places.append((_turned_box(direction, box.left, box.bottom, box.right, box.top), address))
    for place, address in places:
        for word in words:
            middle = (word.left + word.right) / 2
            if place.left <= middle <= place.right and place.bottom <= word.baseline + 1 <= place.top:
                word.link = address


def _address(document: pypdfium2.PdfDocument, link: pdfium.FPDF_LINK) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def body_size(words: list[Word]) -> Counter[float]:
    """How many letters stand in which size, in half points."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes
