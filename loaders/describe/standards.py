"""The register of standards as RDF."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders.citations.register import Register
from loaders.triples import about
from ontology import address


def describe_instrument(register: Register, key: str, node: NamedNode) -> Iterator[Triple]:
    """The triples of an instrument, without its provisions."""
    instrument = register.instrument(key)
    yield from about(
        node,
        "Instrument",
        dcterms_identifier=key,
        dcterms_title=instrument.title,
        issuer=instrument.issuer,
        year=instrument.year,
        instrumentKind=instrument.kind,
        symbol=instrument.symbol,
    )


def describe_register(register: Register) -> list[Triple]:
    """The triples of the register of standards: instruments and their provisions."""
    triples: list[Triple] = []
    for instrument in register.instruments.values():
        node = NamedNode(address("standard", instrument.key))
        triples += describe_instrument(register, instrument.key, node)
        for provision in instrument.provisions:
            part_of = f"{instrument.key}/{provision.parent}" if provision.parent else instrument.key
            triples += about(
                NamedNode(address("standard", f"{instrument.key}/{provision.number}")),
                "Provision",
                number=provision.number,
                instrument=node,
                dcterms_isPartOf=NamedNode(address("standard", part_of)),
                dcterms_description=provision.about,
            )
    return list(dict.fromkeys(triples))
