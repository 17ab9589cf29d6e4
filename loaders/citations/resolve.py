"""Resolving: a bound reference becomes citations of the register's provisions."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.citations.bind import Reference
from loaders.citations.domestic import DomesticReference
from loaders.citations.grammar import Item
from loaders.citations.numbers import components
from loaders.citations.register import Register
from loaders.model import Block, Citation, Mode, Sentence


def citations(
    reference: Reference, register: Register, block: Block, footnote: int | None, anchor: Sentence | None
) -> Iterator[Citation]:
    """The citations of a reference to a standard: one for each provision, one for a bare name."""
    span = block.passage.span(reference.start, reference.end)
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
    reference: Reference, block: Block, footnote: int | None
) -> Iterator[DomesticReference]:
    """One reference for each article of a domestic act that is named together."""
    for item in reference.items:
        yield DomesticReference(
            span=block.passage.span(reference.start, reference.end),
            article=item.printed,
            law=reference.act or "",
            block=block,
            footnote=footnote,
        )
