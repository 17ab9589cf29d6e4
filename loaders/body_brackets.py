"""What stands in brackets behind the name of a body: an abbreviation or another name; and bodies
told by such an abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.body_words import Introduction, body_nouns, kind_of
from loaders.names import UPPER, Word, initials_fit, singular, stretch_before, words_before

_SHORT = rf"[{UPPER}][\w/&-]*[{UPPER}][a-z]?s?|[{UPPER}]{{2,}}s?"
_BRACKET = re.compile(r"[”\"’]? \(([^()]{2,80})\)")
SHORT_IN_BRACKETS = re.compile(rf" \(({_SHORT})\)")
"""An abbreviation in brackets behind a name."""

_SHORT_FORM = re.compile(
    rf"(?:(?:hereinafter|henceforth|or|also|the|as) )*[“\"‘]?((?:[{UPPER}]\w* )?(?:{_SHORT}))[”\"’]?"
)
_KNOWN_AS = re.compile(r"(?:also |commonly |better |widely )?(?:known|referred to) as (?:the )?")
_NAME_FORM = re.compile(r"(?:hereinafter |the |[“\"‘])*([A-Z][\w’'-]+(?: [\w’'-]+){0,4}?)[”\"’]?")


def with_bracket(text: str, found: Introduction) -> Introduction:
    """With what stands in brackets right behind the name: an abbreviation or another name."""
    bracket = _BRACKET.match(text, found.end)
    if not bracket:
        return found
    inside = re.split(r"[;,]| - ", bracket[1])[0].strip()
    if called := _KNOWN_AS.match(inside):
        return replace(found, aliases=(*found.aliases, inside[called.end() :].strip("“”\"‘’'")))
    if short := _SHORT_FORM.fullmatch(inside):
        several = singular_short(short[1])
        return replace(found, abbreviation=several, aliases=(*found.aliases, several, several + "s"))
    named = _NAME_FORM.fullmatch(inside)
    if named and singular(named[1].split()[-1]) in body_nouns():
        return replace(found, aliases=(*found.aliases, named[1]))
    return found


def singular_short(short: str) -> str:
    """'TECs' → 'TEC'."""
    return short[:-1] if short.endswith("s") and short[:-1].isupper() else short


def abbreviated(text: str) -> Iterator[Introduction]:
    """'precinct election commissions (PECs)', 'the Office of the Harbour Master (OHM)': by the initials."""
    for bracket in _BRACKET.finditer(text):
        short = _SHORT_FORM.fullmatch(re.split(r"[;,]", bracket[1])[0])
        if not short:
            continue
        before = stretch_before(text, bracket.start())
        starts = [i for i, word in enumerate(before) if word.capital]
        fitting = [i for i in starts if initials_fit(short[1], (word.text for word in before[i:]))]
        name = before[fitting[-1] :] if fitting else before
        if not any(singular(word.text) in body_nouns() for word in name):
            name = _small_name(text, bracket.start(), short[1])
        if len(name) > 1:
            start, printed = name[0].start, text[name[0].start : name[-1].end]
            noun = next(s for word in name if (s := singular(word.text.capitalize())) in body_nouns())
            whole = printed.title() if printed[0].islower() else printed
            whole = singular(whole) if short[1] != singular_short(short[1]) else whole
            found = Introduction(whole, kind_of(whole, noun), start, name[-1].end, "", (printed,))
            yield with_bracket(text, found)


def _small_name(text: str, end: int, short: str) -> list[Word]:
    """The words in small letters before an abbreviation that their initials spell, with a noun of bodies."""
    letters = singular_short(short)
    row = words_before(text, end, len(letters))
    spelled = "".join(word.text[0] for word in row).upper() == letters.upper()
    joined = all(word.joined for word in row[1:])
    known = any(singular(word.text.capitalize()) in body_nouns() for word in row)
    return list(row) if spelled and joined and known and len(letters) > 1 else []
