"""Recommendations, and what later reports say became of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from loaders.citations.register import Register
from loaders.describe.citations import standards_cited
from loaders.describe.context import Context, bounds, keyed, topic_nodes
from loaders.model import Act, FollowUp, Recommendation
from loaders.triples import Value, about, scr
from ontology import address

_ACTS = {
    Act.LAW: "change-of-law",
    Act.PRACTICE: "change-of-practice",
    Act.CONSIDERATION: "consideration",
}
_KINDS = {"authorities": "state-authorities", "contestants": "election-contestants"}
"""The concepts of kinds that do not carry their names."""


def describe_recommendations(context: Context, register: Register) -> Iterator[Triple]:
    """The recommendations of the report's list."""
    for key, recommendation in keyed(context.found.recommendations, lambda r: r.number):
        yield from _recommendation(context, register, key, recommendation)


def _recommendation(
    context: Context, register: Register, key: str, recommendation: Recommendation
) -> Iterator[Triple]:
    rests_on = [node for citation in recommendation.citations for node in standards_cited(register, citation)]
    yield from about(
        context.node("recommendation", key),
        "Recommendation",
        report=context.iri,
        country=context.country,
        number=recommendation.number,
        priority=recommendation.priority,
        group=recommendation.group,
        **context.quoted(recommendation.span),
        sentence=recommendation.passage.text,
        **bounds("inline", recommendation.inline.span() if recommendation.inline else None),
        topic=topic_nodes(recommendation.topics),
        **_who_and_what(recommendation),
        context=recommendation.context.text if recommendation.context else None,
        basedOn=[context.finding(finding.sentence.span.start) for finding in recommendation.findings],
        restsOn=list(dict.fromkeys(rests_on)),
    )


def _who_and_what(recommendation: Recommendation) -> dict[str, list[Value]]:
    """Who should act and how, as the values of properties; each value once."""
    named = [one for one in recommendation.addressees if not one.implied]
    implied = [one for one in recommendation.addressees if one.implied]
    values: dict[str, list[Value]] = {
        "addressee": [NamedNode(address("body", one.body)) for one in named if one.body],
        "addresseeKind": [scr(_KINDS.get(one.kind, one.kind)) for one in named],
        "impliedAddresseeKind": [scr(_KINDS.get(one.kind, one.kind)) for one in implied],
        "actionKind": [scr(_ACTS[act]) for act in recommendation.acts],
    }
    return {name: list(dict.fromkeys(found)) for name, found in values.items()}


def describe_follow_ups(context: Context) -> Iterator[Triple]:
    """The report's statements on earlier recommendations; which ones they concern is told in a graph across
    reports (``loaders/links.py``).
    """
    for key, follow_up in keyed(context.found.follow_ups, lambda f: f.sentence.span.start):
        yield from _follow_up(context, key, follow_up)


def _follow_up(context: Context, key: str, follow_up: FollowUp) -> Iterator[Triple]:
    yield from about(
        context.node("follow-up", key),
        "FollowUp",
        report=context.iri,
        country=context.country,
        **context.quoted(follow_up.sentence.span),
        sentence=follow_up.sentence.text,
        status=scr(follow_up.status.value),
        topic=topic_nodes(follow_up.topics),
        year=follow_up.year,
        namedElection=follow_up.election,
        namedNumber=follow_up.numbers,
        footnote=None if follow_up.footnote is None else context.node("footnote", follow_up.footnote),
    )
