"""Source text becomes a tree: sections, blocks, sentences, and footnotes at the sentences they support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.layout.blocks import BlockBuilder, Draft
from loaders.layout.columns import find_wrapped_tables
from loaders.layout.headings import Contents, Heading, find_contents, find_headings, normalised
from loaders.layout.lines import Line, Role, is_hard_wrapped, split_lines, words_of
from loaders.layout.notes import Notes, Style, find_markers, find_notes, without_markers
from loaders.layout.projection import Projector
from loaders.layout.sentences import split_sentences
from loaders.model import Block, BlockKind, Footnote, Section, Source, Span

_SHOWN_BEFORE_MARKER = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """The tree of a text. ``front`` are the spans of the title page's lines, ``heads`` those of the running
    heads: both say what the report is, and neither is part of its body.
    """

    source: Source
    front: tuple[Span, ...]
    heads: tuple[Span, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    warnings: tuple[str, ...]


def lay_out(source: Source) -> Layout:
    """The tree of a source text. Never raises: a text without headings gives a tree without sections."""
    lines = split_lines(source.text)
    hard_wrapped = is_hard_wrapped(lines)
    notes = find_notes(lines, hard_wrapped)
    markers = find_markers(lines, notes)
    if notes.style is Style.PLAIN and 2 * len(markers) < len(notes.starts):
        notes, markers = Notes(), ()  # numbered lines that nothing points to: a form, a list, a transcript
    projector = Projector(source.text, markers, words_of(source.text))
    lines = without_markers(lines, markers)
    contents = find_contents(lines)
    headings = find_headings(lines, contents, notes.all_lines)
    sections = _sections(headings, lines, len(source.text))
    first = headings[0].line if headings else len(lines)
    skip = notes.all_lines | contents.lines
    front = [line for i, line in enumerate(lines[:first]) if line.role is Role.TEXT and i not in skip]
    drafts = _gather(source.text, lines, headings, sections, skip, hard_wrapped)
    body = _blocks(drafts, projector)
    titles = [Draft(BlockKind.PARAGRAPH, None, spans=[Span(line.start, line.end)]) for line in front]
    titles += [
        Draft(BlockKind.PARAGRAPH, None, spans=[Span(lines[h.line].start, lines[h.last_line].end)])
        for h in headings
    ]
    footnotes = tuple(_footnotes(notes, lines, projector, body, _blocks(titles, projector)))
    return Layout(
        source,
        tuple(Span(line.start, line.end) for line in front),
        tuple(Span(line.start, line.end) for line in lines if line.role is Role.FURNITURE),
        sections,
        tuple(block for block in body if block.text),
        footnotes,
        tuple(_warnings(footnotes, notes.outside, headings, contents)),
    )


def _sections(headings: Sequence[Heading], lines: Sequence[Line], length: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_sections: list[int] = []
    for i, heading in enumerate(headings):
        while open_sections and headings[open_sections[-1]].level >= heading.level:
            open_sections.pop()
        end = next((lines[h.line].start for h in headings[i + 1 :] if h.level <= heading.level), length)
        sections.append(
            Section(
                ordinal=i + 1,
                level=heading.level,
                number=heading.number,
                title=heading.title,
                kind=heading.kind,
                span=Span(lines[heading.line].start, end),
                parent=open_sections[-1] if open_sections else None,
            )
        )
        open_sections.append(i)
    return tuple(sections)


def _gather(
    text: str,
    lines: Sequence[Line],
    headings: Sequence[Heading],
    sections: Sequence[Section],
    skip: frozenset[int],
    hard_wrapped: bool,
) -> list[Draft]:
    """The body's lines as drafts of blocks. Annexes that list persons are left out: people are not loaded."""
    builder = BlockBuilder(hard_wrapped)
    by_line = {heading.line: i for i, heading in enumerate(headings)}
    rows, in_tables = find_wrapped_tables(text, lines, frozenset(h.line for h in headings if h.number))
    section = None
    heading_end = -1
    for i in range(headings[0].line if headings else len(lines), len(lines)):
        line = lines[i]
        if i in by_line:
            section, heading_end = by_line[i], headings[by_line[i]].last_line
            builder.end_block()
        elif i <= heading_end:
            continue
        elif i in in_tables:
            if i in rows:
                builder.add_row(rows[i].cells, line.page, section)
        elif line.role is Role.BLANK:
            builder.blank()
        elif line.role is not Role.TEXT or i in skip:
            builder.interrupt()
        elif not _lists_persons(sections, section):
            if line.page_start:
                builder.interrupt()
            builder.add(line, section)
    return builder.drafts


def _lists_persons(sections: Sequence[Section], index: int | None) -> bool:
    while index is not None:
        if sections[index].kind == "annex-of-persons":
            return True
        index = sections[index].parent
    return False


def _blocks(drafts: Sequence[Draft], projector: Projector) -> list[Block]:
    """The blocks that drafts stand for. One without text is but a place where a footnote's marker stands."""
    blocks: list[Block] = []
    ordinal = 1
    for draft in drafts:
        if draft.cells:
            passage, markers = projector.project_cells(draft.cells)
        else:
            passage, markers = projector.project(draft.spans, row=draft.kind is BlockKind.ROW)
        if passage.text or markers:
            blocks.append(
                Block(
                    kind=draft.kind,
                    ordinal=ordinal,
                    passage=passage,
                    sentences=split_sentences(passage, markers),
                    markers=markers,
                    section=draft.section,
                    page=draft.page,
                    label=draft.label,
                )
            )
            ordinal += bool(passage.text)
    return blocks


def _footnotes(
    notes: Notes, lines: Sequence[Line], projector: Projector, body: Sequence[Block], titles: Sequence[Block]
) -> list[Footnote]:
    marked = {marker.number: (block, marker) for block in (*titles, *body) for marker in block.markers}
    in_body = {id(block) for block in body}
    footnotes = []
    for start, extent in zip(notes.starts, notes.lines, strict=True):
        spans = [Span(lines[i].start, lines[i].end) for i in extent]
        spans[0] = Span(start.text_start, spans[0].end)
        passage, markers = projector.project(spans)
        note = Block(
            BlockKind.FOOTNOTE,
            start.number,
            passage,
            split_sentences(passage, markers),
            page=lines[start.line].page,
        )
        block, marker = marked.get(start.number, (None, None))
        if block is None or marker is None:
            footnotes.append(Footnote(start.number, note))
            continue
        before = block.text[: marker.at].rstrip()[-_SHOWN_BEFORE_MARKER:]
        anchored = id(block) in in_body and bool(block.sentences)
        anchor = next(s for s in block.sentences if start.number in s.markers) if anchored else None
        footnotes.append(
            Footnote(start.number, note, anchor, block if anchored else None, marker.source_at, before)
        )
    return footnotes


def _warnings(
    footnotes: Sequence[Footnote],
    outside: Sequence[int],
    headings: Sequence[Heading],
    contents: Contents,
) -> list[str]:
    warnings = []
    numbers = {note.number for note in footnotes}
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)
    if missing:
        warnings.append(f"Footnotes missing from the sequence: {', '.join(map(str, missing))}.")
    if outside:
        warnings.append(
            "Lines that begin like footnotes but do not fit the sequence were read as text: "
            f"{', '.join(map(str, outside))}. "
            "If the numbers start again, load the parts as files of their own."
        )
    unmarked = [str(note.number) for note in footnotes if note.marker_at is None]
    if unmarked:
        warnings.append(f"Footnotes whose marker was not found in the body: {', '.join(unmarked)}.")
    found = {normalised(h.title) for h in headings} | {normalised(f"{h.number} {h.title}") for h in headings}
    lost = [printed for printed, titles in contents.entries if not titles & found]
    if lost:
        warnings.append(f"Headings of the table of contents not found in the text: {'; '.join(lost)}.")
    return warnings
