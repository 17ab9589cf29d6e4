"""The report tree: a source text, laid out, and which report it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source text: ``source.text[start:end]``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """A report file, read: its text, untouched, and what identifies the file.

    ``sha256`` is the hexadecimal digest of the file's bytes; ``warnings`` are sentences for a person on what
    of the file could not be read.
    """

    name: str
    text: str
    sha256: str
    warnings: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The source text at ``span``, as it stands."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """Reading text and the source offset of each of its characters (``len(offsets) == len(text)``)."""

    text: str
    offsets: Sequence[int] = field(repr=False)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The stretch of source text that embraces ``self.text[start:end]``, which must not be empty."""
        end = len(self.text) if end is None else end
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def cut(self, start: int, end: int) -> Passage:
        """The part ``self.text[start:end]`` as a passage of its own."""
        return Passage(self.text[start:end], self.offsets[start:end])


@dataclass(frozen=True, slots=True)
class Marker:
    """A footnote marker: the number it shows and its place (reading offset) in the block it stands in.

    The marker itself is not part of the reading text; ``at`` is where it would stand. ``source_at`` is the
    source offset of its first character.
    """

    number: int
    at: int
    source_at: int


class BlockKind(StrEnum):
    """What a block is in the layout of the report."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block.

    ``start`` and ``end`` are reading offsets in the block's passage; ``markers`` are the numbers of the
    footnotes whose markers stand in the sentence or right after its end.
    """

    start: int
    end: int
    passage: Passage
    markers: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def span(self) -> Span:
        return self.passage.span()


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of running text: a paragraph, an item of a list, a row of a table or a footnote.

    ``ordinal`` counts the body blocks of a report from 1 (a footnote has the number it prints);
    ``section`` is an index into ``Report.sections``; ``page`` counts from 1 where it is known;
    ``label`` is what an item of a list shows before its text ('•', '12.'), which is not part of the text.
    Cells of a row are separated by a tab in its reading text.
    """

    kind: BlockKind
    ordinal: int
    passage: Passage
    sentences: tuple[Sentence, ...]
    markers: tuple[Marker, ...] = ()
    section: int | None = None
    page: int | None = None
    label: str = ""

    @property
    def text(self) -> str:
        return self.passage.text

    def sentence_at(self, at: int) -> Sentence:
        """The sentence that holds the reading offset ``at`` (the last one where ``at`` lies behind it)."""
        return next((s for s in self.sentences if at < s.end), self.sentences[-1])


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its text as a block, and the place its marker stands in the body.

    ``anchor`` is the body sentence that carries the marker (None where no marker was found), ``anchor_block``
    the block of that sentence, ``marker_at`` the source offset of the marker, ``before`` the last 60
    characters of reading text in front of it.
    """

    number: int
    block: Block
    anchor: Sentence | None = None
    anchor_block: Block | None = None
    marker_at: int | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its heading. ``kind`` is a key of ``ontology/sections.yaml`` ('' where none fits);
    ``parent`` is an index into ``Report.sections``; ``number`` is as printed ('IV', 'A', 'ANNEX I' or '').
    """

    ordinal: int
    level: int
    number: str
    title: str
    kind: str
    span: Span
    parent: int | None = None


class ReportType(StrEnum):
    """The types of reports; a report's identifier ends in its type."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    INTERIM = "interim"
    NAM = "nam"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One part of an identity with the words it was read from (no span: given from outside the text)."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which election and report a text is about.

    ``country`` is an ISO 3166-1 alpha-2 code in lower case; ``election_types`` the contests held on the day,
    the observed one first ('presidential', 'parliamentary', 'local', 'referendum', 'european'); ``issued``
    the date on the report; ``mission_type`` 'EOM', 'LEOM', 'NAM', 'EAM', 'EET' …; ``evidence`` the words
    each field was read from, by the field's name. ``report_id`` is ``{country}-{election day}-{type}``, with
    an opinion's own date for the day, and ``-2`` behind a second report of one type for one election.
    """

    report_id: str
    country: str
    country_name: str
    report_type: ReportType
    election_date: date | None
    election_types: tuple[str, ...] = ()
    early: bool | None = None
    issued: date | None = None
    mission_type: str | None = None
    title: str = ""
    evidence: dict[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The report tree: everything the layout stage found in a source text.

    ``blocks`` are the body's blocks in reading order (contents lists and page furniture are left out);
    blocks in annexes that list persons are left out as well. ``warnings`` are sentences for a person.
    """

    source: Source
    identity: Identity
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    warnings: tuple[str, ...] = ()

    def section_path(self, block: Block) -> list[Section]:
        """The section of a block and those around it, innermost first."""
        path, index = [], block.section
        while index is not None:
            path.append(self.sections[index])
            index = self.sections[index].parent
        return path
