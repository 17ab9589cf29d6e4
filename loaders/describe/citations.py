"""Citations, and the findings that rest on what they cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders.citations.register import Register
from loaders.describe.context import Context, bounds
from loaders.describe.standards import describe_instrument
from loaders.model import Citation
from loaders.triples import Value, about
from ontology import address


def describe_citations(context: Context, register: Register) -> Iterator[Triple]:
    """The citations of the report, and those instruments and provisions that the register does not list."""
    places = Counter[int]()
    for citation in context.found.citations:
        places[citation.span.start] += 1
        nth = places[citation.span.start]
        yield from _citation(context, register, citation, nth)


def _citation(context: Context, register: Register, citation: Citation, nth: int) -> Iterator[Triple]:
    instrument, provisions = None, list[Value]()
    if citation.instrument:
        instrument = NamedNode(address("standard", citation.instrument))
        if citation.instrument not in register.instruments:
            yield from describe_instrument(register, citation.instrument, instrument)
        for number in _numbers(register, citation.instrument, citation.provision):
            provisions.append(NamedNode(address("standard", f"{citation.instrument}/{number}")))
            yield from _provision(register, citation.instrument, number, instrument)
    anchor = citation.anchor.span if citation.anchor else None
    finding = context.finding(anchor.start) if anchor else None
    yield from about(
        context.node("citation", f"{citation.span.start}.{nth}"),
        "Citation",
        report=context.iri,
        **context.quoted(citation.span),
        oa_hasTarget=context.place(citation.span),
        oa_hasBody=standards_cited(register, citation),
        instrument=instrument,
        provision=provisions,
        provisionNumber=citation.provision,
        printed=citation.printed,
        rule=citation.rule,
        mode=citation.mode.value,
        slip=citation.slip,
        unresolvedReason=citation.reason,
        footnote=None if citation.footnote is None else context.node("footnote", citation.footnote),
        **bounds("anchor", anchor),
        supports=finding,
    )
    if finding and instrument:
        yield from about(finding, cites=provisions or [instrument])


def standards_cited(register: Register, citation: Citation) -> list[NamedNode]:
    """The provisions that a citation leads to, or the instrument as a whole; none where it is unresolved."""
    if not citation.instrument:
        return []
    numbers = _numbers(register, citation.instrument, citation.provision)
    keys = [f"{citation.instrument}/{number}" for number in numbers] or [citation.instrument]
    return [NamedNode(address("standard", key)) for key in keys]


def _numbers(register: Register, instrument: str, provision: str) -> list[str]:
    """The numbers of the provisions that a cited one stands for: those of a range, or its own."""
    return list(register.provisions_in(instrument, provision)) or [*filter(None, [provision])]


def _provision(register: Register, key: str, number: str, instrument: NamedNode) -> Iterator[Triple]:
    if all(number != provision.number for provision in register.instrument(key).provisions):
        yield from about(
            NamedNode(address("standard", f"{key}/{number}")),
            "Provision",
            number=number,
            instrument=instrument,
            dcterms_isPartOf=instrument,
        )
