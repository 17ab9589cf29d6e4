"""Institutions, parties, organisations and media that a report names.

What one place introduces (:mod:`loaders.introductions`) is brought together: two introductions that share
a name, an abbreviation or another name are one body, whose other names are then looked for everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from loaders.introductions import Introduction, introductions
from loaders.laws import names_of_laws
from loaders.model import BlockKind, Body, Identity, Mention, Report
from loaders.names import Mentions, fold, mention, passages, slug, together, without_country, words
from ontology import read_yaml


@dataclass(slots=True)
class _Draft:
    name: str
    kind: str
    abbreviation: str = ""
    aliases: dict[str, None] = field(default_factory=dict)
    """In the order they were met; a dict keeps it and holds each once."""
    places: list[Mention] = field(default_factory=list)

    @property
    def forms(self) -> list[str]:
        return [self.name, *([self.abbreviation] if self.abbreviation else []), *self.aliases]


def find_bodies(report: Report) -> tuple[Body, ...]:
    """The bodies that the report names, in the order of their first mention.

    A name in the plural ('Precinct Election Commissions') is told in the singular, the plural as another
    name. A commission of one place ('Harbour city TEC') is a body of its own. People are no bodies.
    """
    drafts = _Drafts(report.identity)
    for block, footnote in passages(report):
        text = block.text
        acts = [(name.start, name.end) for name in names_of_laws(text, report.identity)]
        for found in introductions(text, report.identity):
            if not any(start < found.end and found.start < end for start, end in acts):
                drafts.add(found, mention(block, footnote, found.start, found.end))
    for found, place in [*_contestants(report), *_branches(report, drafts.shorts())]:
        drafts.add(found, place)
    return _finish(report, drafts.rows())


class _Drafts:
    """Bodies in the making; each is found by any of its names."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._by_form: dict[str, _Draft] = {}

    def add(self, found: Introduction, place: Mention) -> None:
        forms = dict.fromkeys(form for name in (found.name, *found.aliases) for form in self._forms(name))
        draft = next((self._by_form[form] for form in forms if form in self._by_form), None)
        if draft is None:
            draft = _Draft(found.name, found.kind)
        draft.abbreviation = draft.abbreviation or found.abbreviation
        draft.aliases |= dict.fromkeys(a for a in (found.name, *found.aliases) if a and a != draft.name)
        draft.places.append(place)
        for form in forms:
            self._by_form.setdefault(form, draft)

    def _forms(self, name: str) -> Iterable[str]:
        return {form for form in (fold(name), fold(without_country(name, self._identity))) if form}

    def rows(self) -> list[_Draft]:
        return list({id(draft): draft for draft in self._by_form.values()}.values())

    def shorts(self) -> dict[str, str]:
        """The abbreviations of election commissions and the like that exist at many places, and their kind."""
        return {row.abbreviation: row.kind for row in self.rows() if row.abbreviation}


def _branches(report: Report, shorts: dict[str, str]) -> Iterator[tuple[Introduction, Mention]]:
    """'Harbour city TEC', 'Hamar and Orn TECs': commissions of one place, by the name of the level."""
    commissions = [s for s, kind in shorts.items() if kind == "election-commission"]
    if not commissions:
        return
    levels = "|".join(sorted(read_yaml("bodies.yaml")["levels"], key=len, reverse=True))
    place = r"[A-Z][\w’-]*[a-z](?:[ -][A-Z][a-z][\w’-]*)?"
    each = rf"{place}(?: (?:{levels}))*"
    find = re.compile(rf"\b((?:{each}, )*(?:{each}(?:,)? and )?{each}) ({'|'.join(commissions)})(s?)\b")
    for block, footnote in passages(report):
        for found in find.finditer(block.text):
            for one in _of_each_place(found, levels):
                yield one, mention(block, footnote, *found.span())


def _of_each_place(found: re.Match[str], levels: str) -> Iterator[Introduction]:
    places = re.split(r", (?:and )?| and ", found[1])
    level = re.search(rf"(?: (?:{levels}))*$", places[-1])
    shared = level[0] if level and found[3] else ""
    for place in places:
        row = words(place)
        if row and _is_place(row[0].text):
            whole = place if place.endswith(shared) else place + shared
            yield Introduction(f"{whole} {found[2]}", "election-commission", *found.span())


def _is_place(word: str) -> bool:
    return (
        word.lower() not in read_yaml("names.yaml")["outside"]
        and word not in read_yaml("bodies.yaml")["generic"]
    )


def _contestants(report: Report) -> Iterator[tuple[Introduction, Mention]]:
    """The parties of a results table: the first cell of each row under a heading that speaks of parties."""
    listing = False
    for block in report.blocks:
        if block.kind is not BlockKind.ROW:
            listing = False
            continue
        cell = re.sub(r"</?\w+>", "", block.text.split("\t")[0]).strip()
        if listing and cell and cell[0].isupper() and not _is_sum(cell):
            yield Introduction(cell, "party", 0, len(cell)), mention(block, None, 0, max(1, len(cell)))
        listing = listing or bool(re.match(r"(?:Name of )?(?:the )?(?:[Pp]art(?:y|ies)|[Pp]olitical)", cell))


def _is_sum(cell: str) -> bool:
    return bool(
        re.match(r"(?:Grand )?(?:Sub-?)?[Tt]otal|Turnout|Valid|Invalid|Others?\b|Independent|Against", cell)
    )


def _finish(report: Report, drafts: list[_Draft]) -> tuple[Body, ...]:
    bodies = [_body(draft, report.identity) for draft in drafts]
    known = {
        form: body.key for body in bodies for form in (body.name, body.abbreviation, *body.aliases) if form
    }
    again = Mentions(known).find(report)
    found = [
        replace(body, mentions=together(again.get(body.key, ()), draft.places))
        for body, draft in zip(bodies, drafts, strict=True)
    ]
    return tuple(sorted(found, key=lambda body: body.mentions[0].span))


def _body(draft: _Draft, identity: Identity) -> Body:
    space = "int" if draft.kind == "international-organisation" else identity.country
    key = f"{space}/{slug(without_country(draft.name, identity))}"
    aliases = tuple(alias for alias in draft.aliases if alias not in (draft.name, draft.abbreviation))
    return Body(key, draft.name, draft.kind, draft.abbreviation, aliases)
