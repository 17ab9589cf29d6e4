"""Which lines are headings, how deep they stand, and what their sections are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from loaders.dates import find_dates
from loaders.layout.lines import Line, Role
from loaders.layout.notes import SUPERSCRIPTS
from ontology import read_yaml

_LONGEST_HEADING = 130
_MOST_WORDS = 12
_CONTENTS_TITLE = re.compile(r"(?:table of )?contents$", re.I)
# "IV. LEGAL FRAMEWORK	5", "A. MEDIA ENVIRONMENT ........ 14"
_CONTENTS_ENTRY = re.compile(
    r"(?P<title>.*?\w.*?)(?:\t+\s*|\s*\.{3,}\s*|\s{3,}|\s*…+\s*)(?:\d{1,3}|[ivxlc]+)$"
)
_NUMBERED = re.compile(
    r"""(?P<number>(?:ANNEX|Annex|APPENDIX|Appendix)(?:\s+(?:[IVXLC]+|[A-Z]|\d{1,2}))?(?=[\s.:–-]|$)
          | [IVXLC]+(?=\.) | [A-Z](?=\.(?![A-Z]\.)) | \d{1,2}(?:\.\d{1,2}){0,3}(?=\.?\s))
        [\s.:–-]*(?P<title>.*)$""",
    re.X,
)
_MARKDOWN = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_MARKS = re.compile(rf"[{SUPERSCRIPTS}]+|\*+|\\(?=\W)|</?\w+>")
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to")
)
_OPENING_KINDS = frozenset(["executive-summary", "introduction", "findings", "background"])
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, with the line (index) it stands on. ``number`` and ``level`` as in ``model.Section``."""

    line: int
    last_line: int
    level: int
    number: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: the lines (indices) it takes, and for each entry its words as printed with the
    titles, normalised, that it may stand for (with and without its number, with and without a line above).
    """

    lines: frozenset[int] = frozenset()
    entries: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        return frozenset().union(*(titles for _, titles in self.entries))


def clean(text: str) -> str:
    """A line without footnote markers and emphasis."""
    return _MARKS.sub("", text).strip()


def find_headings(lines: Sequence[Line], contents: Contents, skip: frozenset[int]) -> list[Heading]:
    """The headings of a report's body, in order. ``skip`` are lines (indices) that cannot be headings.

    A title page is often set in headings as well. The body begins with the first heading that is numbered,
    or that names a section reports begin with; where there is one, what stands above it is the title page.
    """
    headings = HeadingFinder(contents, lines, skip).find()
    opening = next((h.line for h in headings if h.number or h.kind in _OPENING_KINDS), None)
    if opening is None or opening == headings[0].line:
        return headings
    return HeadingFinder(contents, lines, skip).find(opening)


def normalised(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


@cache
def _kind_words(annex: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {
        normalised(words): kind
        for kind, entry in read_yaml("sections.yaml").items()
        if entry.get("annex", False) is annex
        for words in entry["words"]
    }
    longest_first = sorted(kinds, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), kinds


def kind_of(title: str, annex: bool = False) -> str:
    """The key of ``sections.yaml`` whose words stand in a heading, the longest words winning, or ''.

    An annex is one of the kinds that are marked as annexes, if it can be.
    """
    pattern, kinds = _kind_words(annex)
    found = pattern.findall(normalised(title))
    if found:
        return kinds[max(found, key=len)]
    return kind_of(title) if annex else ""


def find_contents(lines: Sequence[Line]) -> Contents:
    """The table of contents: entries that end in page numbers, under the word "contents"."""
    for i, line in enumerate(lines):
        if line.role is Role.TEXT and _CONTENTS_TITLE.match(clean(line.text)):
            return _read_contents(lines, i)
    return Contents()


def _read_contents(lines: Sequence[Line], title_line: int) -> Contents:
    taken, entries = {title_line}, list[tuple[str, frozenset[str]]]()
    pending: list[int] = []
    for i in range(title_line + 1, len(lines)):
        line = lines[i]
        if line.role is not Role.TEXT:
            continue
        entry = _CONTENTS_ENTRY.match(line.text)
        if entry:
            wrapped = " ".join([*(lines[k].text for k in pending), entry["title"]])
            numbered = _NUMBERED.match(clean(wrapped))
            titles = [entry["title"], wrapped, *([numbered["title"]] if numbered else [])]
            entries.append((wrapped, frozenset(map(normalised, titles))))
            taken.update(pending, {i})
            pending = []
        else:
            pending.append(i)
            # An entry may be wrapped over two lines; more lines without a page number are no entries.
            if len(pending) > 2:
                break
    return Contents(frozenset(taken), tuple(entries))


class HeadingFinder:
    """Tells headings among the body lines of one report, in order: it keeps the state of the numbering."""

    def __init__(self, contents: Contents, lines: Sequence[Line], skip: frozenset[int]) -> None:
        self._listed = contents.titles
        self._lines = lines
        self._skip = skip | contents.lines
        self._last_number: dict[str, int] = {}
        self._roman_above = False
        self._base_level = 0
        self._in_annex_of_persons = False
        self._in_recommendations = False

    def find(self, first_line: int = 0) -> list[Heading]:
        headings: list[Heading] = []
        used = first_line - 1
        for i, line in enumerate(self._lines):
            if i <= used or line.role is not Role.TEXT or i in self._skip:
                continue
            heading = self._heading_at(i, started=bool(headings or first_line))
            if heading:
                headings.append(heading)
                used = heading.last_line
        return headings

    def _heading_at(self, i: int, started: bool) -> Heading | None:
        line = self._lines[i]
        if len(line.text) > _LONGEST_HEADING or "\t" in line.text:
            return None
        text = clean(line.text)
        if any(day.year for day in find_dates(text)):
            return None
        markdown = _MARKDOWN.match(text)
        if markdown:
            return self._note(i, i, len(markdown[1]), *self._split_number(markdown[2]))
        last = self._wrapped_to(i, text)
        if last > i:
            text = " ".join(clean(self._lines[k].text) for k in range(i, last + 1))
        if not text or text[-1] in ".;,:!?" or not text[0].isalnum():
            return None
        numbered = _NUMBERED.match(text)
        if numbered and numbered["title"] and self._is_numbered_heading(numbered):
            level = self._level_of_number(numbered["number"])
            return self._note(i, last, level, numbered["number"], numbered["title"])
        return self._unnumbered(i, last, text, started)

    def _wrapped_to(self, i: int, text: str) -> int:
        """The last line of a heading in capitals that is broken over lines."""
        last = i
        while (
            last + 1 < len(self._lines)
            and last - i < 2
            and self._lines[last + 1].role is Role.TEXT
            and last + 1 not in self._skip
            and _is_capitals(text)
            and _is_capitals(clean(self._lines[last + 1].text))
            and not _NUMBERED.match(clean(self._lines[last + 1].text))
            and len(text) > 40
        ):
            last += 1
        return last

    def _is_numbered_heading(self, numbered: re.Match[str]) -> bool:
        title = numbered["title"]
        if _is_capitals(title) or self._is_listed(title):
            return True
        if self._in_annex_of_persons:
            return False  # "A. Vollan, Harbour Council" is a person
        arabic = numbered["number"][0].isdigit()
        return _is_title_case(title) and (not arabic or bool(kind_of(title)))

    def _is_listed(self, title: str) -> bool:
        return normalised(title) in self._listed

    def _unnumbered(self, i: int, last: int, text: str, started: bool) -> Heading | None:
        if not self._stands_alone(i, last) or _is_document_title(text):
            return None
        kind = kind_of(text)
        if _is_capitals(text):
            if kind or started or self._is_listed(text):
                return self._note(i, last, 1, "", text)
            return None
        bold = self._lines[i].text.startswith("**") and self._lines[last].text.endswith("**")
        in_list = self._in_recommendations or self._in_annex_of_persons
        fits = kind or bold or in_list or self._is_listed(text)
        opens = started or kind in _OPENING_KINDS
        if opens and fits and _is_title_case(text) and len(text.split()) <= _MOST_WORDS:
            return self._note(i, last, self._base_level + 1, "", text)
        return None

    def _stands_alone(self, first: int, last: int) -> bool:
        before = self._lines[first - 1].role if first else Role.BLANK
        after = self._lines[last + 1].role if last + 1 < len(self._lines) else Role.BLANK
        return Role.TEXT not in (before, after) or (before is not Role.TEXT and first - 1 in self._skip)

    def _split_number(self, text: str) -> tuple[str, str]:
        numbered = _NUMBERED.match(text)
        return (numbered["number"], numbered["title"]) if numbered and numbered["title"] else ("", text)

    def _level_of_number(self, number: str) -> int:
        """The depth of a numbered heading. "I", "C", "V" … may be Roman or letters: the sequence tells."""
        if number[0].isdigit():
            return number.count(".") + 1
        if number.upper().startswith(("ANNEX", "APPENDIX")):
            self._last_number.pop("letter", None)
            return 1
        roman = _roman(number)
        letter = ord(number) - ord("A") + 1 if len(number) == 1 else None
        follows_letter = letter is not None and letter == self._last_number.get("letter", 0) + 1
        follows_roman = roman is not None and roman == self._last_number.get("roman", 0) + 1
        if roman is not None and (letter is None or follows_roman or not follows_letter):
            self._last_number["roman"] = roman
            self._last_number.pop("letter", None)
            self._roman_above = True
            return 1
        self._last_number["letter"] = letter or 0
        return 2 if self._roman_above else 1

    def _note(self, line: int, last: int, level: int, number: str, title: str) -> Heading:
        annex = number.upper().startswith(("ANNEX", "APPENDIX"))
        kind = kind_of(title, annex)
        if number or _is_capitals(title):
            self._base_level = level
            if level == 1:
                self._in_annex_of_persons = kind == "annex-of-persons"
                self._in_recommendations = kind == "recommendations"
        return Heading(line, last, level, number, title, kind)


@cache
def _document_title() -> re.Pattern[str]:
    data = read_yaml("identity.yaml")
    titles = [normalised(title) for entry in data["report_types"].values() for title in entry["titles"]]
    missions = [normalised(name) for names in data["mission_types"].values() for name in names]
    return re.compile(rf"(?:.*\b)?(?:{'|'.join(titles)})$|.*\b(?:{'|'.join(missions)})\b")


def _is_document_title(text: str) -> bool:
    """Whether a line names the report or the mission ("ODIHR Election Observation Mission Final Report")."""
    return bool(_document_title().match(normalised(text)))


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def _is_title_case(text: str) -> bool:
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", text) if w.lower() not in _SMALL_WORDS]
    return bool(words) and text[0].isupper() and sum(w[0].isupper() for w in words) >= 0.75 * len(words)


def _roman(number: str) -> int | None:
    """The value of a Roman numeral in its usual spelling, None for anything else."""
    if not number or set(number) - set(_ROMAN):
        return None
    values = [_ROMAN[c] for c in number]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
