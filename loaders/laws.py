"""Domestic acts that a report names, brought together from their names (:mod:`loaders.law_names`).

Two names whose subject is the same in any order ('the Media Law', 'the Law on Media') are one act, and so is
a name that the report gives in brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.country_register import country_register
from loaders.law_names import LawName, names_of_laws
from loaders.law_words import family, law_nouns, topic
from loaders.model import Identity, Law, Mention, Report
from loaders.names import Mentions, fold, initials_fit, mention, passages, singular, slug, together, words

_BRACKET = re.compile(
    r"[”\"]?(?: of (?:19|20)\d\d)? \((?:hereinafter|henceforth|hereafter|the|[“\"‘]|\s)*([^(),;]+)"
)
_NUMERALS = r"\d[\w.()-]*(?:(?:, | and |, and | or | to |-)\d[\w.()-]*)*"
_ARTICLE_BEFORE = re.compile(
    rf"(?:[Aa]rticles?|[Ss]ections?|Arts?\.) ({_NUMERALS}) of (?:the )?(?:(?:19|20)\d\d )?(?:[a-z]+ )?$"
)
_ARTICLE_BEHIND = re.compile(rf"(?:[’']s)?,? ?\(?(?:[Aa]rticles?|Arts?\.) ({_NUMERALS})")


@dataclass(slots=True)
class _Draft:
    kind: str
    year: int | None = None
    names: dict[str, None] = field(default_factory=dict)
    """The names in the order they were met; a dict keeps it and holds each name once."""
    places: list[Mention] = field(default_factory=list)


def find_laws(report: Report) -> tuple[Law, ...]:
    """The domestic acts that the report names, in the order of their first mention.

    Every mention has the article referred to there ('20.12.2'), '' where none is; a mention that refers to
    several articles is told once for each.
    """
    drafts: dict[str, _Draft] = {}
    for block, footnote in passages(report):
        for name in names_of_laws(block.text, report.identity):
            draft = drafts.setdefault(name.subject, _Draft(name.kind))
            if name.kind == "constitutional-law":
                draft.kind = name.kind
            draft.year = draft.year or name.year
            draft.names.setdefault(name.text)
            draft.names.setdefault(name.printed)
            draft.places.append(mention(block, footnote, name.start, name.end))
            for alias in _aliases(block.text, name):
                draft.names.setdefault(alias)
    return _finish(report, _merge(drafts, report.identity.country))


def _aliases(text: str, name: LawName) -> Iterator[str]:
    """The short name in brackets behind a name: '(Election Law, last amended …)', '(“LPP”)'."""
    found = _BRACKET.match(text, name.end)
    if not found:
        return
    alias = found[1].strip(" “”\"‘’'")
    row = words(alias)
    if not row or len(row) > 6:
        return
    nouns = any(singular(word.text) in law_nouns() for word in row if word.capital)
    short = len(row) == 1 and row[0].acronym
    if (nouns and not any(c.isdigit() for c in alias)) or (short and initials_fit(alias, name.text.split())):
        yield alias


def law_key(name: str, kind: str) -> str:
    """The last part of a law's address: the same for 'Media Law' and 'Law on Media', for 'Code of Fisheries'
    and 'Fisheries Code'.
    """
    noun = next((noun for noun in law_nouns() if noun in map(singular, name.split())), "")
    about = "-".join(topic(name, noun)) if noun else ""
    if not about or kind in ("decree", "resolution", "regulation"):
        return slug(name)
    return f"law-on-{about}" if family(noun) == "law" else f"{about}-{family(noun)}"


def _merge(drafts: dict[str, _Draft], country: str) -> list[_Draft]:
    """Drafts that share a name (as printed, as one of them is called in brackets, or as the country's
    register has it) become one.
    """
    register = country_register(country)
    merged: dict[str, _Draft] = {}
    for draft in drafts.values():
        known = [entry.name for name in draft.names if (entry := register.law(name))]
        forms = [fold(name) for name in (*draft.names, *known)]
        same = next((merged[form] for form in forms if form in merged), draft)
        if same is not draft:
            same.names.update(draft.names)
            same.year = same.year or draft.year
            same.places += draft.places
        merged.update((form, same) for form in forms)
    return list({id(draft): draft for draft in merged.values()}.values())


def _finish(report: Report, drafts: list[_Draft]) -> tuple[Law, ...]:
    laws = [_law(draft, report.identity) for draft in drafts]
    known = {alias: law.key for law in laws for alias in (law.name, *law.aliases)}
    again = Mentions(known).find(report)
    found = []
    for law, draft in zip(laws, drafts, strict=True):
        mentions = together(again.get(law.key, ()), draft.places)
        found.append(replace(law, mentions=tuple(each for one in mentions for each in _articles(one))))
    return tuple(sorted(found, key=lambda law: law.mentions[0].span))


def _law(draft: _Draft, identity: Identity) -> Law:
    names = list(draft.names)
    titled = [name for name in names if re.search(r"\b(?:Law|Code|Act)\b.* (?:[Oo]n|of) ", name)]
    name = (titled or names)[0]
    small = [f"{alias[0].lower()}{alias[1:-3]}law" for alias in names if re.fullmatch(r"\w+ Law", alias)]
    aliases = tuple(alias for alias in [*names, *small] if alias != name)
    register = country_register(identity.country)
    entry = next((entry for each in names if (entry := register.law(each))), None)
    key = law_key(entry.name, entry.kind) if entry else law_key(name, draft.kind)
    kind, year = (entry.kind, draft.year or entry.year) if entry else (draft.kind, draft.year)
    return Law(f"{identity.country}/{key}", name, kind, year, aliases)


def _articles(mention: Mention) -> list[Mention]:
    """The mention with the article that stands beside it; once for each of several articles."""
    text, offsets = mention.sentence.text, mention.sentence.passage.offsets
    start, end = bisect_left(offsets, mention.span.start), bisect_left(offsets, mention.span.end)
    found = _ARTICLE_BEFORE.search(text, 0, start) or _ARTICLE_BEHIND.match(text, end)
    numbers = re.findall(r"\d[\w.()-]*", found[1]) if found else []
    return [replace(mention, article=_balanced(number)) for number in numbers] or [mention]


def _balanced(number: str) -> str:
    """The article without marks of the sentence: '14.2)' → '14.2', '3(b)' as it is."""
    number = number.rstrip(".-")
    return number if number.count("(") == number.count(")") else number.rstrip(")")
