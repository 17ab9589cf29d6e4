"""Small reports about the invented Republic of Varland, made from strings, for tables of cases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from loaders.model import (
    Block,
    BlockKind,
    Footnote,
    Identity,
    Marker,
    Passage,
    Report,
    ReportType,
    Section,
    Sentence,
    Source,
    Span,
)

_SENTENCE = re.compile(r".+?(?:(?<!No)(?<!\b[A-Z])[.!?](?=\s+[A-Z“]|$)|$)", re.DOTALL)
_MARKER = re.compile(r"\[(\d+)\]")
_LABEL = re.compile(r"(\d{1,2}\.|[a-z]\)|•) ")


def identity(**fields: Any) -> Identity:
    """The parliamentary elections of 14 May 2023 in Varland (the code 'xv' belongs to no country)."""
    values: dict[str, Any] = {
        "report_id": "xv-2023-05-14-final",
        "country": "xv",
        "country_name": "Varland",
        "report_type": ReportType.FINAL,
        "election_date": date(2023, 5, 14),
        "election_types": ("parliamentary",),
        "issued": date(2023, 9, 1),
        "mission_type": "EOM",
    }
    return Identity(**(values | fields))


def report_of(
    *paragraphs: str, footnotes: Mapping[int, str] | None = None, section: str = "", **fields: Any
) -> Report:
    """A report of one section of that kind, whose blocks are the paragraphs, in order.

    A paragraph that holds a tab is a row of a table; ``[3]`` in a paragraph marks where footnote 3 is
    called. Asterisks stay in the source text and are left out of the reading text, as the reader does.
    ``fields`` replace fields of :func:`identity`.
    """
    return report_in_sections(((section, 1, section.upper()), *paragraphs), footnotes=footnotes, **fields)


def report_in_sections(
    *sections: tuple[tuple[str, int, str] | str, ...],
    footnotes: Mapping[int, str] | None = None,
    **fields: Any,
) -> Report:
    """A report of several sections, each given as (kind, level, heading) and its paragraphs.

    A paragraph that begins with ``12. `` or ``• `` is an item of a list: the label is not part of its text.
    """
    notes = dict(footnotes or {})
    paragraphs = [(i, part) for i, (_, *parts) in enumerate(sections) for part in map(str, parts)]
    everything = [*paragraphs, *((None, note) for note in notes.values())]
    source = Source("varland.txt", "\n\n".join(part for _, part in everything), "0" * 64)
    blocks, at = [], 0
    for index, part in everything:
        blocks.append(_block(part, at, len(blocks) + 1, index))
        at += len(part) + 2
    body, rest = blocks[: len(paragraphs)], blocks[len(paragraphs) :]
    found = tuple(_footnote(number, block, body) for number, block in zip(notes, rest, strict=True))
    return Report(source, identity(**fields), _headings([head for head, *_ in sections]), tuple(body), found)


def _headings(heads: Sequence[Any]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for kind, level, title in heads:
        parent = next((i for i in reversed(range(len(sections))) if sections[i].level < level), None)
        sections.append(Section(len(sections) + 1, level, "", title, kind, Span(0, 0), parent))
    return tuple(sections)


def _block(text: str, start: int, ordinal: int, section: int | None) -> Block:
    label = _LABEL.match(text)
    if label:
        text, start = text[label.end() :], start + label.end()
    markers, letters, offsets = [], [], []
    at = 0
    while at < len(text):
        if marker := _MARKER.match(text, at):
            markers.append(Marker(int(marker[1]), len(letters), start + at))
            at = marker.end()
            continue
        if text[at] != "*":
            letters.append(text[at])
            offsets.append(start + at)
        at += 1
    passage = Passage("".join(letters), offsets)
    kind = BlockKind.ROW if "\t" in text else BlockKind.BULLET if label else BlockKind.PARAGRAPH
    shown = label[1] if label else ""
    sentences = _sentences(passage, markers)
    return Block(kind, ordinal, passage, sentences, tuple(markers), section=section, label=shown)


def _sentences(passage: Passage, markers: list[Marker]) -> tuple[Sentence, ...]:
    spans = [
        (found.start() + len(found[0]) - len(found[0].lstrip()), found.end())
        for found in _SENTENCE.finditer(passage.text)
        if found[0].strip()
    ]
    return tuple(
        Sentence(a, b, passage.cut(a, b), tuple(m.number for m in markers if a < m.at <= b)) for a, b in spans
    )


def _footnote(number: int, block: Block, body: list[Block]) -> Footnote:
    block = Block(BlockKind.FOOTNOTE, number, block.passage, block.sentences, block.markers, None)
    for host in body:
        for marker in host.markers:
            if marker.number == number:
                sentence = host.sentence_at(max(marker.at - 1, 0))
                return Footnote(number, block, sentence, host, host.passage.offsets[marker.at - 1] + 1)
    return Footnote(number, block)
