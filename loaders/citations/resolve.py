"""Resolving: a bound reference becomes citations of the register's provisions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.citations.antecedents import Reference
from loaders.citations.domestic import DomesticReference
from loaders.citations.grammar import Item
from loaders.citations.numbers import components
from loaders.citations.register import Register
from loaders.model import Block, Citation, Mode, Sentence, Span

_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")


def span(reference: Reference, block: Block, source: str) -> Span:
    """Where a reference stands in the source text. Of marks of emphasis that open inside and close right
    behind it, or the other way about, it takes in both: "*Oru v. Varland*, no. 1/02"."""
    found = block.passage.span(reference.start, reference.end)
    inside = _EMPHASIS.findall(source, found.start, found.end)
    if len(inside) % 2 == 0:
        return found
    mark = inside[0]
    if source.endswith(mark, 0, found.start):
        return Span(found.start - len(mark), found.end)
    return Span(found.start, found.end + len(mark)) if source.startswith(mark, found.end) else found


def citations(
    reference: Reference, register: Register, span: Span, footnote: int | None, anchor: Sentence | None
) -> Iterator[Citation]:
    """The citations of a reference to a standard: one for each provision, one for a bare name."""
    for item in reference.items or (None,):
        number, slip, reason = _provision(reference, item, register)
        yield Citation(
            span=span,
            instrument=reference.key,
            provision=number,
            printed=item.printed if item else "",
            rule=reference.rule,
            mode=Mode.QUOTED if reference.quoted else Mode.NAMED,
            footnote=footnote,
            anchor=anchor,
            slip="; ".join(filter(None, (reference.slip, slip))),
            reason=reason,
        )


def _provision(reference: Reference, item: Item | None, register: Register) -> tuple[str, str, str]:
    """The register's number for an item, what was printed wrongly, and why it could not be resolved."""
    if item is None or reference.key is None:
        return ("" if item is None else item.printed.replace(" ", "")), "", reference.reason
    first = register.place(reference.key, item.parts, item.unit)
    number = first.number
    if item.last:
        number += "-" + _range_end(number, register.place(reference.key, item.last, item.unit).number, item)
    missing = register.lacks(reference.key, item.parts, item.unit)
    return number, first.slip, f"{reference.key} has no provision {number}" if missing else ""


def _range_end(first: str, last: str, item: Item) -> str:
    """The end of a range, as short as it is printed: "25(a)-(c)", but "7.5-7.8"."""
    printed_end = item.printed.rpartition("-")[2]
    if not printed_end[:1].isalpha() and not printed_end.startswith("("):
        return last
    shared = 0
    for ours, theirs in zip(components(first), components(last), strict=False):
        if ours != theirs:
            break
        shared = last.index(theirs, shared) + len(theirs)
    return last[shared:].lstrip(".)") if shared else last


def domestic_reference(
    reference: Reference, span: Span, block: Block, footnote: int | None
) -> Iterator[DomesticReference]:
    """One reference for each article of a domestic act that is named together."""
    for item in reference.items:
        yield DomesticReference(
            span=span,
            article=item.printed,
            law=reference.act or "",
            block=block,
            footnote=footnote,
        )
