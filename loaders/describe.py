"""Mentions become RDF: what was found in one report, as the triples of its named graph.

The vocabulary is ``ontology/scrutineer.ttl``. No blank nodes: whatever has a place in a report has an address
made of the report's identifier and that place, so an unchanged report gives the same graph again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from pyoxigraph import NamedNode, Triple

from loaders.citations.register import Register
from loaders.describe_standards import describe_instrument
from loaders.model import (
    Body,
    Citation,
    Extraction,
    Fact,
    Finding,
    FollowUp,
    Identity,
    Law,
    Mention,
    Recommendation,
    Report,
    ReportType,
    Span,
)
from loaders.triples import Value, about, scr
from ontology import address, graph_address

_T = TypeVar("_T")

_REPORT_CLASSES = {
    ReportType.FINAL: "FinalReport",
    ReportType.PRELIMINARY: "PreliminaryStatement",
    ReportType.INTERIM: "InterimReport",
    ReportType.NAM: "NeedsAssessmentReport",
    ReportType.OPINION: "LegalOpinion",
}
_ELECTION_CLASSES = {
    "presidential": "PresidentialElection",
    "parliamentary": "ParliamentaryElection",
    "local": "LocalElection",
    "european": "EuropeanElection",
    "referendum": "Referendum",
}


def describe(extraction: Extraction, register: Register, loader_version: str, now: datetime) -> list[Triple]:
    """The triples of one report's named graph, in no particular order and without repetition.

    ``loader_version`` and the time ``now`` go into the graph's description of where it comes from.
    """
    return list(dict.fromkeys(_Describer(extraction, register).triples(loader_version, now)))


class _Describer:
    def __init__(self, extraction: Extraction, register: Register) -> None:
        self._found = extraction
        self._report: Report = extraction.report
        self._register = register
        self._id = self._report.identity.report_id
        self._iri = self._node("report")
        self._findings = {finding.sentence.span.start: finding for finding in extraction.findings}

    def _node(self, kind: str, *key: object) -> NamedNode:
        return NamedNode(address(kind, "/".join([self._id, *map(str, key)])))

    def _quoted(self, span: Span) -> dict[str, Value]:
        return {"start": span.start, "end": span.end, "quote": self._report.source.quote(span)}

    def triples(self, loader_version: str, now: datetime) -> Iterator[Triple]:
        found = self._found
        yield from self._identity(self._report.identity)
        yield from self._structure()
        yield from self._footnotes()
        for finding in found.findings:
            yield from self._finding(finding)
        places: dict[int, int] = {}
        for citation in found.citations:
            places[citation.span.start] = nth = places.get(citation.span.start, 0) + 1
            yield from self._citation(citation, nth)
        for key, recommendation in _keyed(found.recommendations, lambda r: r.number):
            yield from self._recommendation(key, recommendation)
        for key, follow_up in _keyed(found.follow_ups, lambda f: f.sentence.span.start):
            yield from self._follow_up(key, follow_up)
        for body in found.bodies:
            yield from self._body(body)
        for law in found.laws:
            yield from self._law(law)
        for fact in found.facts:
            yield from self._fact(fact)
        yield from about(
            NamedNode(graph_address(self._id)),
            "prov:Entity",
            prov_wasDerivedFrom=self._iri,
            fileName=self._report.source.name,
            sha256=self._report.source.sha256,
            loaderVersion=loader_version,
            prov_generatedAtTime=now,
        )

    def _identity(self, identity: Identity) -> Iterator[Triple]:
        country = NamedNode(address("country", identity.country))
        election, mission = self._election(identity), None
        if election and identity.mission_type:
            mission = NamedNode(f"{election.value}#mission-{identity.mission_type.lower()}")
        yield from about(country, "Country", rdfs_label=identity.country_name, countryCode=identity.country)
        yield from about(
            self._iri,
            "Report",
            _REPORT_CLASSES[identity.report_type],
            dcterms_identifier=self._id,
            dcterms_title=identity.title,
            dcterms_issued=identity.issued,
            country=country,
            election=election,
            mission=mission,
            sourceText=self._report.source.text,
            textAvailable=True,
        )
        if election and identity.election_date:
            yield from about(
                election,
                "Election",
                *(_ELECTION_CLASSES[kind] for kind in identity.election_types),
                dcterms_identifier=election.value.rpartition("/")[2],
                rdfs_label=identity.title.partition(":")[0],
                country=country,
                electionDate=identity.election_date,
                early=identity.early,
            )
        if mission:
            yield from about(
                mission, "ObservationMission", missionType=identity.mission_type, election=election
            )

    def _election(self, identity: Identity) -> NamedNode | None:
        if identity.election_date is None:
            return None
        return NamedNode(address("election", f"{identity.country}-{identity.election_date.isoformat()}"))

    def _structure(self) -> Iterator[Triple]:
        for section in self._report.sections:
            parent = None if section.parent is None else self._report.sections[section.parent]
            yield from about(
                self._node("section", section.ordinal),
                "doco:Section",
                report=self._iri,
                dcterms_isPartOf=self._node("section", parent.ordinal) if parent else self._iri,
                ordinal=section.ordinal,
                level=section.level,
                number=section.number,
                dcterms_title=section.title,
                sectionKind=section.kind,
                start=section.span.start,
                end=section.span.end,
            )
        for block in self._report.blocks:
            span = block.passage.span()
            section_node = self._section_node(block.section)
            yield from about(
                self._node("paragraph", block.ordinal),
                "doco:Paragraph",
                report=self._iri,
                dcterms_isPartOf=section_node,
                section=section_node,
                ordinal=block.ordinal,
                blockKind=block.kind.value,
                text=f"{block.label} {block.text}".strip(),
                page=block.page,
                start=span.start,
                end=span.end,
            )

    def _footnotes(self) -> Iterator[Triple]:
        for note in self._report.footnotes:
            place = note.block.passage.span() if note.block.text else None
            anchor = note.anchor.span if note.anchor else None
            yield from about(
                self._node("footnote", note.number),
                "doco:Footnote",
                report=self._iri,
                number=str(note.number),
                text=note.block.text,
                **_bounds("", place),
                **_bounds("anchor", anchor),
                dcterms_isPartOf=self._node("paragraph", note.anchor_block.ordinal)
                if note.anchor_block
                else self._iri,
            )

    def _section_node(self, index: int | None) -> NamedNode | None:
        return None if index is None else self._node("section", self._report.sections[index].ordinal)

    def _topics(self, topics: Iterable[str]) -> list[Value]:
        return [NamedNode(address("topic", topic)) for topic in topics]

    def _finding(self, finding: Finding) -> Iterator[Triple]:
        span = finding.sentence.span
        yield from about(
            self._node("finding", span.start),
            "Finding",
            report=self._iri,
            election=self._election(self._report.identity),
            dcterms_isPartOf=self._node("paragraph", finding.block.ordinal),
            section=self._section_node(finding.block.section),
            **self._quoted(span),
            sentence=finding.sentence.text,
            assessment=scr(finding.assessment.value) if finding.assessment else None,
            topic=self._topics(finding.topics),
            inSummary=finding.in_summary,
            view=finding.view,
            appealsTo=[scr(standard) for standard in finding.appeals],
            footnote=[self._node("footnote", number) for number in finding.sentence.markers],
        )

    def _citation(self, citation: Citation, nth: int) -> Iterator[Triple]:
        instrument, provisions = None, list[Value]()
        if citation.instrument:
            instrument = NamedNode(address("standard", citation.instrument))
            yield from self._instrument(citation.instrument, instrument)
            known = self._register.provisions_in(citation.instrument, citation.provision)
            for number in known or filter(None, [citation.provision]):
                provisions.append(NamedNode(address("standard", f"{citation.instrument}/{number}")))
                yield from self._provision(citation.instrument, number, instrument)
        anchor = citation.anchor.span if citation.anchor else None
        supported = self._findings.get(anchor.start) if anchor else None
        finding = self._node("finding", anchor.start) if anchor and supported else None
        yield from about(
            self._node("citation", f"{citation.span.start}.{nth}"),
            "Citation",
            report=self._iri,
            **self._quoted(citation.span),
            instrument=instrument,
            provision=provisions,
            provisionNumber=citation.provision,
            printed=citation.printed,
            rule=citation.rule,
            mode=citation.mode.value,
            slip=citation.slip,
            unresolvedReason=citation.reason,
            footnote=None if citation.footnote is None else self._node("footnote", citation.footnote),
            **_bounds("anchor", anchor),
            supports=finding,
        )
        if finding and instrument:
            yield from about(finding, cites=provisions or [instrument])

    def _instrument(self, key: str, node: NamedNode) -> Iterator[Triple]:
        """One-off documents that the register knows only as a family are described where they are cited."""
        if key not in self._register.instruments:
            yield from describe_instrument(self._register, key, node)

    def _provision(self, key: str, number: str, instrument: NamedNode) -> Iterator[Triple]:
        if all(number != provision.number for provision in self._register.instrument(key).provisions):
            yield from about(
                NamedNode(address("standard", f"{key}/{number}")),
                "Provision",
                number=number,
                instrument=instrument,
                dcterms_isPartOf=instrument,
            )

    def _recommendation(self, key: str, recommendation: Recommendation) -> Iterator[Triple]:
        inline = recommendation.inline.span() if recommendation.inline else None
        yield from about(
            self._node("recommendation", key),
            "Recommendation",
            report=self._iri,
            country=NamedNode(address("country", self._report.identity.country)),
            number=recommendation.number,
            priority=recommendation.priority,
            group=recommendation.group,
            **self._quoted(recommendation.span),
            sentence=recommendation.passage.text,
            **_bounds("inline", inline),
            topic=self._topics(recommendation.topics),
        )

    def _follow_up(self, key: str, follow_up: FollowUp) -> Iterator[Triple]:
        span = follow_up.sentence.span
        yield from about(
            self._node("follow-up", key),
            "FollowUp",
            report=self._iri,
            country=NamedNode(address("country", self._report.identity.country)),
            **self._quoted(span),
            sentence=follow_up.sentence.text,
            status=scr(follow_up.status.value),
            topic=self._topics(follow_up.topics),
            year=follow_up.year,
            namedNumber=follow_up.numbers,
        )

    def _mentions(self, named: NamedNode, mentions: Iterable[Mention]) -> Iterator[Triple]:
        for mention in mentions:
            yield from about(
                NamedNode(f"{self._iri.value}#mention-{mention.span.start}-{mention.span.end}"),
                "Mention",
                report=self._iri,
                names=named,
                start=mention.span.start,
                end=mention.span.end,
                article=mention.article,
                footnote=None if mention.footnote is None else self._node("footnote", mention.footnote),
            )
            if mention.sentence.span.start in self._findings:
                yield from about(self._node("finding", mention.sentence.span.start), mentions=named)

    def _body(self, body: Body) -> Iterator[Triple]:
        node = NamedNode(address("body", body.key))
        yield from about(
            node,
            "Body",
            rdfs_label=body.name,
            abbreviation=body.abbreviation,
            skos_altLabel=body.aliases,
            bodyKind=scr(body.kind),
            country=self._country_of(body.key),
        )
        yield from self._mentions(node, body.mentions)

    def _law(self, law: Law) -> Iterator[Triple]:
        node = NamedNode(address("law", law.key))
        yield from about(
            node,
            "Law",
            rdfs_label=law.name,
            skos_altLabel=law.aliases,
            year=law.year,
            lawKind=scr(law.kind),
            country=self._country_of(law.key),
        )
        yield from self._mentions(node, law.mentions)

    def _country_of(self, key: str) -> NamedNode | None:
        code = key.partition("/")[0]
        return None if code == "int" else NamedNode(address("country", code))

    def _fact(self, fact: Fact) -> Iterator[Triple]:
        place = fact.span.start if fact.span else "given"
        name = "-".join(filter(None, ["fact", fact.property, fact.qualifier.replace(" ", "-"), str(place)]))
        yield from about(
            NamedNode(address("report", self._id) + "#" + address("", name).rpartition("/")[2]),
            "ElectionFact",
            report=self._iri,
            election=self._election(self._report.identity),
            property=fact.property,
            qualifier=fact.qualifier,
            value=fact.value,
            **_bounds("", fact.span),
        )


def _bounds(name: str, span: Span | None) -> dict[str, Value]:
    """The two properties of a span: ``start`` and ``end``, or ``anchorStart`` and ``anchorEnd`` …"""
    if span is None:
        return {}
    return {f"{name}Start" if name else "start": span.start, f"{name}End" if name else "end": span.end}


def _keyed(things: Iterable[_T], key: Callable[[_T], object]) -> Iterator[tuple[str, _T]]:
    """Things with the last part of their addresses; the second with the same key gets ``.2``, and so on."""
    seen: Counter[object] = Counter()
    for thing in things:
        seen[key(thing)] += 1
        nth = seen[key(thing)]
        yield (str(key(thing)) if nth == 1 else f"{key(thing)}.{nth}"), thing
