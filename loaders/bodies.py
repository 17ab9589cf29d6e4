"""Institutions, parties, organisations and media that a report names.

What one place introduces (:mod:`loaders.introductions`) is brought together: two introductions that share
a name, an abbreviation or another name are one body, whose other names are then looked for everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from loaders.body_keys import body_key, plain_name
from loaders.body_words import Introduction, listed_words
from loaders.country_register import country_register
from loaders.introductions import introductions
from loaders.law_names import names_of_laws
from loaders.model import Block, Body, Identity, Mention, Renaming, Report
from loaders.names import Mentions, fold, mention, outside, passages, together, words
from loaders.renamings import Told, renamings
from loaders.result_tables import contestants, is_short
from ontology import read_yaml


@dataclass(slots=True)
class _Draft:
    name: str
    kind: str
    abbreviation: str = ""
    own: str = ""
    aliases: dict[str, None] = field(default_factory=dict)
    """In the order they were met; a dict keeps it and holds each once."""
    places: list[Mention] = field(default_factory=list)
    became: list[tuple[str, _Draft, str]] = field(default_factory=list)
    """Relation, the body that it became, and when."""

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
    for found, place in [*_parties(report), *_branches(report, drafts.rows())]:
        drafts.add(found, place)
    for found, place in _registered(report):
        drafts.add(found, place)
    for block, footnote in passages(report):
        for told in renamings(block.text, drafts.named):
            drafts.rename(told, block, footnote)
    drafts.link_registered()
    drafts.join_parliament("\n".join(block.text for block, _ in passages(report)))
    return _finish(report, drafts.rows())


_PARTIES = re.compile(r"part(?:y|ies)|lists?\b|coalition|bloc|political", re.I)
"""What stands over the names of parties in a table of results."""


class _Drafts:
    """Bodies in the making; each is found by any of its names."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._register = country_register(identity.country)
        self._by_form: dict[str, _Draft] = {}

    def named(self, name: str) -> _Draft | None:
        """The body of that name, of whatever kind it is."""
        forms = (form for kind in ("party", "executive") for form in self._forms(name, kind))
        return next((self._by_form[form] for form in forms if form in self._by_form), None)

    def rename(self, told: Told, block: Block, footnote: int | None) -> None:
        """Tie the old body to the new one. One of the two must be known; of bodies that took the place of
        others, both.
        """
        old, new = self.named(told.old.name), self.named(told.new.name)
        kind = (old or new or _Draft("", "")).kind
        if not kind or (told.relation == "succeededBy" and not (old and new)):
            return
        for named in (told.old, told.new):
            place = mention(block, footnote, named.start, named.end)
            self.add(Introduction(named.name, kind, named.start, named.end), place)
        old, new = self.named(told.old.name), self.named(told.new.name)
        if old and new and old is not new:
            old.became.append((told.relation, new, told.when))

    def add(self, found: Introduction, place: Mention) -> None:
        names = (found.name, *found.aliases)
        forms = dict.fromkeys(form for name in names for form in self._forms(name, found.kind))
        draft = next((self._by_form[form] for form in forms if form in self._by_form), None)
        if draft is None:
            draft = _Draft(found.name, found.kind)
        draft.abbreviation = draft.abbreviation or found.abbreviation
        if found.kind == "party" and draft.kind in ("civil-society", "other"):
            draft.kind = "party"  # "the United Coast Movement": what the words beside it say counts
        draft.own = draft.own or found.own or (found.name if f"{found.name} Party" in draft.forms else "")
        draft.aliases |= dict.fromkeys(a for a in (found.name, *found.aliases) if a and a != draft.name)
        draft.places.append(place)
        for form in forms:
            self._by_form.setdefault(form, draft)

    def _forms(self, name: str, kind: str) -> Iterator[str]:
        """What the name is found by: also without the country, a party also without 'Party'; 'Channel 4'
        and '4 Channel' are one.
        """
        entry = self._register.body(name)
        for form in (
            fold(name),
            fold(plain_name(name, kind, self._identity)),
            fold(entry.name if entry else ""),
        ):
            if form:
                yield " ".join(sorted(form.split())) if "channel" in form else form.removesuffix(" party")

    def link_registered(self) -> None:
        """Tie the bodies that the register says became others to those, where the report names both."""
        for entry in self._register.bodies:
            old, new = self.named(entry.name), self.named(entry.replaced_by or entry.name)
            if old and new and old is not new and not old.became:
                old.became.append(("renamedTo" if entry.renamed else "succeededBy", new, entry.until))

    def join_parliament(self, text: str) -> None:
        """'The parliament' is the one body of parliament that has a name of its own, unless the text speaks
        of houses.
        """
        rows = [draft for draft in self.rows() if draft.kind == "parliament"]
        plain = [
            draft for draft in rows if plain_name(draft.name, draft.kind, self._identity) == "Parliament"
        ]
        named = [draft for draft in rows if draft not in plain]
        if len(plain) == len(named) == 1 and not re.search(read_yaml("bodies.yaml")["houses"], text):
            named[0].aliases |= dict.fromkeys(plain[0].forms)
            named[0].places += plain[0].places
            self._by_form |= {form: named[0] for form, draft in self._by_form.items() if draft is plain[0]}

    def rows(self) -> list[_Draft]:
        return list({id(draft): draft for draft in self._by_form.values()}.values())


def _registered(report: Report) -> Iterator[tuple[Introduction, Mention]]:
    """The bodies of the country's register, wherever they are named."""
    entries = country_register(report.identity.country).bodies
    named = {name: entry for entry in reversed(entries) for name in entry.names}
    finder = Mentions({name: name for name in named})
    for block, footnote in passages(report) if named else ():
        for start, end, name in finder.spans(block.text):
            entry = named[name]
            short = entry.abbreviation if entry.abbreviation in block.text else ""
            yield Introduction(name, entry.kind, start, end, short), mention(block, footnote, start, end)


def _branches(report: Report, drafts: list[_Draft]) -> Iterator[tuple[Introduction, Mention]]:
    """'Harbour city TEC', 'Hamar and Orn TECs', 'Storing of Hamar': bodies of one place, by their level.

    A level is a commission whose abbreviation is used in the plural, or a local body with a native name.
    """
    text = "\n".join(block.text for block, _ in passages(report))
    shorts = [
        d.abbreviation for d in drafts if d.kind == "election-commission" and f"{d.abbreviation}s" in text
    ]
    native = [d.name for d in drafts if d.kind == "local-government" and " " not in d.name]
    for block, footnote in passages(report):
        for found in _branch_pattern(tuple(filter(None, shorts))).finditer(block.text):
            for one in _of_each_place(found):
                yield one, mention(block, footnote, *found.span())
        for found in re.finditer(rf"\b({'|'.join(native) or '(?!)'}) of [A-Z][\w-]+", block.text):
            yield (
                Introduction(found[0], "local-government", *found.span()),
                mention(block, footnote, *found.span()),
            )


@cache
def _branch_pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    levels = "|".join(sorted(read_yaml("bodies.yaml")["levels"], key=len, reverse=True))
    place = r"[A-Z][\w’-]*[a-z](?:[ -][A-Z][a-z][\w’-]*)?"
    each = rf"{place}(?: (?:{levels}))*"
    several = rf"(?P<places>(?:{each}, ){{0,12}}(?:{each},? and )?{place}(?P<level>(?: (?:{levels}))*))"
    return re.compile(
        rf"(?P<within>\b[Ii]n )?\b{several} (?P<short>{'|'.join(shorts) or '(?!)'})(?P<plural>s?)\b"
    )


def _of_each_place(found: re.Match[str]) -> Iterator[Introduction]:
    places = re.split(r", (?:and )?| and ", found["places"])
    if not found["plural"]:
        places = places[-1:]
    elif found["within"] and len(places) > 2:
        places = places[1:]  # "… in Coast region, Hamar and Orn TECs": the first is where others are
    for place in places:
        if words(place) and _is_place(words(place)[0].text):
            whole = place if place.endswith(found["level"]) else place + found["level"]
            yield Introduction(f"{whole} {found['short']}", "election-commission", *found.span())


def _is_place(word: str) -> bool:
    return not outside(word) and word not in listed_words("generic")


def _parties(report: Report) -> Iterator[tuple[Introduction, Mention]]:
    """The parties of a results table: its heading says that its rows are parties, or it gives seats, and one
    of its rows is a party by its name.
    """
    rows = list(contestants(report))
    seats = any(told.property == "result-seats" for row in rows for told in row.figures)
    one = any(re.search(r"\b(?:Party|Bloc|Coalition)\b", row.name.text) for row in rows)
    for row in rows:
        person = re.search(r"candidate|name|person", row.heading, re.I)
        if _PARTIES.search(row.heading) or (seats and one and not person):
            end = row.name.start + len(row.name.text)
            *_, whole = row.forms
            short = row.called if is_short(row.called) and row.called != whole else ""
            found = Introduction(whole, "party", row.name.start, end, short, row.forms)
            yield found, mention(row.row, None, found.start, found.end)


def _finish(report: Report, drafts: list[_Draft]) -> tuple[Body, ...]:
    bodies = [_body(draft, report.identity) for draft in drafts]
    known = {
        form: body.key for body in bodies for form in (body.name, body.abbreviation, *body.aliases) if form
    }
    again = Mentions(known).find(report)
    text = "\n".join(block.text for block, _ in passages(report))
    keys = {id(draft): body.key for body, draft in zip(bodies, drafts, strict=True)}
    found = [
        replace(
            body,
            aliases=tuple(alias for alias in body.aliases if alias in text),
            mentions=together(again.get(body.key, ()), draft.places),
            renamings=tuple(
                dict.fromkeys(Renaming(how, keys[id(new)], when) for how, new, when in draft.became)
            ),
        )
        for body, draft in zip(bodies, drafts, strict=True)
    ]
    whole = [body for body in found if not any(_is_end_of(body, other) for other in found)]
    return tuple(sorted(whole, key=lambda body: body.mentions[0].span))


def _is_end_of(body: Body, other: Body) -> bool:
    """Whether what seems a body is the end of another one's name: 'City Election Commissions' where all its
    mentions stand in 'Town and City Election Commissions'.
    """
    names = {body.name, *body.aliases}
    ends = any(
        name.rpartition(" and ")[2] in names for name in (other.name, *other.aliases) if " and " in name
    )
    return ends and all(any(one.span.overlaps(two.span) for two in other.mentions) for one in body.mentions)


def _body(draft: _Draft, identity: Identity) -> Body:
    register = country_register(identity.country)
    entry = next((entry for form in draft.forms if (entry := register.body(form))), None)
    kind = entry.kind if entry else draft.kind
    key = body_key(entry.name if entry else draft.own or draft.name, kind, identity)
    aliases = tuple(alias for alias in draft.aliases if alias not in (draft.name, draft.abbreviation))
    return Body(key, draft.name, kind, draft.abbreviation, aliases)
