"""Bodies named by the noun they are called by: 'the Harbour Council', 'the Ministry of Rivers'.

The nouns are data (``ontology/bodies.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.body_brackets import with_bracket
from loaders.body_words import Introduction, body_heads, body_nouns, kind_of, listed_words
from loaders.names import (
    Word,
    connects,
    country_names,
    ends_name,
    outside,
    person_title,
    singular,
    strip_possessive,
    words,
)
from ontology import read_yaml

_QUOTED = re.compile(r" [“\"‘]([A-Z][^”\"’]{1,40})[”\"’]")


def by_noun(text: str, country: str = "") -> Iterator[Introduction]:
    """'the Harbour Council', 'the Ministry of Rivers and Forests', 'Radio Coast'. ``country`` is the English
    name of the country the text is about.
    """
    row = words(text)
    free = 0
    for at, word in enumerate(row):
        noun = singular(strip_possessive(word.text))
        if noun not in body_nouns() or not word.capital:
            continue
        first, last = _before(row, at), _behind(row, at, noun)
        following = row[at + 1] if at + 1 < len(row) else None
        if last == at and following and following.joined and singular(following.text) in body_nouns():
            continue  # "Citizen Service Centre": the last noun is the body's
        if (
            last == at
            and following
            and following.joined
            and singular(following.text) in listed_words("of-bodies")
        ):
            continue
        # Inside a longer name only one that opens with its noun is told as well ('of the Ministry of …').
        if row[first].start < free and (first < at or last == at):
            continue
        found = _named(text, row, first, at, last, country)
        if found:
            # Brackets behind a name that stands inside a longer one belong to the longer one.
            yield with_bracket(text, found) if row[first].start >= free else found
            free = max(free, found.end)


def _named(
    text: str, row: tuple[Word, ...], first: int, at: int, last: int, country: str
) -> Introduction | None:
    before = [strip_possessive(word.text) for word in row[first:at]]
    printed = strip_possessive(row[at].text)
    noun = singular(printed)
    titled = last > at and (noun != "Party" or row[at + 1].text == "of")
    general = all(
        word in listed_words("generic") or (word.isdigit() and noun != "Channel") for word in before
    )
    ranked = read_yaml("bodies.yaml")["ranked"]
    if general and not titled and not (set(before) & {*ranked["ranks"]} and noun in ranked["nouns"]):
        return None
    if noun in listed_words("bare-media") and last == at and not before:
        return None
    name = strip_possessive(text[row[first].start : row[last].end])
    if singular(name) in listed_words("never") or name in country_names():
        return None
    aliases: tuple[str, ...] = ()
    if printed != noun:
        rest = strip_possessive(text[row[at].start + len(printed) : row[last].end])
        aliases, name = (name,), f"{text[row[first].start : row[at].start]}{noun}{rest}"
    end = row[first].start + len(strip_possessive(text[row[first].start : row[last].end]))
    found = Introduction(name, kind_of(name, noun), row[first].start, end, "", aliases)
    return _with_own_name(text, row[at : last + 1], found, country)


def _before(row: tuple[Word, ...], at: int) -> int:
    """Index of the first of the capital words before the noun at ``at``."""
    first = at
    while first > 0 and row[first].joined:
        word = row[first - 1]
        if (
            not (word.capital or _numeral(row, first - 1, at))
            or outside(word.text)
            or person_title(word.text)
        ):
            break
        if ends_name(word.text):
            break
        first -= 1
    return _joint(row, first, at)


def _joint(row: tuple[Word, ...], first: int, at: int) -> int:
    """The index of the word before 'and', where both name one body: 'the Rivers and Security Service'."""
    if first < 3 or first == at or row[at].text not in listed_words("joint") or row[first - 1].text != "and":
        return first
    i = first - 1
    while i > 0 and row[i].joined and row[i - 1].capital:
        word = row[i - 1]
        if word.acronym or singular(word.text) in body_nouns() or outside(word.text) or ends_name(word.text):
            break
        i -= 1
    alone = i > 0 and row[i - 1].text.lower() == "the" and row[i].joined and row[first].joined
    return i if alone and i < first - 1 else first


def _numeral(row: tuple[Word, ...], at: int, noun: int) -> bool:
    return row[at].text.isdigit() and singular(row[noun].text) in listed_words("numbered") and at == noun - 1


def _behind(row: tuple[Word, ...], at: int, noun: str) -> int:
    """Index of the last word of the title behind the noun (``at`` itself where there is none)."""
    tails = next(
        tails for kind in body_heads().values() for tails in [kind["tails"]] if noun in kind["nouns"]
    )
    last, i = at, at + 1
    if i < len(row) and row[i].joined and row[i].text.isdigit() and noun == "Channel":
        return i
    own = i < len(row) and row[i].joined and row[i].capital and not outside(row[i].text)
    if own and noun in listed_words("named-behind") and not person_like(row, i):
        return of_something(row, run_of_capitals(row, i)) if noun == "Coalition" else run_of_capitals(row, i)
    if i < len(row) and row[i].joined and row[i].text in tails.get(noun, ("of", "for")):
        last = _title(row, i + 1, at)
    return last


def _title(row: tuple[Word, ...], i: int, last: int) -> int:
    """Index of the last word of 'Rivers, Forests and the Coast of Varland', from ``i``; else ``last``."""
    start = i
    while i < len(row) and row[i].gap in (" ", ", "):
        word = row[i]
        if word.gap == ", " and not (i > start and _enumerates(row, i)):
            break
        if word.capital and not (outside(word.text) and i > start):
            if row[i - 1].text == "and" and (word.acronym or _noun_in(row, i)):
                break
            last = i
            if ends_name(word.text):
                break
        elif not _goes_on(row, i):
            break
        i += 1
    return last


def _goes_on(row: tuple[Word, ...], i: int) -> bool:
    """Whether a title goes on behind the small word at ``i``: '… of the' does, '… and the', '… by' do not."""
    word = row[i].text
    if word == "and":
        return i + 1 < len(row) and row[i + 1].text != "the"
    return word in ("the", "with") or (connects(word) and word not in ("to", "by", "in"))


def _noun_in(row: tuple[Word, ...], i: int) -> bool:
    """Whether the capital words from ``i`` lead to a noun of their own: '… and Supreme Court'."""
    return any(_is_body(row, j) for j in range(i, run_of_capitals(row, i) + 1))


def _is_body(row: tuple[Word, ...], i: int) -> bool:
    """Whether the word is the noun of a body, not of a subject: 'Ministry of Public Administration'."""
    subject = f"{row[i - 1].text} {row[i].text}" in listed_words("subjects") if i else False
    return singular(row[i].text) in body_nouns() and not subject


def _enumerates(row: tuple[Word, ...], at: int) -> bool:
    """Whether a comma parts items of one title: 'Trade, Rivers and Forests'."""
    for i in range(at, min(at + 7, len(row))):
        if row[i].text == "and":
            following = row[i + 1] if i + 1 < len(row) else None
            return bool(following and following.capital and not following.acronym) and not _noun_in(
                row, i + 1
            )
        if not row[i].capital or row[i].acronym or _is_body(row, i) or outside(row[i].text):
            return False
    return False


def run_of_capitals(row: tuple[Word, ...], i: int) -> int:
    """Index of the last of the capital words that begin at ``i``."""
    while i + 1 < len(row) and row[i + 1].joined and row[i + 1].capital and not ends_name(row[i].text):
        inner = (
            connects(row[i + 1].text.lower())
            and i + 2 < len(row)
            and row[i + 2].capital
            and row[i + 2].joined
        )
        if outside(row[i + 1].text) and not inner:  # "Varland Against Floods" goes on
            break
        i += 1
    return i


def of_something(row: tuple[Word, ...], last: int) -> int:
    """Index of the last word of a name that may go on: 'Institute for the Study of Rivers'."""
    while last + 2 < len(row) and row[last + 1].text in ("of", "for") and row[last + 1].joined:
        i = last + (3 if row[last + 2].text in ("a", "an", "the") else 2)
        if i >= len(row) or not row[i].capital or not row[i].joined:
            break
        last = run_of_capitals(row, i)
    return last


def person_like(row: list[Word] | tuple[Word, ...], at: int) -> bool:
    """Whether the name at ``at`` has the title of a person before it or as its first word."""
    return person_title(row[at].text) or (at > 0 and person_title(row[at - 1].text))


def _with_own_name(text: str, row: tuple[Word, ...], found: Introduction, country: str) -> Introduction:
    """With the proper name that follows the description: 'the Fishers' Party of Varland Tide', '“Tide”'.

    ``row`` is the noun and the words of the name behind it.
    """
    if quoted := _QUOTED.match(text, found.end):
        whole = text[found.start : quoted.end()]
        aliases = (*found.aliases, found.name, quoted[1])
        return replace(found, name=whole, end=quoted.end(), aliases=aliases, own=quoted[1])
    if found.kind != "party":
        return found
    behind = [i for i, word in enumerate(row) if word.text == country or word.text in country_names()]
    own = row[behind[-1] + 1 :] if behind else row[1:]
    if own and (behind or not connects(own[0].text)):
        name = strip_possessive(text[own[0].start : own[-1].end])
        return replace(found, aliases=(*found.aliases, name), own=name)
    return found
