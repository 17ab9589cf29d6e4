"""Election facts."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders.describe.context import Context, bounds
from loaders.triples import about
from ontology import address


def describe_facts(context: Context) -> Iterator[Triple]:
    """The figures and particulars of the election that the report gives, each with its place."""
    for fact in context.found.facts:
        place = fact.span.start if fact.span else "given"
        name = "-".join(filter(None, ["fact", fact.property, fact.qualifier.replace(" ", "-"), str(place)]))
        yield from about(
            NamedNode(context.iri.value + "#" + address("", name).rpartition("/")[2]),
            "ElectionFact",
            report=context.iri,
            election=context.election,
            property=fact.property,
            qualifier=fact.qualifier,
            value=fact.value,
            **bounds("", fact.span),
        )
