"""Recommendations, and what later reports say became of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from loaders.describe.context import Context, bounds, keyed, topic_nodes
from loaders.model import FollowUp, Recommendation
from loaders.triples import about, scr


def describe_recommendations(context: Context) -> Iterator[Triple]:
    """The recommendations of the report's list."""
    for key, recommendation in keyed(context.found.recommendations, lambda r: r.number):
        yield from _recommendation(context, key, recommendation)


def _recommendation(context: Context, key: str, recommendation: Recommendation) -> Iterator[Triple]:
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
    )


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
