"""Mentions become RDF: what was found in one report, as the triples of its named graph.

The vocabulary is ``ontology/scrutineer.ttl``. No blank nodes: whatever has a place in a report has an address
made of the report's identifier and that place, so an unchanged report gives the same graph again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pyoxigraph import NamedNode, Triple

from loaders.citations.register import Register
from loaders.describe.advice import describe_follow_ups, describe_recommendations
from loaders.describe.citations import describe_citations
from loaders.describe.context import Context
from loaders.describe.facts import describe_facts
from loaders.describe.findings import describe_findings
from loaders.describe.named import describe_amendments, describe_bodies, describe_laws
from loaders.describe.parts import describe_identity, describe_parts
from loaders.describe.results import describe_results
from loaders.model import Extraction
from loaders.triples import about
from ontology import graph_address


def describe(extraction: Extraction, register: Register, loader_version: str, now: datetime) -> list[Triple]:
    """The triples of one report's named graph, in no particular order and without repetition.

    ``loader_version`` and the time ``now`` go into the graph's description of where it comes from.
    """
    return list(dict.fromkeys(_triples(Context(extraction), register, loader_version, now)))


def _triples(context: Context, register: Register, loader_version: str, now: datetime) -> Iterator[Triple]:
    yield from describe_identity(context)
    yield from describe_parts(context)
    yield from describe_findings(context)
    yield from describe_citations(context, register)
    yield from describe_recommendations(context, register)
    yield from describe_follow_ups(context)
    yield from describe_bodies(context)
    yield from describe_laws(context)
    yield from describe_amendments(context)
    yield from describe_facts(context)
    yield from describe_results(context)
    source = context.report.source
    yield from about(
        NamedNode(graph_address(context.id)),
        "prov:Entity",
        prov_wasDerivedFrom=context.iri,
        fileName=source.name,
        sha256=source.sha256,
        loaderVersion=loader_version,
        prov_generatedAtTime=now,
    )
