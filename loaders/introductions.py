"""The ways in which reports introduce bodies: by a noun ('the Harbour Council'), in brackets, in lists
('two new parties, Tide and Shore'), by a word beside the name ('the newspaper Evening Tide').

Each way is a function from a text to what it finds there; the words they look for are data in
``ontology/bodies.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel import Locale

from loaders.model import Identity
from loaders.names import (
    Mentions,
    Word,
    connects,
    country_names,
    ends_name,
    initials_fit,
    outside,
    person_title,
    singular,
    stretch_before,
    strip_possessive,
    words,
)
from ontology import read_yaml

_SHORT = r"[A-Z][\w/&-]*[A-Z][a-z]?s?|[A-Z]{2,}s?"
_BRACKET = re.compile(r"[”\"’]? \(([^()]{2,80})\)")
_SHORT_FORM = re.compile(
    rf"(?:(?:hereinafter|henceforth|or|also|the|as) )*[“\"‘]?((?:[A-Z]\w* )?(?:{_SHORT}))[”\"’]?"
)
_FORMERLY = re.compile(
    r"(?:formerly|former|previously|known as|until (?:\w+ )?\d{4},?)(?: known as| called)? "
)
_NAME_FORM = re.compile(r"(?:hereinafter |the |[“\"‘])*([A-Z][\w’'-]+(?: [\w’'-]+){0,4}?)[”\"’]?")
_QUOTED = re.compile(r" [“\"‘]([A-Z][^”\"’]{1,40})[”\"’]")


@dataclass(frozen=True, slots=True)
class Introduction:
    """A body as one place introduces it; the name stands at ``text[start:end]``."""

    name: str
    kind: str
    start: int
    end: int
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()
    own: str = ""
    """The proper name where a description goes before it: 'Tide' in 'the Democratic Party of Varland Tide'."""


def introductions(text: str, identity: Identity) -> Iterator[Introduction]:
    """Every body that the text introduces; one body may be told several times."""
    known = list(international(text))
    yield from known
    yield from institutions(text, identity)
    yield from missions(text)
    yield from _without_parts([*by_noun(text), *abbreviated(text)], known)
    yield from glossed(text)
    yield from named_beside(text)
    yield from listed(text)
    yield from small_courts(text)
    yield from websites(text)


def _without_parts(found: list[Introduction], known: list[Introduction]) -> Iterator[Introduction]:
    """Of names that begin at one place the longest, and none that begins as a known organisation does."""
    taken = {one.start for one in known if " " in one.name and one.end - one.start > 12}
    longest = {one.start: max(o.end for o in found if o.start == one.start) for one in found}
    yield from (one for one in found if one.end == longest[one.start] and one.start not in taken)


def by_noun(text: str) -> Iterator[Introduction]:
    """'the Varland Harbour Council', 'the Ministry of Rivers and Forests', 'Radio Coast'."""
    row = words(text)
    free = 0
    for at, word in enumerate(row):
        noun = singular(word.text)
        if noun not in _nouns() or not word.capital:
            continue
        first, last = _before(row, at), _behind(text, row, at, noun)
        following = row[at + 1] if at + 1 < len(row) else None
        if last == at and following and following.joined and singular(following.text) in _nouns():
            continue  # "Citizen Service Centre": the last noun is the body's
        # Inside a longer name only one that opens with its noun is a name of its own ('of the Ministry of …').
        if row[first].start < free and (first < at or last == at):
            continue
        found = _named(text, row, first, at, last)
        if found:
            yield found
            free = max(free, found.end)


def _named(text: str, row: tuple[Word, ...], first: int, at: int, last: int) -> Introduction | None:
    before = [strip_possessive(word.text) for word in row[first:at]]
    noun = singular(row[at].text)
    titled = last > at and (noun != "Party" or row[at + 1].text == "of")
    if all(word in _listed("generic") or word.isdigit() for word in before) and not titled:
        return None
    if noun in ("TV", "Radio", "Channel", "News") and last == at and not before:
        return None
    name = strip_possessive(text[row[first].start : row[last].end])
    if singular(name) in _listed("never") or name in country_names():
        return None
    aliases: tuple[str, ...] = ()
    if row[at].text != noun:
        aliases, name = (
            (name,),
            f"{text[row[first].start : row[at].start]}{noun}{text[row[at].end : row[last].end]}",
        )
    end = row[first].start + len(strip_possessive(text[row[first].start : row[last].end]))
    found = Introduction(name, kind_of(name, noun), row[first].start, end, "", aliases)
    return with_bracket(text, _with_own_name(text, row, at, last, found))


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
        if word.text != (bare := strip_possessive(word.text)) and (bare in country_names() or bare.isupper()):
            break
        first -= 1
    return first


def _numeral(row: tuple[Word, ...], at: int, noun: int) -> bool:
    return row[at].text.isdigit() and singular(row[noun].text) in ("Channel", "TV") and at == noun - 1


def _behind(text: str, row: tuple[Word, ...], at: int, noun: str) -> int:
    """Index of the last word of the title behind the noun (``at`` itself where there is none)."""
    tails = next(tails for kind in _heads().values() for tails in [kind["tails"]] if noun in kind["nouns"])
    last, i = at, at + 1
    if i < len(row) and row[i].joined and row[i].text.isdigit() and noun == "Channel":
        return i
    own = i < len(row) and row[i].joined and row[i].capital and not outside(row[i].text)
    if own and noun in ("Party", "TV", "Radio", "Bloc", "Movement", "Coalition") and not person_like(row, i):
        return _run(row, i)
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
            if row[i - 1].text == "and" and (
                singular(word.text) in _nouns() or word.acronym or _noun_in(row, i)
            ):
                break
            last = i
            if ends_name(word.text):
                break
        elif (
            word.text == "and"
            and (i + 1 < len(row) and row[i + 1].text == "the")
            or word.text in ("to", "by", "in")
        ):
            break
        elif not (connects(word.text) or word.text in ("the", "and", "with")):
            break
        i += 1
    return last


def _noun_in(row: tuple[Word, ...], i: int) -> bool:
    """Whether the capital words from ``i`` lead to a noun of their own: '… and Supreme Court'."""
    return any(singular(row[j].text) in _nouns() for j in range(i, _run(row, i) + 1))


def _enumerates(row: tuple[Word, ...], at: int) -> bool:
    """Whether a comma parts items of one title: 'Trade, Rivers and Forests'."""
    for i in range(at, min(at + 7, len(row))):
        if row[i].text == "and":
            return i + 1 < len(row) and row[i + 1].capital and not _noun_in(row, i + 1)
        if not row[i].capital or row[i].acronym or singular(row[i].text) in _nouns() or outside(row[i].text):
            return False
    return False


def _run(row: tuple[Word, ...], i: int) -> int:
    """Index of the last of the capital words that begin at ``i``."""
    while i + 1 < len(row) and row[i + 1].joined and row[i + 1].capital and not outside(row[i + 1].text):
        if ends_name(row[i].text):
            break
        i += 1
    return i


def _with_own_name(text: str, row: tuple[Word, ...], at: int, last: int, found: Introduction) -> Introduction:
    """With the proper name that follows the description: 'the Fishers' Party of Varland Tide', '“Tide”'."""
    if quoted := _QUOTED.match(text, found.end):
        whole = text[found.start : quoted.end()]
        aliases = (*found.aliases, found.name, quoted[1])
        return replace(found, name=whole, end=quoted.end(), aliases=aliases, own=quoted[1])
    if found.kind != "party" or last == at:
        return found
    behind = [i for i in range(at + 1, last) if row[i].text in country_names()]
    own = row[behind[-1] + 1 : last + 1] if behind else row[at + 1 : last + 1]
    if own and (behind or not connects(own[0].text)):
        name = strip_possessive(text[own[0].start : own[-1].end])
        return replace(found, aliases=(*found.aliases, name), own=name)
    return found


def kind_of(name: str, noun: str) -> str:
    """The kind of a body by the words of its name; '' as noun leaves the words alone to decide."""
    own = next((kind for kind, head in _heads().items() if noun in head["nouns"]), "other")
    for rule in read_yaml("bodies.yaml")["kinds"]:
        fits = noun in rule["nouns"] if rule["nouns"] else own not in ("media", "party")
        if fits and any(re.search(rf"\b{re.escape(word)}\b", name) for word in rule["words"]):
            return str(rule["kind"])
    return own


def with_bracket(text: str, found: Introduction) -> Introduction:
    """With what stands in brackets right behind the name: an abbreviation, another name, a former name."""
    bracket = _BRACKET.match(text, found.end)
    if not bracket:
        return found
    inside = re.split(r"[;,]| - ", bracket[1])[0].strip()
    if former := _FORMERLY.match(inside):
        return replace(found, aliases=(*found.aliases, inside[former.end() :].strip("“”\"‘’'")))
    if short := _SHORT_FORM.fullmatch(inside):
        several = singular_short(short[1])
        return replace(found, abbreviation=several, aliases=(*found.aliases, several, several + "s"))
    named = _NAME_FORM.fullmatch(inside)
    if named and singular(named[1].split()[-1]) in _nouns():
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
        fitting = [i for i in range(len(before)) if initials_fit(short[1], (w.text for w in before[i:]))]
        name = before[fitting[-1] :] if fitting else before
        if not any(singular(word.text) in _nouns() for word in name):
            name = _small_name(text, bracket.start(), short[1])
        if len(name) > 1:
            start, printed = name[0].start, text[name[0].start : name[-1].end]
            noun = next(s for word in name if (s := singular(word.text.capitalize())) in _nouns())
            several = name[-1].text != singular(name[-1].text) and printed[0].islower()
            whole = printed.title() if printed[0].islower() else printed
            whole = singular(whole) if several else whole
            found = Introduction(whole, kind_of(whole, noun), start, name[-1].end, "", (printed,))
            yield with_bracket(text, found)


def _small_name(text: str, end: int, short: str) -> list[Word]:
    """The words in small letters before an abbreviation that their initials spell, with a noun of bodies."""
    letters = singular_short(short)
    row = [word for word in words(text) if word.end <= end][-len(letters) :]
    spelled = "".join(word.text[0] for word in row).upper() == letters.upper()
    joined = all(word.joined for word in row[1:])
    known = any(singular(word.text.capitalize()) in _nouns() for word in row)
    return row if spelled and joined and known and len(letters) > 1 else []


def glossed(text: str) -> Iterator[Introduction]:
    """'the Vard (the lower house of parliament)', 'local councils (Storings)'."""
    for kind, nouns in read_yaml("bodies.yaml")["glosses"].items():
        gloss = rf"(?:[a-z-]+ ){{0,3}}?(?:{'|'.join(nouns)})(?: of (?:the )?parliament)?"
        for found in re.finditer(rf"\b([A-Z][\w’-]+(?: [A-Z][\w’-]+)?) \((?:the )?({gloss})\)", text):
            if not outside(found[1]) and singular(found[1].split()[-1]) not in _nouns():
                yield _native(found[1], kind, found.start(1), found.end(1), found[2])
        house = r"\b((?:lower|upper) (?:house|chamber)(?: of (?:the )?parliament)?),? (?:the )?([A-Z][a-z][\w’-]+)\b"
        for found in re.finditer(house, text) if kind == "parliament" else ():
            yield _native(found[2], kind, found.start(2), found.end(2), found[1])
        plural = rf"((?:(?:lower|upper|single|local|city|regional|district|municipal|village|executive|legislative|unicameral|bicameral|representative|federal|state|national) )*(?:{'|'.join(nouns)})(?: of (?:the )?parliament)?)"
        for found in re.finditer(rf"\b{plural} \((?:the )?([^\W\d_][\w’-]+(?: [A-Z][\w’-]+){{0,2}})\)", text):
            if not found[2].isupper() and (found[2][0].isupper() or found[2].isalpha()):
                yield _native(found[2], kind, found.start(2), found.end(2), found[1])


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
            yield with_bracket(text, Introduction(item[0], kind, *item[1:]))
        elif not found[1].endswith("s"):
            before = stretch_before(text, found.start(), limit=7)
            if before and _may_name(before, kind):
                yield _from_words(text, before, kind, found[1])
    for found in _apposed().finditer(text):
        before = stretch_before(text, found.start(), limit=6)
        if before and not person_like(before, 0) and _may_name(before, "party"):
            yield _from_words(text, before, _kind_of_apposition(found[1]), "")


def _from_words(text: str, row: list[Word], kind: str, noun: str) -> Introduction:
    name = text[row[0].start : row[-1].end]
    aliases = (f"{name} {noun}",) if noun else ()
    return Introduction(name, kind, row[0].start, row[-1].end, "", aliases)


def _may_name(row: list[Word], kind: str) -> bool:
    """Whether words beside 'party' and the like are a name, and not a country, a tongue or a place in it."""
    name = " ".join(word.text for word in row)
    if name in country_names() or name in _tongues() or row[-1].text != strip_possessive(row[-1].text):
        return False
    if all(word.text in _listed("generic") for word in row) or singular(row[-1].text) in _nouns():
        return False
    return not (len(row) == 1 and row[0].gap == "" and kind != "party")


def listed(text: str) -> Iterator[Introduction]:
    """'two new parties, Tide and Shore', 'seven TV channels: Coast TV (public), K9 and Channel 4'."""
    for found in _list_openings().finditer(text):
        kind = _kind_of_apposition(found["noun"])
        items = list(_items(text, found.end()))
        loose = found["opening"] in (None, ", ", " (")
        if loose and not (found["number"] and (len(items) > 1 or found["number"].lower() in ("one", "1"))):
            continue
        for name, start, end in items:
            noun = singular(name.split()[-1])
            if noun in _nouns() and noun not in ("TV", "Radio", "Channel"):
                continue
            yield with_bracket(text, Introduction(name, kind, start, end))


def _items(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    while item := _item(text, at):
        yield item
        at = item[2]
        if parted := re.compile(
            r"(?: \([^()]*\))?(?: [–-] \d[^,;.]{0,20})?(?:,? (?:and|or|as well as) |[,;] )"
        ).match(text, at):
            at = parted.end()
        else:
            return


def _item(text: str, at: int) -> tuple[str, int, int] | None:
    """The name that begins at ``at`` or behind words that may stand before a name: its text, start, end."""
    fillers = "|".join(_listed("fillers"))
    at = re.compile(rf"(?:(?:{fillers}|the) )*[“\"‘]?").match(text, at).end()  # type: ignore[union-attr]
    row = words(text)
    i = next((i for i, word in enumerate(row) if word.start == at), -1)
    if i < 0 or outside(row[i].text) or person_title(row[i].text):
        return None
    numbered = row[i].text.isdigit() and i + 1 < len(row) and row[i + 1].capital
    if not (row[i].capital or numbered or _is_site(row[i].text)):
        return None
    last = _run(row, i + 1 if numbered else i)
    while (
        last + 2 < len(row)
        and row[last + 1].text in ("of", "for")
        and row[last + 2].capital
        and row[last + 1].joined
    ):
        last = _run(row, last + 2)
    if (
        last + 1 < len(row)
        and row[last].text == "Channel"
        and row[last + 1].text.isdigit()
        and row[last + 1].joined
    ):
        last += 1
    name = strip_possessive(text[row[i].start : row[last].end])
    return name, row[i].start, row[i].start + len(name)


def small_courts(text: str) -> Iterator[Introduction]:
    """'the Hamar district civil court', 'the court of Hamar'."""
    levels = "|".join(_listed("courts"))
    for found in re.finditer(rf"\b[A-Z][\w-]+(?: [A-Z][\w-]+)?(?: (?:{levels}))+ court\b", text):
        if not outside(found[0].split()[0]):
            yield Introduction(found[0], "court", *found.span())
    for found in re.finditer(r"(?<=\b[Tt]he )[Cc]ourt of ([A-Z][\w-]+)\b", text):
        if found[1] not in ("Appeal", "Appeals", "Cassation", "First", "Justice", "Human"):
            name = f"Court of {found[1]}"
            yield Introduction(name, "court", *found.span(), "", (found[0],))


def websites(text: str) -> Iterator[Introduction]:
    """Addresses of online media, 'coast.example', in sentences about media."""
    data = read_yaml("bodies.yaml")["websites"]
    near = re.compile(rf"\b(?:{'|'.join(data['near'])})\b")
    for found in re.finditer(
        r"(?<![@/\w.-])(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,4})(?![\w@/-]|\.\w)", text
    ):
        if _is_site(found[0]) and near.search(text, max(0, found.start() - 250), found.end() + 60):
            yield Introduction(found[1], "media", *found.span(), "", (found[0], f"www.{found[1]}"))


def _is_site(word: str) -> bool:
    never = read_yaml("bodies.yaml")["websites"]["never"]
    plain = re.fullmatch(r"(?:www\.)?[a-z0-9][\w-]*(?:\.[\w-]+)*\.[a-z]{2,4}", word)
    return bool(plain) and not any(part in word for part in never) and word[0].islower() | word[0].isdigit()


def international(text: str) -> Iterator[Introduction]:
    """Organisations of ``ontology/bodies.yaml``, by their names and abbreviations."""
    documents = tuple(f" {word}" for word in _listed("documents"))
    for start, end, key in _register().spans(text):
        if not text.startswith(documents, end):
            entry = _entries()[key]
            yield Introduction(
                key, "international-organisation", start, end, *_forms(entry, text[end : end + 16])
            )


def _forms(entry: dict[str, Any], behind: str) -> tuple[str, tuple[str, ...]]:
    """Abbreviation and other names of an entry; an ambiguous abbreviation only where the text gives it."""
    asked = [short for short in entry.get("ask", []) if behind.lstrip("’s ").startswith(f"({short}")]
    shorts = [*entry.get("short", []), *asked]
    return (shorts[0] if shorts else ""), (*shorts, *entry.get("aliases", []))


def institutions(text: str, identity: Identity) -> Iterator[Introduction]:
    """Institutions that every country has under one name: the parliament, the President, the Government."""
    country = identity.country_name
    for entry, find in _plain(country):
        for found in find.finditer(text):
            if _in_quotation(text, found.start()):
                continue
            name = entry["name"].replace("{country}", country) or found[0]
            aliases = tuple(alias.replace("{country}", country) for alias in entry["aliases"])
            yield Introduction(name, entry["kind"], *found.span(), "", aliases)


def missions(text: str) -> Iterator[Introduction]:
    """The observation missions: 'the ODIHR EOM', 'an Election Observation Mission'."""
    for short, name, find in _missions():
        for found in find.finditer(text):
            sender = found["sender"].strip()
            whole = f"{sender} {name}".strip()
            aliases = tuple(dict.fromkeys((short, name, f"{sender} {short}".strip(), found[0])))
            yield Introduction(whole, "international-organisation", *found.span(), short, aliases)


def person_like(row: list[Word] | tuple[Word, ...], at: int) -> bool:
    return at > 0 and person_title(row[at - 1].text) or person_title(row[at].text)


def _in_quotation(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)


@cache
def _heads() -> dict[str, dict[str, Any]]:
    heads: dict[str, dict[str, Any]] = read_yaml("bodies.yaml")["heads"]
    return heads


@cache
def _nouns() -> frozenset[str]:
    return frozenset(noun for head in _heads().values() for noun in head["nouns"])


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(read_yaml("bodies.yaml")[key])


@cache
def _tongues() -> frozenset[str]:
    """English names of languages (Unicode CLDR), which are words for nations as well: 'Polish'."""
    return frozenset(Locale("en").languages.values())


def _kind_of_apposition(noun: str) -> str:
    nouns = read_yaml("bodies.yaml")["appositions"]
    return next(kind for kind, words_ in nouns.items() if noun in words_)


def _apposition_nouns() -> str:
    nouns = [noun for row in read_yaml("bodies.yaml")["appositions"].values() for noun in row]
    return "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"\b({_apposition_nouns()})(?=[ ,.;:)’']|$) ?")


@cache
def _apposed() -> re.Pattern[str]:
    return re.compile(rf", an? (?:[\w-]+ ){{0,4}}?({_apposition_nouns()})\b")


@cache
def _list_openings() -> re.Pattern[str]:
    numbers = "|".join(read_yaml("facts.yaml")["numbers"])
    return re.compile(
        rf"(?:\b(?P<number>(?i:{numbers})|\d+) (?:[\w-]+ ){{0,3}}?)?\b(?P<noun>{_apposition_nouns()})"
        r"(?:(?: [a-z][\w-]*| in [A-Z]\w+){0,6}?"
        r"(?P<opening>: | were | are | was |,? (?:such as|including|include|included|namely) |, | \()| (?=[A-Z0-9]))"
    )


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in read_yaml("bodies.yaml")["international"]}


@cache
def _register() -> Mentions:
    names = {}
    for name, entry in _entries().items():
        names |= {form: name for form in (name, *entry.get("short", []), *entry.get("aliases", []))}
    return Mentions(names)


@cache
def _plain(country: str) -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    rows = read_yaml("bodies.yaml")["plain"]
    escaped = re.escape(country) or "(?!)"
    return tuple((row, re.compile(row["find"].replace("{country}", escaped))) for row in rows)


@cache
def _missions() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data = read_yaml("bodies.yaml")
    return tuple(
        (
            short,
            name,
            re.compile(
                rf"\b(?P<sender>{data['sender']})(?<!International )(?<!Limited )(?:{name}|{short})\b"
            ),
        )
        for short, name in data["missions"].items()
    )
