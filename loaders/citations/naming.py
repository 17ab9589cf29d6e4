"""One text's names of instruments: the name proper, what leads it, and the issuer and title behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.citations.dictionary import Hit, Known, Longest, NamedWords, Words
from loaders.citations.documents import Documents
from loaders.citations.families import Family
from loaders.citations.leading import leading
from loaders.citations.register import Instrument


@dataclass(frozen=True, slots=True)
class Name:
    """An instrument named at ``text[start:end]``; ``after`` is where the text goes on behind an abbreviation,
    date or symbol in brackets.

    ``key`` is None where the document cannot be told (``reason`` says why). ``slip`` says what was printed
    wrongly. ``only_with_provision``: the name is too common to be a citation alone; ``acronym``: it is a bare
    acronym that is also the instrument's committee's; ``defines``: an abbreviation given to it in brackets.
    """

    start: int
    end: int
    after: int
    key: str | None
    slip: str = ""
    reason: str = ""
    only_with_provision: bool = False
    acronym: bool = False
    defines: str = ""


@dataclass(frozen=True, slots=True)
class _Core:
    """A name proper at ``text[start:end]``: of one instrument, or a match of a family's pattern."""

    start: int
    end: int
    known: Known | None = None
    family: Family | None = None
    groups: tuple[tuple[str, str], ...] = ()


_YEAR_BEHIND = re.compile(r"\s+(?:of\s+|from\s+)?((?:19|20)\d\d)\b(?!\s*[-–/]\s*\d)")
_YEAR_IN_BRACKETS = r"\s*(?:\((?:19|20)\d\d\)\s*)?"
# "General Comment No. 25 (1996) to Article 25 of the 1966 ICCPR"
_TO_TREATY = re.compile(
    rf"{_YEAR_IN_BRACKETS},?\s*(?:to|on|of|under|concerning)?\s*(?:the\s+)?"
    r"(?:(?:Article|article|Art\.)\s+\d{1,2}(?:\s*\(?[a-z]\))?\s*)?(?:(?:of|to)\s+)?(?:the\s+)?"
    r"(?:(?:19|20)\d\d\s+)?(?:(?:UN|United\s+Nations)\s+)?"
)
# "General Comment No. 34 on Article 19: Freedoms of opinion and expression"
_BEFORE_TITLE = re.compile(
    rf"{_YEAR_IN_BRACKETS}[:,–-]?\s*(?:(?:(?:to|on)\s+)?Article\s+\d{{1,2}}\s*:\s*)?[“\"]?"
)
_ON_ARTICLE = re.compile(rf"{_YEAR_IN_BRACKETS}(?:to|on)\s+(?:Article|article)\s+\d{{1,2}}")
_BY_ISSUER = re.compile(r"\s*,?\s*(?:adopted\s+)?(?:by|of|from|before)\s+(?:the\s+)?")
_SENTENCE_END = re.compile(r"(?<!\bNo)[.!?;]\s+[A-ZÀ-Þ]")
_NEAR = 300
_COMMITTEE = frozenset(("acronym", "by", "committee"))  # groups of a pattern that tell the committee
# "General Comments No. 25 and 34"
_FURTHER_NUMBER = re.compile(
    r"\s*(?:,|and|&|or)\s*(?:[Nn]os?\.?\s*)?(?P<number>\d{1,2})"
    r"(?=\s*(?:[,;.)]|$|(?:and|&|or|to|on|of)\b))(?![.,/]\d)"
)
# "the CRPD and its Optional Protocol"
_ITS_PROTOCOL = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?,?\s*(?:and|with|as\s+well\s+as)\s+(?:to\s+|also\s+)?its\s+"
    r"(?:(?:19|20)\d\d\s+)?(?P<name>Optional\s+Protocol)\b"
)
# "Copenhagen and 1991 Moscow Documents"
_SHARES_HEAD = re.compile(r"\b(?P<name>[A-ZÀ-Þ][\w-]+)(?:\s*,|,?\s+(?:and|&))\s+(?:the\s+)?\Z")


def candidates(text: str, documents: Documents, longest: Longest) -> list[Name]:
    """What may name an instrument in ``text``, by place, the longer first; some may overlap. ``longest``
    looks names up."""
    reader = _Reader(NamedWords(text, longest), documents)
    return sorted(reader.names(), key=lambda name: (name.start, -name.end))


class _Reader:
    def __init__(self, named: NamedWords, documents: Documents) -> None:
        self.named = named
        self.text = named.text
        self.documents = documents
        self.register = documents.register

    def names(self) -> Iterator[Name]:
        return (self._name(core) for core in self._cores() if not self._stands_for_issuer(core))

    # -- names proper

    def _cores(self) -> list[_Core]:
        known = [
            _Core(self.named.start_of(hit), self.named.end_of(hit), known=hit.known)
            for hit in self.named.hits
            if hit.known.key
        ]
        elided = [core for hit in self.named.hits if hit.known.key for core in self._elided(hit)]
        protocols = [core for hit in self.named.hits if hit.known.key for core in self._its_protocol(hit)]
        return [*known, *elided, *protocols, *self._family_cores([core.start for core in known])]

    def _its_protocol(self, hit: Hit) -> Iterator[_Core]:
        """The optional protocol that is named by its treaty, which stands before it; the first of several."""
        if match := _ITS_PROTOCOL.match(self.text, self.named.end_of(hit)):
            every = [i for i in self.register.instruments.values() if i.protocol_to == hit.known.key]
            for protocol in sorted(every, key=lambda instrument: instrument.year or 0)[:1]:
                start, end = match.span("name")
                yield _Core(start, end, known=Known(protocol.key))

    def _elided(self, hit: Hit) -> Iterator[_Core]:
        """The names before a plural that they share: "the 1990 **Copenhagen** and 1991 Moscow Documents"."""
        head, first = self.named.words.texts[hit.last - 1], hit.first
        while head.endswith("s"):
            start = self.named.words.starts[leading(self.named, first, in_series=False).first]
            before = _SHARES_HEAD.search(self.text, max(0, start - 40), start)
            found = self.named.longest(Words(f"{before['name']} {head}"), 0) if before else None
            if not before or not found or not found[1].key:
                return
            yield _Core(*before.span("name"), known=found[1])
            first = self.named.index(before.start("name"))

    def _family_cores(self, starts: list[int]) -> Iterator[_Core]:
        """Matches of the families' patterns; ``starts`` is where names of known instruments start."""
        for family, match, groups in self._matches():
            if "type" in groups and bisect_left(starts, match.start()) != bisect_left(starts, match.end()):
                continue  # a long title that runs over another instrument's name
            yield _Core(match.start(), match.end(), family=family, groups=tuple(groups.items()))
            at = match.end()
            while family.in_lists and (further := _FURTHER_NUMBER.match(self.text, at)):
                at = further.end()
                yield _Core(further.start("number"), at, None, family, (("number", further["number"]),))

    def _matches(self) -> Iterator[tuple[Family, re.Match[str], dict[str, str]]]:
        folded = self.text.casefold()
        for family in self.register.families:
            if not any(hint in folded for hint in family.hints):
                continue
            for pattern in family.patterns:
                if pattern.needs.search(self.text):
                    for match in pattern.match.finditer(self.text):
                        found = {name: words for name, words in match.groupdict().items() if words}
                        yield family, match, {**found, **pattern.fixed}

    def _stands_for_issuer(self, core: _Core) -> bool:
        """ "the UN Committee … (CEDAW)": the acronym in brackets is the committee's."""
        at = self.named.index(core.start)
        opened = at > 1 and self.named.words.texts[at - 1] == "("
        issuer = self.named.ending_at.get(at - 1) if opened and self.text.startswith(")", core.end) else None
        return issuer is not None and not issuer.known.key

    # -- what belongs to them

    def _name(self, core: _Core) -> Name:
        if core.family:
            return self._in_family(core, core.family)
        return self._of_known(core, core.known or Known())

    def _of_known(self, core: _Core, known: Known) -> Name:
        lead = leading(self.named, self.named.index(core.start), in_series=False)
        year, end = lead.year, core.end
        behind = _YEAR_BEHIND.match(self.text, end)
        if year is None and behind and self._is_a_year_of(known.key, int(behind[1])):
            year, end = int(behind[1]), behind.end()
        key = self.documents.edition(known.key, year)
        return Name(
            start=self.named.words.starts[lead.first],
            end=end,
            after=end,
            key=key,
            slip=self.documents.year_slip(key, year) or ("title" if known.alias.misnomer else ""),
            only_with_provision=known.alias.only_with_provision,
            acronym=bool(known.body) and known.alias.name.isupper(),
        )

    def _is_a_year_of(self, key: str, year: int) -> bool:
        return any(year in self.register.instrument(edition).years for edition in self.documents.earlier(key))

    def _in_family(self, core: _Core, family: Family) -> Name:
        lead = leading(self.named, self.named.index(core.start), in_series=True)
        groups, end = dict(core.groups), core.end
        if family.comments:
            end = self._end_of_comment(core, family, groups["number"], lead.bodies)
        if "body" not in family.parts or not any(lead.bodies):
            end = self._end_of_issuer(end, lead.bodies)
        if family.comments and not any(lead.bodies):
            lead.bodies += self._committees_near(core, family, groups["number"])
        elif "body" in family.parts and not (any(lead.bodies) or _COMMITTEE & groups.keys()):
            lead.bodies += [hit.known.body for hit in self._bodies_near(core) if not hit.known.key]
        key, missing = self.documents.key_in_family(family, groups, lead, self.text, end)
        if key and key in self.register.instruments:
            end = self._end_of_title(self.register.instruments[key].subtitles, end) or end
        reason = f"its {missing} is not printed ({family.name})" if missing else ""
        slip = self.documents.year_slip(key, lead.year) if key else ""
        start = min(core.start, self.named.words.starts[lead.first])
        return Name(start, end, end, key, slip, reason)

    def _end_of_comment(self, core: _Core, family: Family, number: str, bodies: list[str]) -> int:
        """Where a general comment's name ends behind its number: with its treaty ("to Article 25 of the
        ICCPR") or with its title ("on the right of peaceful assembly"). Either tells the committee, which
        joins ``bodies``."""
        treaty = _TO_TREATY.match(self.text, core.end)
        hit = self.named.hit_at(treaty.end()) if treaty else None
        if hit and hit.known.body and hit.known.key:
            bodies.append(hit.known.body)
            return self.named.end_of(hit)
        for body, comment in self._comments(family, number, bodies):
            if end := self._end_of_title(comment.subtitles, core.end):
                bodies.append(body)
                return end
        article = _ON_ARTICLE.match(self.text, core.end)
        return article.end() if article else core.end

    def _comments(self, family: Family, number: str, bodies: list[str]) -> Iterator[tuple[str, Instrument]]:
        """The comments of that number in the register, each with its committee; those named in ``bodies``
        first, then that of the committee which is meant where none is named."""
        every = [*bodies, family.defaults["body"], *self.documents.committees]
        for body in dict.fromkeys(filter(None, every)):
            key = family.key_of({"body": body, "number": number})
            if key in self.register.instruments:
                yield body, self.register.instruments[key]

    def _committees_near(self, core: _Core, family: Family, number: str) -> list[str]:
        """The committees that a general comment named without one may be of: "in its General Comment No. 1,
        the CRPD Committee …". Only those count that the register has such a comment of: the nearest named
        in the sentence, else the only one there is."""
        near = self._bodies_near(core)
        has = [body for body, _ in self._comments(family, number, [])]
        named = [hit.known.body for hit in near if hit.known.body in has]
        return named or (has if len(has) == 1 else [])

    def _bodies_near(self, core: _Core) -> list[Hit]:
        """The committees and their treaties named in the sentence, the nearest first."""
        hits = self.named.hits_between(core.start - _NEAR, core.end + _NEAR)
        near = [hit for hit in hits if hit.known.body and self._in_sentence(hit, core)]
        return sorted(near, key=lambda hit: abs(self.named.start_of(hit) - core.start))

    def _in_sentence(self, hit: Hit, core: _Core) -> bool:
        """Whether no sentence ends between a name and another."""
        start, end = self.named.start_of(hit), self.named.end_of(hit)
        between = (end, core.start) if end <= core.start else (core.end, start)
        return not _SENTENCE_END.search(self.text, *between)

    def _end_of_title(self, titles: Iterable[str], at: int) -> int | None:
        """Where one of the titles, or the beginning of one, ends that stands at an offset."""
        lead = _BEFORE_TITLE.match(self.text, at)
        ends = (self.named.end_of_beginning(title, lead.end()) for title in titles) if lead else ()
        return max(filter(None, ends), default=None)

    def _end_of_issuer(self, at: int, bodies: list[str]) -> int:
        """Where "… of the Committee of Ministers", "… by the CRPD Committee" ends behind a name; a committee
        joins ``bodies``."""
        link = _BY_ISSUER.match(self.text, at)
        hit = self.named.hit_at(link.end()) if link else None
        if hit and not hit.known.key:
            bodies.append(hit.known.body)
            return self.named.end_of(hit)
        return at
