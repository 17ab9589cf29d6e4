"""Recognising instruments: where a text names one, with the year and issuer that belong to its name.

Names come from the register; documents in series are found by their families' patterns. Of the names that
start at one place the longest counts, and a name inside another's ("General Comment No. 25 to Article 25 of
the ICCPR") is no name of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

import ontology
from loaders.citations import families
from loaders.citations.families import Family
from loaders.citations.register import Alias, Instrument, Register
from loaders.citations.words import Names, Words, fold


@dataclass(frozen=True, slots=True)
class Name:
    """An instrument named at ``text[start:end]``; ``core`` is where its name proper starts, behind year and
    issuer, and ``after`` where the text goes on behind an abbreviation or symbol in brackets.

    ``key`` is None where the document cannot be told (``reason`` says why). ``slip`` says what was printed
    wrongly. ``acronym``: it is named by a bare acronym that is also its committee's.
    """

    start: int
    end: int
    core: int
    after: int
    key: str | None
    year: int | None = None
    slip: str = ""
    reason: str = ""
    only_with_provision: bool = False
    acronym: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """What a name in the dictionary stands for: an instrument (``key``) or an issuer, with its ``body``."""

    key: str = ""
    body: str = ""
    alias: Alias | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    """A dictionary name: words ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    known: _Known


@dataclass(frozen=True, slots=True)
class _Core:
    """A name proper at ``text[start:end]``: of one instrument, or a match of a family's pattern."""

    start: int
    end: int
    known: _Known | None = None
    family: Family | None = None
    groups: tuple[tuple[str, str], ...] = ()


_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset(
    fold(m)
    for m in ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)
_YEAR_AFTER_NAME = re.compile(r"\s+(?:of\s+|from\s+)?((?:19|20)\d\d)\b(?!\s*[-–/]\s*\d)")
_DATE_NEAR = re.compile(
    r"[\s,]*(?:\([^()\d]{0,40}\))?[\s,]*(?:\(|from|of|dated|adopted(?:\s+(?:on|in))?|issued(?:\s+(?:on|in))?|"
    r"published(?:\s+(?:on|in))?)?\s*(?:\d{1,2}\s+)?(?:(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)[\s,]+)?((?:19|20)\d\d)\b"
)
_TO_TREATY = re.compile(
    r"\s*,?\s*(?:\((?:19|20)\d\d\)\s*)?(?:to|on|of|under|concerning)?\s*(?:the\s+)?"
    r"(?P<article>(?:Article|article|Art\.)\s+\d{1,2}(?:\s*\(?[a-z]\))?\s*)?(?:(?:of|to)\s+)?(?:the\s+)?"
    r"(?:(?:19|20)\d\d\s+)?(?:(?:UN|United\s+Nations)\s+)?"
)
_SUBTITLE_START = re.compile(
    r"\s*(?:\((?:19|20)\d\d\)\s*)?[:,–-]?\s*(?:(?:(?:to|on)\s+)?Article\s+\d{1,2}\s*:\s*)?[“\"]?"
)
_ON_ARTICLE = re.compile(r"\s*(?:\((?:19|20)\d\d\)\s*)?(?:to|on)\s+(?:Article|article)\s+\d{1,2}(?::\s*)?")
_BRACKET = re.compile(
    r"\s*[”\"’]?\s*[(\[](?P<inside>[^()\[\]]{1,90}(?:\([^()]{1,30}\)[^()\[\]]{0,30})?)[)\]]"
)
_DEFINED = re.compile(
    r"\s*(?:hereinafter|hereafter|henceforth|further|referred\s+to|known|called|as|in\s+the\s+text|the|[:,“”\"'‘’]|\s)*"
    r"(?P<term>[A-ZÀ-Þ][^“”\"]{1,60}?)\s*[“”\"'’]?\s*",
    re.DOTALL,
)
_BY_COMMITTEE = re.compile(r"\s*,?\s*(?:adopted\s+)?(?:by|of|from|to|before)\s+(?:the\s+)?")
_BOUND_BEFORE = re.compile(r"\b(?:of|in|under|the)\s+(?:the\s+)?$")
_RUN_INSIDE = re.compile(
    r"(?i:article|paragraph|para|section|art|guideline|point)s?\.?\s+[\dIVX]|^\s*(?:[IVX]{1,4}\.|\d{1,2}\.\d)"
)
_COMMA = re.compile(r"\s*,\s*")
_FURTHER_NUMBER = re.compile(
    r"\s*(?:,|and|&|or)\s*(?:[Nn]os?\.?\s*)?(?P<number>\d{1,2})(?=\s*(?:[,;.)]|$|(?:and|&|or|to|on|of)\b))(?![.,/]\d)"
)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(fold(word) for word in ontology.read_yaml("citations/grammar.yaml")["fillers"])


class Recogniser:
    """Finds instruments in the texts of one report.

    ``country`` is the report's own (alpha-2), meant where a document about a country names none; ``issued``
    the year of the report, which tells the editions of a document apart; both may be unknown. It remembers the
    abbreviations that texts define, from their definition on.
    """

    def __init__(self, register: Register, country: str = "", issued: int | None = None) -> None:
        self.register = register
        self.country = families.alpha3(country) or ""
        self.issued = issued
        self.heads: dict[str, str] = {}
        self._names = _dictionary(register)
        self._defined: Names[_Known] = Names()
        self._terms: set[str] = set()

    def names(self, text: str) -> list[Name]:
        """The instruments named in ``text``, from left to right. Abbreviations it defines are remembered."""
        found, learnt = self._read(text)
        if learnt:  # the text itself goes on to use what it defined
            found, _ = self._read(text)
        return found

    def _read(self, text: str) -> tuple[list[Name], bool]:
        reader = _Reader(self, text)
        found = reader.names()
        known = len(self._terms)
        for term, key in reader.definitions:
            self._learn(term, key)
        return found, len(self._terms) > known

    def _learn(self, term: str, key: str) -> None:
        head = fold(term.split()[-1]) if len(term.split()) == 1 else ""
        if head in _heads():
            self.heads[head] = key
        elif term not in self._terms and not _stands_for_itself(self._names, term):
            self._terms.add(term)
            self._defined.add(term, _Known(key=key, alias=Alias(term, "")))

    def longest(self, words: Words, at: int) -> tuple[int, _Known] | None:
        own = self._defined.longest(words, at) if self._defined else None
        general = self._names.longest(words, at)
        if own and (not general or own[0] >= general[0]):
            return own
        return general


@cache
def _heads() -> frozenset[str]:
    return frozenset(ontology.read_yaml("citations/grammar.yaml")["heads"])


def _stands_for_itself(names: Names[_Known], term: str) -> bool:
    words = Words(term)
    found = names.longest(words, 0) if len(words) else None
    return bool(found and found[0] == len(words))


@cache
def _dictionary(register: Register) -> Names[_Known]:
    """All names of instruments and issuers; made once for each register."""
    names: Names[_Known] = Names()
    for instrument in register.instruments.values():
        for alias in instrument.aliases:
            names.add(alias.name, _Known(instrument.key, instrument.body, alias))
        if instrument.symbol:
            names.add(
                instrument.symbol, _Known(instrument.key, instrument.body, Alias(instrument.symbol, ""))
            )
    for case in ontology.read_yaml("citations/cases.yaml"):
        number, year = case["application"].split("/")
        for country, code in families.country_codes().items():
            if code == families.alpha3(case["against"]):
                name = f"{case['name']} v. {country}"
                names.add(name, _Known(f"coe-ecthr-{number}-{year}", "", Alias(name, "")))
    for issuer in families.issuers_data():
        for name in issuer["names"]:
            names.add(name, _Known(body=issuer.get("body", "")))
    return names


class _Reader:
    """Reads one text."""

    def __init__(self, recogniser: Recogniser, text: str) -> None:
        self.recogniser = recogniser
        self.register = recogniser.register
        self.text = text
        self.words = Words(text)
        self.hits = self._dictionary_hits()
        self.ending_at = {hit.last: hit for hit in self.hits}
        self.starting_at = {hit.first: hit for hit in self.hits}
        self.candidates: list[Name] = []
        self.definitions: list[tuple[str, str]] = []

    def _dictionary_hits(self) -> list[_Hit]:
        hits, at = [], 0
        while at < len(self.words):
            found = self.recogniser.longest(self.words, at)
            if found:
                hits.append(_Hit(at, found[0], found[1]))
            at = found[0] if found else at + 1
        return hits

    def names(self) -> list[Name]:
        """The names, none inside another or inside the brackets that belong to another."""
        cores = [core for core in self._cores() if not self._in_apposition_to_issuer(core)]
        self.candidates = sorted(
            filter(None, map(self._name, cores)), key=lambda name: (name.start, -name.end)
        )
        kept: list[Name] = []
        for name, following in zip_longest(self.candidates, self.candidates[1:]):
            if kept and name.start < kept[-1].after:
                continue
            if not name.key and following and following.key and following.start < name.end:
                continue  # a document that cannot be told hides none that can
            kept.append(self._with_apposition(name))
        return kept

    # -- names proper

    def _cores(self) -> list[_Core]:
        named = [
            _Core(self.words.starts[hit.first], self.words.ends[hit.last - 1], known=hit.known)
            for hit in self.hits
            if hit.known.key
        ]
        cores = [*named, *self._family_cores(named)]
        cores.sort(key=lambda core: (core.start, -core.end))
        return cores

    def _family_cores(self, named: list[_Core]) -> Iterator[_Core]:
        folded = self.text.casefold()
        starts = [core.start for core in named]
        for family in self.register.families:
            if not any(hint in folded for hint in family.hints):
                continue
            for pattern in family.patterns:
                if not pattern.needs.search(self.text):
                    continue
                for match in pattern.match.finditer(self.text):
                    groups = {**{k: v for k, v in match.groupdict().items() if v}, **pattern.fixed}
                    if "type" in groups and bisect_left(starts, match.start()) != bisect_left(
                        starts, match.end()
                    ):
                        continue  # a long title that runs over another instrument's name
                    yield _Core(match.start(), match.end(), family=family, groups=tuple(groups.items()))
                    if family.name.startswith("general-"):
                        yield from self._further_numbers(family, match.end())

    def _further_numbers(self, family: Family, at: int) -> Iterator[_Core]:
        """ "General Comments No. 25 and 34": each number is a document."""
        while match := _FURTHER_NUMBER.match(self.text, at):
            at = match.end()
            yield _Core(match.start("number"), at, family=family, groups=(("number", match["number"]),))

    # -- the words around them

    def _name(self, core: _Core) -> Name | None:
        first = bisect_left(self.words.starts, core.start)
        start, years, bodies = self._leading(first, bool(core.family))
        if core.known and core.known.alias:
            return self._known_name(core, core.known, core.known.alias, start, years)
        if core.family:
            return self._family_name(core, core.family, start, years, bodies)
        return None

    def _known_name(self, core: _Core, known: _Known, alias: Alias, start: int, years: list[int]) -> Name:
        end = core.end
        if not years and (match := _YEAR_AFTER_NAME.match(self.text, end)):
            year = int(match[1])
            if any(year in self.register.instrument(key).years for key in self._editions(known.key)):
                years, end = [year], match.end()
        year = years[0] if years else None
        key = self._edition(known.key, year)
        slip = self._year_slip(key, year) or ("title" if alias.misnomer else "")
        name = Name(
            start, end, core.start, end, key, year, slip,
            only_with_provision=alias.only_with_provision,
            acronym=bool(known.body) and alias.name.isupper(),
        )  # fmt: skip
        return name

    def _family_name(
        self, core: _Core, family: Family, start: int, years: list[int], bodies: list[str]
    ) -> Name | None:
        groups = dict(core.groups)
        end, body = core.end, ""
        if family.name.startswith("general-"):
            end, body = self._title_of_comment(core, groups, bodies)
        elif "body" in family.parts and not any(bodies):
            end, body = self._committee_after(end)
        filled, missing = self._fill(family, groups, years, [*bodies, body], end)
        if missing:
            return Name(
                start, end, core.start, end, None, reason=f"its {missing} is not printed: {family.name}"
            )
        key = self._same_document(family, filled)
        year = years[0] if years else None
        return Name(start, end, core.start, end, key, year, slip=self._year_slip(key, year))

    def _leading(self, first: int, in_series: bool) -> tuple[int, list[int], list[str]]:
        """What belongs to a name from its left: the offset where it starts then, the years, the committees."""
        words, at, start = self.words, first, first
        years: list[int] = []
        bodies: list[str] = []
        while at > 0:
            hit = self.ending_at.get(at)
            word = words.texts[at - 1]
            if hit and (not hit.known.key or (in_series and hit.known.body and start == first)):
                at = start = hit.first
                bodies.append(hit.known.body)
            elif _YEAR.fullmatch(word) and not years:
                at = start = at - 1
                years.append(int(word))
            elif years and start == at and words.folded[at - 1] in _MONTHS:
                at = start = at - (2 if at > 1 and words.texts[at - 2].isdigit() else 1)
            elif words.folded[at - 1] in _fillers() and word[0].isalpha() and self._touches(at - 1):
                at = start = at - 1
            elif (step := self._joint(at, start)) is not None or (
                in_series and start == first and (step := self._after_comma(at)) is not None
            ):
                at = step
            else:
                break
        return (words.starts[start] if start < len(words) else len(self.text)), years, bodies

    def _after_comma(self, at: int) -> int | None:
        """ "ICCPR, General Comment No. 25": a committee or treaty before the comma, unless it has a provision."""
        hit = self.ending_at.get(at - 1) if self.words.texts[at - 1] == "," else None
        if not hit or not hit.known.body or self._is_bound(hit):
            return None
        return at - 1

    def _is_bound(self, hit: _Hit) -> bool:
        """Whether "of" or "the" before a name ties it to what stands before."""
        start = self.words.starts[hit.first]
        return bool(_BOUND_BEFORE.search(self.text[max(0, start - 12) : start]))

    def _touches(self, index: int) -> bool:
        """Whether only blanks stand between a word and the next."""
        return self.text[self.words.ends[index] : self.words.starts[index + 1]].strip() == ""

    def _joint(self, at: int, start: int) -> int | None:
        """Where to go on reading leftwards over a small word between issuers: the 's of "Venice Commission's",
        the "and" of "ODIHR and Venice Commission", brackets around an issuer, a quotation mark before a title."""
        words = self.words
        word = words.texts[at - 1]
        ends = self.ending_at
        if word.casefold() == "s" and at > 2 and words.texts[at - 2] in "'’" and at - 2 in ends:
            return at - 2
        if word in "'’" and at - 1 in ends:
            return at - 1
        if (
            word in ("and", "&", "/", "-", "–")
            and at - 1 in ends
            and not ends[at - 1].known.key
            and start == at
        ):
            follower = self.starting_at.get(start)
            return at - 1 if follower and not follower.known.key else None
        if (
            word == ")"
            and (inner := ends.get(at - 1))
            and inner.first
            and words.texts[inner.first - 1] == "("
        ):
            return inner.first - 1 if inner.first - 1 in ends else None
        if word in '"“' and at - 1 in ends:
            return at - 1
        return None

    def _title_of_comment(self, core: _Core, groups: dict[str, str], bodies: list[str]) -> tuple[int, str]:
        """Where a general comment's name ends with its title ("to Article 25 of the ICCPR", "on the right of
        peaceful assembly"), and the committee its treaty tells."""
        if match := _TO_TREATY.match(self.text, core.end):
            hit = self._hit_at(match.end())
            if hit and hit.known.body and hit.known.key:
                return self.words.ends[hit.last - 1], hit.known.body
        number = groups.get("number", "").lstrip("0")
        start = _SUBTITLE_START.match(self.text, core.end)
        for body in dict.fromkeys([*filter(None, bodies), "ccpr", "cedaw", "crpd", "cerd"]):
            for code in ("gc", "gr"):
                instrument = self.register.instruments.get(f"un-{body}-{code}{number}")
                end = start and instrument and self._subtitle(instrument, start.end())
                if end:
                    return end, ""
        if match := _ON_ARTICLE.match(self.text, core.end):
            return match.end() - (len(match.group()) - len(match.group().rstrip(": "))), ""
        return core.end, ""

    def _committee_after(self, at: int) -> tuple[int, str]:
        """ "… by the CRPD Committee" behind a name: where it ends then, and the committee."""
        link = _BY_COMMITTEE.match(self.text, at)
        hit = self._hit_at(link.end()) if link else None
        if hit and hit.known.body and not hit.known.key:
            return self.words.ends[hit.last - 1], hit.known.body
        return at, ""

    def _hit_at(self, at: int) -> _Hit | None:
        """The dictionary name that starts at the offset ``at``."""
        index = bisect_left(self.words.starts, at)
        return self.starting_at.get(index) if self.words.starts[index : index + 1] == [at] else None

    def _subtitle(self, instrument: Instrument, at: int) -> int | None:
        for title in sorted(instrument.subtitles, key=len, reverse=True):
            for wording in (title, title.removeprefix("on the "), title.removeprefix("on ")):
                if self.text[at : at + len(wording)].casefold() == wording.casefold():
                    return at + len(wording)
        return None

    # -- which document it is

    def _fill(
        self, family: Family, groups: dict[str, str], years: list[int], bodies: list[str], end: int
    ) -> tuple[dict[str, str], str]:
        """A value for each part of a family's key, and the name of a part for which there is none ('')."""
        sources: dict[str, Callable[[], str]] = {
            "year": lambda: self._year(groups, years, end),
            "country": lambda: self._country(groups),
            "body": lambda: self._body(groups, bodies, family),
            "subject": lambda: _subject(family, groups.get("subject", "")),
            "type": lambda: _type(family, groups.get("type", "")),
        }
        filled = {part: sources.get(part, lambda part=part: groups.get(part, ""))() for part in family.parts}  # type: ignore[misc]
        return filled, next((part for part, value in filled.items() if not value), "")

    def _year(self, groups: dict[str, str], years: list[int], end: int) -> str:
        if printed := groups.get("year"):
            return str(families.full_year(printed))
        if years:
            return str(years[0])
        near = _DATE_NEAR.match(self.text, end)
        return near[1] if near else ""

    def _country(self, groups: dict[str, str]) -> str:
        if iso3 := groups.get("iso3"):
            return iso3
        return families.country_codes().get(groups.get("country", ""), self.recogniser.country)

    def _body(self, groups: dict[str, str], bodies: list[str], family: Family) -> str:
        if acronym := groups.get("acronym"):
            return "cescr" if acronym == "E" else acronym.lower()
        if by := groups.get("by") or groups.get("committee"):
            words = Words(by)
            found = self.recogniser.longest(words, 0)
            bodies = [found[1].body if found else "", *bodies]
        return next(filter(None, bodies), family.defaults.get("body", ""))

    def _same_document(self, family: Family, filled: dict[str, str]) -> str:
        """The key of a family's document; a paper that the register has under a name of its own gets that one."""
        key = family.key_of(filled)
        if family.name == "venice-commission-paper":
            return _by_paper_number(self.register).get((filled["year"], int(filled["number"])), key)
        if family.name == "permanent-council-decision" and filled["number"] == "193":
            return "osce-media-mandate-1997"
        return key

    def _editions(self, key: str) -> Iterator[str]:
        while key:
            yield key
            key = self.register.instrument(key).supersedes

    def _edition(self, key: str, year: int | None) -> str:
        """The edition meant: the one of the year printed, else the newest there was when the report was issued."""
        editions = list(self._editions(key))
        by_year = next((e for e in editions if year and year in self.register.instrument(e).years), None)
        if by_year or len(editions) == 1:
            return by_year or key
        bound = year or self.recogniser.issued
        in_time = (e for e in editions if bound is None or (self.register.instrument(e).year or 0) <= bound)
        return next(in_time, editions[-1])

    def _year_slip(self, key: str, year: int | None) -> str:
        if not year or key not in self.register.instruments:
            return ""
        years = self.register.instruments[key].years
        return f"year {year}" if years and year not in years else ""

    # -- what follows in brackets

    def _with_apposition(self, name: Name) -> Name:
        """Take in what follows in brackets: a symbol, a date, or an abbreviation, which is remembered."""
        after, key, reason = name.end, name.key, name.reason
        for _ in range(3):
            match = _BRACKET.match(self.text, after)
            if not match or _RUN_INSIDE.search(match["inside"]):
                break
            inside = self._named_between(match.start("inside"), match.end("inside"))
            if inside and (key is None or inside[0].key in self._editions_around(key)):
                key, reason = inside[0].key, ""
            if inside and not _is_acronym(match["inside"]) and key not in {other.key for other in inside}:
                break
            if (
                key
                and not inside
                and (term := _DEFINED.fullmatch(match["inside"]))
                and _can_stand_for(term["term"])
            ):
                self.definitions.append((term["term"], key))
            after = match.end()
        link = _COMMA.match(self.text, after)
        symbol = next(iter(self._named_between(link.end(), link.end() + 1)), None) if link else None
        if (
            key
            and symbol
            and symbol.key in self._editions_around(key)
            and self.text.startswith("CDL", symbol.start)
        ):
            after, key = symbol.end, symbol.key
        return replace(name, after=after, key=key, reason=reason)

    def _editions_around(self, key: str) -> set[str]:
        """The key itself and those of its earlier and later editions."""
        later = {k for k, i in self.register.instruments.items() if i.supersedes == key}
        return {*self._editions(key), *later}

    def _named_between(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self.candidates, start, key=lambda name: name.start)
        last = bisect_left(self.candidates, end, key=lambda name: name.start)
        return self.candidates[first:last]

    def _in_apposition_to_issuer(self, core: _Core) -> bool:
        """ "the UN Committee … (CEDAW)": the acronym in brackets is the committee's."""
        at = bisect_left(self.words.starts, core.start)
        opened = at > 1 and self.words.texts[at - 1] == "("
        closed = self.text[core.end : core.end + 1] == ")"
        issuer = self.ending_at.get(at - 1) if opened and closed else None
        return bool(issuer and not issuer.known.key)


def _can_stand_for(term: str) -> bool:
    """Whether a term in brackets abbreviates a document: an acronym, or words that end in "Convention", "Code"…"""
    return _is_acronym(term) or fold(term.split()[-1]) in _heads()


def _is_acronym(text: str) -> bool:
    return " " not in text.strip() and sum(c.isupper() for c in text) > 1


def _subject(family: Family, words: str) -> str:
    folded = words.casefold()
    for slug, cues in family.subjects.items():
        if any(cue in folded for cue in cues):
            return slug
    return family.defaults.get("subject", "")


def _type(family: Family, word: str) -> str:
    folded = word.casefold().split()[-1] if word else ""
    return folded if folded in family.types else family.defaults.get("type", "")


_PAPER = re.compile(r"CDL-AD\((\d{4})\)(\d{3})")


def _by_paper_number(register: Register) -> dict[tuple[str, int], str]:
    """Venice Commission papers in the register, by year and number."""
    papers = {}
    for instrument in register.instruments.values():
        for symbol in (instrument.symbol, *(alias.name for alias in instrument.aliases)):
            if match := _PAPER.match(symbol):
                papers[match[1], int(match[2])] = instrument.key
    return papers
