"""Results: what a report tells of each contestant, gathered from its facts."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders.describe.context import Context
from loaders.describe.facts import fact_node
from loaders.model import Fact
from loaders.triples import Value, about
from ontology import address

_SHARES = {"result-votes": "votes", "result-percent": "percentOfVotes", "result-seats": "seats"}


def describe_results(context: Context) -> Iterator[Triple]:
    """One thing for each contestant of whom the report tells votes or seats, drawn from the facts that tell
    them. The contestant is a body where the report names a body so.
    """
    told: dict[str, list[Fact]] = {}
    for fact in context.found.facts:
        if fact.property in _SHARES:
            told.setdefault(fact.qualifier, []).append(fact)
    bodies = {
        name.casefold(): NamedNode(address("body", body.key))
        for body in context.found.bodies
        for name in (*body.aliases, body.abbreviation, body.name)
        if name
    }
    for contestant, facts in told.items():
        figures: dict[str, Value] = {}
        for fact in facts:  # of two that contradict each other the first stands here, both as facts
            figures.setdefault(_SHARES[fact.property], fact.value)
        place = address("result", contestant.replace(" ", "-")).rpartition("/")[2]
        yield from about(
            NamedNode(f"{context.iri.value}#result-{place}"),
            "ContestantResult",
            report=context.iri,
            election=context.election,
            contestantName=contestant,
            contestant=bodies.get(contestant.casefold()),
            **figures,
            prov_wasDerivedFrom=[fact_node(context, fact) for fact in facts],
        )
