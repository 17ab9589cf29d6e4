"""Bodies named by what stands beside the name: 'the newspaper Evening Tide', 'the Vard (lower house of
parliament)', 'two new parties, Tide and Shore', 'the Hamar district court', 'coast.example'.

The words that introduce them are data (``ontology/bodies.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from babel import Locale

from loaders.body_brackets import SHORT_IN_BRACKETS, with_bracket
from loaders.body_nouns import of_something, person_like, run_of_capitals
from loaders.body_words import Introduction, body_heads, body_nouns, listed_words
from loaders.names import (
    UPPER,
    Word,
    country_names,
    initials_fit,
    is_money,
    outside,
    person_title,
    singular,
    stretch_before,
    strip_possessive,
    words,
)
from ontology import read_yaml


def glossed(text: str) -> Iterator[Introduction]:
    """'the Vard (the lower house of parliament)', 'local councils (Storings)', 'the lower house Vard'."""
    if not re.search(r"\(|house|chamber", text):
        return
    for kind, native_first, pattern in _glosses():
        for found in pattern.finditer(text):
            name, gloss = found["name"], found["gloss"]
            plain = name[0].isupper() or (name.isalpha() and not native_first)
            if plain and not name.isupper() and not outside(name) and not _is_noun(name):
                yield _native(name, kind, *found.span("name"), gloss)


@cache
def _glosses() -> list[tuple[str, bool, re.Pattern[str]]]:
    """Kind of body, whether the native name goes first, and what a name with its explanation looks like."""
    data, found = read_yaml("bodies.yaml"), []
    sort = "|".join(data["gloss-adjectives"])
    for kind, nouns in data["glosses"].items():
        of_parliament = r"(?: of (?:the )?parliament)?"
        gloss = rf"(?P<gloss>(?:(?:{sort}) )*(?:{'|'.join(nouns)}){of_parliament})"
        native = r"(?P<name>[A-Z][\w’-]+(?: [A-Z][\w’-]+)?)"
        found.append((kind, True, re.compile(rf"\b{native} \((?:the )?{gloss}\)")))
        native = r"(?P<name>[^\W\d_][\w’-]+(?: [A-Z][\w’-]+){0,2})"
        found.append((kind, False, re.compile(rf"\b{gloss} \((?:the )?{native}\)")))
    house = r"\b(?P<gloss>(?:lower|upper) (?:house|chamber)(?: of (?:the )?parliament)?),? (?:the )?"
    found.append(("parliament", True, re.compile(house + r"(?P<name>[A-Z][a-z][\w’-]+)\b")))
    return found


def _is_noun(name: str) -> bool:
    return singular(name.split()[-1]) in body_nouns()


def _native(name: str, kind: str, start: int, end: int, gloss: str) -> Introduction:
    one = singular(name)
    plain = re.sub(r" of (?:the )?parliament$", "", gloss)
    forms = {name, one, one + "s", one[0].upper() + one[1:], one[0].lower() + one[1:], one.lower() + "s"}
    whole = gloss if " " in gloss else ""
    aliases = tuple(sorted(forms | ({whole, plain} if " " in plain else set()) - {""}))
    return Introduction(one[0].upper() + one[1:], kind, start, end, "", aliases)


def named_beside(text: str) -> Iterator[Introduction]:
    """'the newspaper Evening Tide', 'the Tide party', 'Free River, a Hamar-based foundation'."""
    for found in _beside().finditer(text):
        kind = _kind_of_apposition(found[1])
        if item := _item(text, found.end()):
            end = item[2] if found[1].endswith("s") else _whole(text, item[2])
            yield with_bracket(text, Introduction(text[item[1] : end], kind, item[1], end))
        elif not found[1].endswith("s"):
            before = _behind_and_the(stretch_before(text, found.start(), limit=7))
            if before and _may_name(before, kind):
                yield _from_words(text, before, kind, found[1])
    for found in re.finditer(r"\b(?:ruling|governing) (?=[A-Z])", text):
        item = _item(text, found.end())
        if item and singular(item[0].split()[-1]) not in body_nouns():
            yield with_bracket(text, Introduction(item[0], "party", *item[1:]))
    for found in _apposed().finditer(text):
        before = stretch_before(text, found.start(), limit=6)
        if before and not person_like(before, 0) and _may_name(before, "party"):
            yield with_bracket(text, _from_words(text, before, _kind_of_apposition(found[1]), ""))


def _behind_and_the(row: list[Word]) -> list[Word]:
    """The words behind 'and the', which parts two names: 'River Watch and the TIDE 31 association'."""
    parted = [i for i in range(1, len(row)) if (row[i - 1].text, row[i].text) == ("and", "the")]
    return row[parted[-1] + 1 :] if parted else row


def _whole(text: str, end: int) -> int:
    """The end of one name that has a comma inside, and an abbreviation behind it: 'the party Fishers for
    Work, Rivers and Peace (FWRP)'.
    """
    each = r"[A-Z]\w+(?: [A-Z]\w+)*"
    going_on = re.compile(rf"(?:, {each})+ and {each}(?= \([A-Z]{{2,}}\))").match(text, end)
    return going_on.end() if going_on else end


def _from_words(text: str, row: list[Word], kind: str, noun: str) -> Introduction:
    name, end = text[row[0].start : row[-1].end], row[-1].end
    aliases = (f"{name} {noun}",) if noun else ()
    behind = end + 1 + len(noun) if noun else end
    found = with_bracket(text, Introduction(name, kind, row[0].start, behind, "", aliases))
    return replace(found, end=end)


def _may_name(row: list[Word], kind: str) -> bool:
    """Whether words beside 'party' and the like are a name, and not a country, a tongue or a place in it."""
    name = " ".join(word.text for word in row)
    if name in country_names() or name in _tongues() or row[-1].text != strip_possessive(row[-1].text):
        return False
    if all(word.text in listed_words("generic") for word in row) or singular(row[-1].text) in body_nouns():
        return False
    return not (len(row) == 1 and row[0].gap == "" and kind != "party")


def listed(text: str) -> Iterator[Introduction]:
    """'two new parties, Tide and Shore', 'seven TV channels: Coast TV (public), K9 and Channel 4'."""
    for found in _list_openings().finditer(text):
        kind = _kind_of_apposition(found["noun"])
        items = list(names_listed(text, found.end()))
        loose = found["opening"] in (None, ", ", " (")
        told = found["number"] or (found["opening"] is None and found["noun"].endswith("s"))
        if loose and not (told and (len(items) > 1 or str(found["number"]).lower() in ("one", "1"))):
            continue
        for name, start, end in items:
            noun = singular(name.split()[-1])
            if noun in body_nouns() and noun not in listed_words("numbered") and not _alone(name, kind):
                continue
            yield with_bracket(text, Introduction(name, kind, start, end))


def _alone(name: str, kind: str) -> bool:
    """Whether one word is the name of a party though it is the noun of bodies: 'Tide, Alliance and Shore'."""
    return kind == "party" and name in body_heads()["civil-society"]["nouns"]


def media_together(text: str) -> Iterator[Introduction]:
    """'the private Coast TV and Wave': what is named in one breath with a medium is one."""
    nouns = listed_words("media-nouns")
    for found in re.finditer(rf"\b(?:{'|'.join(listed_words('media-owned'))}) (?=[A-Z])", text):
        items = list(names_listed(text, found.end()))
        if len(items) > 1 and any(set(name.split()) & nouns for name, *_ in items):
            for name, start, end in items:
                yield with_bracket(text, Introduction(name, "media", start, end))


def monitored(text: str) -> Iterator[Introduction]:
    """'The mission monitored Wave 1 and the newspapers Coast and Ebb': two names or more are media."""
    data = read_yaml("bodies.yaml")["monitored"]
    near = re.compile(rf"\b(?:{'|'.join(data['near'])})\b")
    for found in re.finditer(data["find"], text):
        items = list(names_listed(text, found.end()))
        if len(items) > 1 and near.search(text, max(0, found.start() - 150), items[-1][2] + 60):
            for name, start, end in items:
                yield with_bracket(text, Introduction(name, "media", start, end))


def names_listed(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The names of the list that begins at ``at``, each with its start and end."""
    while item := _item(text, at):
        item = _with_and(text, *item)
        yield item
        at = item[2]
        if parted := re.compile(
            r"(?: \([^()]*\))?(?: [–-] \d[^,;.]{0,20})?(?:,? (?:and|or|as well as) |[,;] )"
        ).match(text, at):
            at = parted.end()
        else:
            return


def _with_and(text: str, name: str, start: int, end: int) -> tuple[str, int, int]:
    """The item, with what 'and' joins to it where both are one name of one abbreviation: 'Ebb and Flow (EF)'.

    So they are where the initials say it, or where the list goes on behind them and they are no end of it.
    """
    alone = (name, start, end)
    opening = re.compile(rf" and (?=[{UPPER}])").match(text, end)
    second = _item(text, opening.end()) if opening else None
    short = second and SHORT_IN_BRACKETS.match(text, second[2])
    if not (second and short):
        return alone
    parts = [word.text for word in words(text[start : second[2]])]
    rest = [word.text for word in words(second[0])]
    goes_on = re.compile(rf", (?:the )?[{UPPER}]").match(text, short.end())
    if initials_fit(short[1], parts) or (goes_on and not initials_fit(short[1], rest)):
        return text[start : second[2]], start, second[2]
    return alone


def _item(text: str, at: int) -> tuple[str, int, int] | None:
    """The name that begins at ``at`` or behind words that may stand before a name: its text, start, end."""
    fillers = "|".join(listed_words("fillers"))
    at = re.compile(rf"(?:(?:{fillers}|the) )*[“\"‘]?").match(text, at).end()  # type: ignore[union-attr]
    row = words(text)
    i = next((i for i, word in enumerate(row) if word.start == at), -1)
    if i < 0 or outside(row[i].text) or person_title(row[i].text):
        return None
    following = row[i + 1 : i + 2]
    numbered = row[i].text.isdigit() and any(w.capital and not outside(w.text) for w in following)
    if not (row[i].capital or numbered or _is_site(row[i].text)):
        return None
    last = run_of_capitals(row, i + 1 if numbered else i)
    last = of_something(row, last)
    if (
        last + 1 < len(row)
        and row[last].text == "Channel"
        and row[last + 1].text.isdigit()
        and row[last + 1].joined
    ):
        last += 1
    if (
        last + 1 < len(row)
        and row[last + 1].text.isdigit()
        and row[last + 1].joined
        and len(row[last + 1].text) < 3
    ):
        last += 1  # "Coast 2"
    name = strip_possessive(text[row[i].start : row[last].end])
    if is_money(text, row[i].start, row[last].end):
        return None
    return None if name in country_names() else (name, row[i].start, row[i].start + len(name))


def small_courts(text: str) -> Iterator[Introduction]:
    """'the Hamar district civil court', 'the court of Hamar'."""
    levels = "|".join(listed_words("courts"))
    for found in re.finditer(rf"(?: (?:{levels}))+ court\b", text):
        if place := stretch_before(text, found.start(), limit=3):
            start, end = place[0].start, found.end()
            yield Introduction(text[start:end], "court", start, end)
    for found in re.finditer(r"(?<=\b[Tt]he )[Cc]ourt of ([A-Z][\w-]+)\b", text):
        if found[1] not in listed_words("courts-of"):
            name = f"Court of {found[1]}"
            yield Introduction(name, "court", *found.span(), "", (found[0],))


def websites(text: str) -> Iterator[Introduction]:
    """Addresses of online media, 'coast.example', in sentences about media."""
    data = read_yaml("bodies.yaml")["websites"]
    near = re.compile(rf"\b(?:{'|'.join(data['near'])})\b")
    for found in re.finditer(
        rf"(?<![@/\w.-])(?:www\.)?([\w-]+(?:\.[\w-]+)*\.{_ending()})(?![\w@/-]|\.\w)", text
    ):
        if _is_site(found[0]) and near.search(text, max(0, found.start() - 250), found.end() + 60):
            yield Introduction(found[1], "media", *found.span(), "", (found[0], f"www.{found[1]}"))


def _ending() -> str:
    """What an address ends in: the letters of a country or a kind."""
    return f"(?:[a-z]{{2,4}}|{'|'.join(read_yaml('bodies.yaml')['websites']['endings'])})"


def _is_site(word: str) -> bool:
    never = read_yaml("bodies.yaml")["websites"]["never"]
    plain = re.fullmatch(rf"(?:www\.)?[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.{_ending()}", word)
    return bool(plain) and not any(part in word for part in never)


@cache
def _tongues() -> frozenset[str]:
    """English names of languages (Unicode CLDR), which are words for nations as well: 'Polish'."""
    return frozenset(Locale("en").languages.values())


def _kind_of_apposition(noun: str) -> str:
    nouns = read_yaml("bodies.yaml")["appositions"]
    return next(str(kind) for kind, row in nouns.items() if noun in row)


def _apposition_nouns() -> str:
    nouns = [noun for row in read_yaml("bodies.yaml")["appositions"].values() for noun in row]
    return "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"\b({_apposition_nouns()})(?=[ ,.;:)’']|$) ?")


@cache
def _apposed() -> re.Pattern[str]:
    most = "|".join(listed_words("superlatives"))
    which = rf"(?:an?|(?:the|one of the) (?:{most}))"
    bracket = r"(?: \([^()]{2,20}\))?"
    return re.compile(rf"{bracket}, {which} (?:[\w-]+ ){{0,4}}?({_apposition_nouns()})\b")


@cache
def _list_openings() -> re.Pattern[str]:
    numbers = "|".join(read_yaml("facts.yaml")["numbers"])
    verbs = ": | were | are | was |,? (?:such as|including|include|included|namely) |, | \\("
    return re.compile(
        rf"(?:\b(?P<number>(?i:{numbers})|\d+) (?:[\w-]+ ){{0,3}}?)?\b(?P<noun>{_apposition_nouns()})"
        r"(?:(?: [a-z][\w-]*| in [A-Z]\w+| \d[\d,]*){0,6}?"
        rf"(?P<opening>{verbs})| (?=[A-Z0-9]))"
    )
