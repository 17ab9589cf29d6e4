"""Bodies, laws and their amendments, and the places where the report names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from loaders.describe.context import Context
from loaders.model import Body, Law, Mention
from loaders.triples import about, moment, scr
from ontology import address


def describe_bodies(context: Context) -> Iterator[Triple]:
    """The bodies that the report names."""
    for body in context.found.bodies:
        yield from describe_body(body)
        yield from _mentions(context, _body_node(body.key), body.mentions)


def describe_body(body: Body) -> Iterator[Triple]:
    """A body without the places where it is named."""
    node = _body_node(body.key)
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
        other = _body_node(renaming.to)
        yield from about(node, **{renaming.relation: other}, changedIn=moment(renaming.when))


def describe_laws(context: Context) -> Iterator[Triple]:
    """The domestic acts that the report names."""
    for law in context.found.laws:
        yield from describe_law(law)
        yield from _mentions(context, _law_node(law.key), law.mentions)


def describe_law(law: Law) -> Iterator[Triple]:
    """A law without the places where it is named."""
    yield from about(
        _law_node(law.key),
        "Law",
        rdfs_label=law.name,
        skos_altLabel=law.aliases,
        year=law.year,
        lawKind=scr(law.kind),
        country=_country_of(law.key),
    )


def describe_amendments(context: Context) -> Iterator[Triple]:
    """The amendments whose dates the report tells. One of a law has its address under the law's, so that all
    reports that tell its date speak of one thing; one of no law that is named, under the country's.
    """
    laws = {law.key: law for law in context.found.laws}
    for amendment in context.found.amendments:
        law = laws[amendment.law] if amendment.law else None
        node = _amendment_node(law, context.country, amendment.date)
        yield from describe_amendment(law, context.country, amendment.date)
        for mention in amendment.mentions:
            yield from about(_mention_node(context, mention), quote=context.report.source.quote(mention.span))
        yield from _mentions(context, node, amendment.mentions)


def describe_amendment(law: Law | None, country: NamedNode, date: str) -> Iterator[Triple]:
    """An amendment of a law, or of a country's legislation, by its date, without the places that tell it."""
    yield from about(
        _amendment_node(law, country, date),
        "Amendment",
        rdfs_label=f"{law.name if law else 'legislation'}, amendment of {date}",
        amends=_law_node(law.key) if law else None,
        country=country,
        dcterms_date=moment(date),
    )


def _amendment_node(law: Law | None, country: NamedNode, date: str) -> NamedNode:
    return NamedNode(f"{(_law_node(law.key) if law else country).value}#amendment-{date}")


def _body_node(key: str) -> NamedNode:
    return NamedNode(address("body", key))


def _law_node(key: str) -> NamedNode:
    return NamedNode(address("law", key))


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
