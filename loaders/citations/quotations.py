"""Quotations: instruments named inside one are cited by the text quoted, not by the report."""

from __future__ import annotations

import re

_MARK = re.compile('["“”]')
_LONGEST = 2000


def quotations(text: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks, without the marks. An opening mark that is never closed, or not
    within 2,000 characters, opens nothing."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        at = mark.start()
        if opened is None:
            if _opens(text, at):
                opened = at + 1
        elif at - opened > _LONGEST:
            opened = at + 1 if _opens(text, at) else None
        elif _closes(text, at):
            found.append((opened, at))
            opened = None
    return found


def _opens(text: str, at: int) -> bool:
    """A straight mark opens before a word and after a blank; a curled one by its shape."""
    if text[at] != '"':
        return text[at] == "“"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([—–-/") and bool(after) and not after.isspace()


def _closes(text: str, at: int) -> bool:
    if text[at] != '"':
        return text[at] == "”"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isspace() or not after or not after.isalnum()
