"""Which lines at the end of a page are its footnotes, and which go on with a note of the page before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.pdf.lines import RAISED, SUPERSCRIPTS, TextLine
from loaders.pdf.words import Rule

_NUMBERS = str.maketrans(SUPERSCRIPTS, "0123456789")
_RAISED_LABEL = re.compile(rf"([{SUPERSCRIPTS}]{{1,4}})(?=\s*\S)")
_PLAIN_LABEL = re.compile(r"(\d{1,4})(?=\s)")
_FINISHED = re.compile(r"[.!?…][”\"’')\]]*(?:\]\([^)]*\))?$")
_SMALL = 0.94  # of the size of the body's letters
_LONGEST_SEPARATOR = 0.5  # of the width of the text
_MARGIN = 6.0
_MOST_SKIPPED = 3


@dataclass(slots=True)
class NoteState:
    """What is known of the footnotes so far: the last number, and the text of the last line.

    ``raised`` says whether the body marks its notes by raised figures.
    """

    body_size: float
    raised: bool
    last_number: int = 0
    last_text: str = ""


@dataclass(slots=True)
class PageNotes:
    """The footnotes of a page: lines that go on with an earlier page's note, and those of its own notes."""

    continued: list[TextLine] = field(default_factory=list)
    own: list[TextLine] = field(default_factory=list)


def split_notes(
    lines: Sequence[TextLine], rules: Sequence[Rule], state: NoteState
) -> tuple[list[TextLine], PageNotes]:
    """The body and the footnotes of a column or page, given without running heads and page numbers.

    Footnotes stand at the end, under a short rule or in smaller letters than the body, and the first that
    begins there bears the next number. What stands between the rule and that number goes on with the last
    note of the page before.
    """
    start, ruled = _zone(lines, rules, state)
    zone = lines[start:]
    first = next((i for i, line in enumerate(zone) if _label(line, state) is not None), len(zone))
    unfinished = bool(state.last_number) and not _FINISHED.search(state.last_text)
    goes_on = first > 0 and bool(state.last_number) and (ruled or unfinished)
    if first == len(zone) and not goes_on:
        return list(lines), PageNotes()
    notes = PageNotes(list(zone[:first]) if goes_on else [], list(zone[first:]))
    body = list(lines[:start]) + ([] if goes_on else list(zone[:first]))
    for line in notes.own:
        number = _label(line, state)
        if number is not None:
            state.last_number = number
            plain = _PLAIN_LABEL.match(line.text)
            if plain and state.raised:
                line.text = plain[1].translate(RAISED) + line.text[plain.end() :]
    if zone:
        state.last_text = zone[-1].text
    return body, notes


def _zone(lines: Sequence[TextLine], rules: Sequence[Rule], state: NoteState) -> tuple[int, bool]:
    """Where the footnotes of a column can begin at the earliest, and whether a rule stands above them."""
    small = len(lines)
    while small > 0 and lines[small - 1].size <= _SMALL * state.body_size:
        small -= 1
    if not lines:
        return 0, False
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    separators = sorted(
        (
            rule.bottom
            for rule in rules
            if not rule.is_upright
            and abs(rule.left - left) <= _MARGIN
            and rule.right - rule.left <= _LONGEST_SEPARATOR * (right - left)
        ),
        reverse=True,
    )
    for bottom in separators:
        below = next((i for i, line in enumerate(lines) if line.baseline + line.size * 0.5 < bottom), None)
        if below is not None and (below >= small or _label(lines[below], state) is not None):
            return below, True
    return small, False


def _label(line: TextLine, state: NoteState) -> int | None:
    """The number of the note that begins with a line: one of the next, or 1 where counting restarts."""
    raised = _RAISED_LABEL.match(line.text)
    if raised:
        number = int(raised[1].translate(_NUMBERS))
        follows = state.last_number < number <= state.last_number + _MOST_SKIPPED
        return number if follows or number == 1 else None
    plain = _PLAIN_LABEL.match(line.text)
    if plain and int(plain[1]) == state.last_number + 1:
        return int(plain[1])
    return None
