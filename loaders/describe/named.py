"""Bodies, laws and their amendments, and the places where the report names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from loaders.describe.context import Context
from loaders.model import Mention
from loaders.triples import about, moment, scr
from ontology import address


def describe_bodies(context: Context) -> Iterator[Triple]:
    """The bodies that the report names."""
    for body in context.found.bodies:
        node = NamedNode(address("body", body.key))
        yield from about(
            node,
            "Body",
            rdfs_label=body.name,
            abbreviation=body.abbreviation,
            skos_altLabel=body.aliases,
            bodyKind=scr(body.kind),
            country=_country_of(body.key),
        )
        for renaming in body.renamings:
            other = NamedNode(address("body", renaming.to))
            yield from about(node, **{renaming.relation: other}, changedIn=moment(renaming.when))
        yield from _mentions(context, node, body.mentions)


def describe_laws(context: Context) -> Iterator[Triple]:
    """The domestic acts that the report names."""
    for law in context.found.laws:
        node = NamedNode(address("law", law.key))
        yield from about(
            node,
            "Law",
            rdfs_label=law.name,
            skos_altLabel=law.aliases,
            year=law.year,
            lawKind=scr(law.kind),
            country=_country_of(law.key),
        )
        yield from _mentions(context, node, law.mentions)


def describe_amendments(context: Context) -> Iterator[Triple]:
    """The amendments whose dates the report tells. One of a law has its address under the law's, so that all
    reports that tell its date speak of one thing; one of no law that is named, under the country's.
    """
    labels = {law.key: law.name for law in context.found.laws}
    for amendment in context.found.amendments:
        law = NamedNode(address("law", amendment.law)) if amendment.law else None
        node = NamedNode(f"{(law or context.country).value}#amendment-{amendment.date}")
        name = labels[amendment.law] if amendment.law else "legislation"
        yield from about(
            node,
            "Amendment",
            rdfs_label=f"{name}, amendment of {amendment.date}",
            amends=law,
            country=context.country,
            dcterms_date=moment(amendment.date),
        )
        for mention in amendment.mentions:
            yield from about(_mention_node(context, mention), quote=context.report.source.quote(mention.span))
        yield from _mentions(context, node, amendment.mentions)


def _mention_node(context: Context, mention: Mention) -> NamedNode:
    return NamedNode(f"{context.iri.value}#mention-{mention.span.start}-{mention.span.end}")


def _mentions(context: Context, named: NamedNode, mentions: Iterable[Mention]) -> Iterator[Triple]:
    for mention in mentions:
        yield from about(
            _mention_node(context, mention),
            "Mention",
            report=context.iri,
            names=named,
            oa_hasTarget=context.place(mention.span),
            start=mention.span.start,
            end=mention.span.end,
            article=mention.article,
            footnote=None if mention.footnote is None else context.node("footnote", mention.footnote),
        )
        if finding := context.finding(mention.sentence.span.start):
            yield from about(finding, mentions=named)


def _country_of(key: str) -> NamedNode | None:
    code = key.partition("/")[0]
    return None if code == "int" else NamedNode(address("country", code))
