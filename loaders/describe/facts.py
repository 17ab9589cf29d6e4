"""Election facts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from loaders.describe.context import Context
from loaders.model import Block, Fact, Sentence, Span
from loaders.triples import about
from ontology import address


def describe_facts(context: Context) -> Iterator[Triple]:
    """The figures and particulars of the election that the report gives, each with its place, the further
    places that give the same figure, and the figures that contradict it.
    """
    places = _Places(context)
    told: dict[tuple[str, str], list[NamedNode]] = {}
    for fact in context.found.facts:
        node = fact_node(context, fact)
        told.setdefault((fact.property, fact.qualifier), []).append(node)
        sentence, section = places.at(fact.span)
        yield from about(
            node,
            "ElectionFact",
            report=context.iri,
            election=context.election,
            property=fact.property,
            qualifier=fact.qualifier,
            value=fact.value,
            **(context.quoted(fact.span) if fact.span else {}),
            sentence=sentence.text.replace("\t", " | ") if sentence else None,
            section=section,
        )
        yield from _again(context, node, fact.again)
    for nodes in told.values():
        for node in nodes:
            yield from about(node, contradicts=[other for other in nodes if other != node])


def fact_node(context: Context, fact: Fact) -> NamedNode:
    """The address of a fact: the report's, with the property, the qualifier and the place behind it."""
    place = fact.span.start if fact.span else "given"
    name = "-".join(filter(None, ["fact", fact.property, fact.qualifier.replace(" ", "-"), str(place)]))
    return NamedNode(context.iri.value + "#" + address("", name).rpartition("/")[2])


def _again(context: Context, fact: NamedNode, spans: Iterable[Span]) -> Iterator[Triple]:
    for span in spans:
        yield from about(
            NamedNode(f"{context.iri.value}#figure-{span.start}-{span.end}"),
            "Restatement",
            report=context.iri,
            restates=fact,
            oa_hasTarget=context.place(span),
            **context.quoted(span),
        )


class _Places:
    """The sentence and the section that stand at a place of the report."""

    def __init__(self, context: Context) -> None:
        self._context = context
        report = context.report
        blocks = [block for block in report.blocks if block.text]
        self._blocks = sorted(blocks, key=lambda block: block.passage.offsets[0])
        self._starts = [block.passage.offsets[0] for block in self._blocks]
        self._notes = [(note.block, note.anchor_block) for note in report.footnotes if note.block.text]

    def at(self, span: Span | None) -> tuple[Sentence | None, NamedNode | None]:
        """What stands there: nothing on a title page; in a footnote the section is that of its marker."""
        if span is None:
            return None, None
        for note, anchor in self._notes:
            if found := _sentence(note, span):
                return found, self._context.section(anchor.section if anchor else None)
        index = bisect_right(self._starts, span.start) - 1
        found = _sentence(self._blocks[index], span) if index >= 0 else None
        return found, self._context.section(self._blocks[index].section) if found else None


def _sentence(block: Block, span: Span) -> Sentence | None:
    return next((one for one in block.sentences if one.text and one.span.overlaps(span)), None)
