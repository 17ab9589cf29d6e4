"""Citations: every standard a report relies on, to the provision.

The way through: instruments are recognised by name (``dictionary``, ``naming``, ``recognise``), runs of
provisions are parsed (``grammar``), runs are bound to instruments within a sentence, paragraph or footnote
(``bind``) or to what was cited before (``antecedents``), and what is bound is looked up in the register of
standards (``resolve``, ``register``). Names, series of documents and grammar words are data:
``ontology/standards/`` and ``ontology/citations/``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.citations import resolve
from loaders.citations.antecedents import Reference
from loaders.citations.bind import Binder
from loaders.citations.domestic import DomesticReference
from loaders.citations.recognise import Recogniser
from loaders.citations.register import Instrument, Provision, Register
from loaders.model import Block, Citation, Footnote, Report

__all__ = [
    "DomesticReference",
    "Instrument",
    "Provision",
    "References",
    "Register",
    "find_citations",
    "find_references",
]


@dataclass(frozen=True, slots=True)
class References:
    """What a report refers to by article or name: standards, and articles of domestic acts."""

    citations: tuple[Citation, ...]
    domestic: tuple[DomesticReference, ...]


def find_citations(report: Report, register: Register) -> tuple[Citation, ...]:
    """The citations of standards in a report, in order of place."""
    return find_references(report, register).citations


def find_references(report: Report, register: Register) -> References:
    """The citations of standards and the references to articles of domestic acts, in order of place.

    Blocks are read in the order a reader meets them, each footnote behind the block that carries its marker,
    because abbreviations and "Ibid." look back.
    """
    identity = report.identity
    day = identity.issued or identity.election_date
    binder = Binder(Recogniser(register, identity.country, day.year if day else None))
    found: list[Citation] = []
    domestic: list[DomesticReference] = []
    carrier: Sequence[Reference] = ()
    for block, footnote in _in_reading_order(report):
        if footnote:
            references = binder.bind(block, carrier if footnote.anchor else ())
        else:
            references = carrier = binder.bind(block)
        number = footnote.number if footnote else None
        for reference in references:
            span = resolve.span(reference, block, report.source.text)
            if reference.act is not None:
                domestic += resolve.domestic_reference(reference, span, block, number)
            else:
                anchor = footnote.anchor if footnote else reference.sentence
                found += resolve.citations(reference, register, span, number, anchor)
    found.sort(key=lambda citation: citation.span)
    domestic.sort(key=lambda reference: reference.span)
    return References(tuple(found), tuple(domestic))


def _in_reading_order(report: Report) -> Iterator[tuple[Block, Footnote | None]]:
    waiting = {footnote.number: footnote for footnote in report.footnotes}
    for block in report.blocks:
        yield block, None
        for marker in block.markers:
            if footnote := waiting.pop(marker.number, None):
                yield footnote.block, footnote
    for footnote in waiting.values():
        yield footnote.block, footnote
