"""What the loading stages hand to each other: the report tree, and the mentions found in it.

Offsets. A *source offset* is a Python string index into the report's source text, as users see it in
``start`` and ``end``. A *reading offset* is an index into the text of one :class:`Passage`: the text as a
person reads it, with footnote blocks, page furniture, markup and line breaks taken out. A passage knows the
source offset of each of its characters, so whatever is found in reading text points back at the source.
"""

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


class Mode(StrEnum):
    """Whether a citation quotes the words of an instrument, or only names it."""

    QUOTED = "quoted"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a provision of an instrument, or to an instrument as a whole.

    ``span`` embraces the reference as printed, from its first provision word to the end of the instrument's
    name; the provisions of one run ('paragraphs 3 and 7.6 of …') are one citation each with the same span.
    ``instrument`` is a key of the register, None where unresolved (``reason`` then says why);
    ``provision`` is the register's number, '' for the instrument as a whole; ``printed`` the provision as
    the report prints it, and ``slip`` says what was printed wrongly, where the register corrected it
    ('year 1991', …). ``rule`` names the rule that bound provision to instrument. ``footnote`` is the number
    of the footnote it stands in, None in the body. ``anchor`` is the body sentence it supports.
    """

    span: Span
    instrument: str | None
    provision: str
    printed: str
    rule: str
    mode: Mode
    footnote: int | None
    anchor: Sentence | None
    slip: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a body or a law is named. ``sentence`` is the sentence it stands in;
    ``footnote`` the number of the footnote, None in the body. ``article`` is the article of a law
    that is referred to ('20.12.2'), '' otherwise.
    """

    span: Span
    sentence: Sentence
    footnote: int | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Renaming:
    """That a body goes by another name now (``relation`` 'renamedTo'), or that another body took its place
    ('succeededBy'). ``to`` is the key of the other body; ``when`` a day, month or year in ISO 8601, '' where
    none is told.
    """

    relation: str
    to: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An institution, party, organisation or medium that the report names.

    ``key`` is the last part of its address: country code or 'int', a slash, a slug of the canonical name.
    ``kind`` is one of the body kinds of ``ontology/schemes.ttl``.
    """

    key: str
    name: str
    kind: str
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    renamings: tuple[Renaming, ...] = ()


@dataclass(frozen=True, slots=True)
class Law:
    """A domestic act that the report names. ``kind`` is one of the law kinds of ``ontology/schemes.ttl``."""

    key: str
    name: str
    kind: str
    year: int | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of a law, by its date: ``date`` is an ISO 8601 day, month or year, as closely as it is told.

    ``law`` is the key of the law, None where the report speaks of legislation in general.
    """

    law: str | None
    date: str
    mentions: tuple[Mention, ...]


class Assessment(StrEnum):
    """How a finding judges what it describes."""

    CONTRARY = "contrary"
    IN_LINE = "in-line"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class ObservationFigure:
    """In how many of the places or moments observed something is true: "in 65 of the 111 polling stations".

    ``observed`` is what was counted, as printed ('' where the report leaves it to the context); ``percent``
    the share in per cent (a share in words, "a third", to one decimal), ``count`` the number and ``total``
    the whole it is a part of, None where the report does not give them; ``stage`` the stage of election day
    ('opening', 'voting', 'counting', 'tabulation') or ''; ``hedge`` words of doubt as printed ('nearly').
    """

    span: Span
    observed: str
    percent: float | None = None
    count: int | None = None
    total: int | None = None
    stage: str = ""
    hedge: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A body sentence that assesses, or that carries a citation (``assessment`` is then None).

    ``view`` is whose view it is: 'mission', 'interlocutors' or 'authorities'. ``appeals`` are the general
    standards it appeals to without naming an instrument: 'osce-commitments', 'good-practice' … ``cues`` are
    the words that speak for the assessment, as printed; ``figures`` what share of observations it is true of.
    """

    sentence: Sentence
    block: Block
    assessment: Assessment | None
    topics: tuple[str, ...]
    in_summary: bool
    view: str = "mission"
    appeals: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    figures: tuple[ObservationFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A finding of a summary and one finding of the body that it repeats. ``score``, from 0 to 1, is how
    alike their words are (see ``loaders.summaries``).
    """

    finding: Finding
    body: Finding
    score: float


class Act(StrEnum):
    """What kind of act a recommendation asks for. A consideration is weaker than a request, whatever it is
    about: what is only to be considered is a consideration besides.
    """

    LAW = "law"
    PRACTICE = "practice"
    CONSIDERATION = "consideration"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who should act on a recommendation.

    ``kind`` is one of the addressee kinds of ``ontology/schemes.ttl``; ``body`` the key of the report's own
    body, '' where none is named. ``implied``: nobody is named, but what is asked for is theirs to do.
    """

    kind: str
    body: str = ""
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item of a list of recommendations, and where the same words stand in the body.

    ``context`` and ``standards`` are what a table says beside it: the finding behind it, and the commitments
    it rests on. ``findings`` are those of the body that lead up to it, ``citations`` theirs and its own.
    """

    number: str
    priority: bool
    group: str
    passage: Passage
    inline: Passage | None
    topics: tuple[str, ...]
    addressees: tuple[Addressee, ...] = ()
    acts: tuple[Act, ...] = ()
    context: Passage | None = None
    standards: Passage | None = None
    findings: tuple[Finding, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def span(self) -> Span:
        return self.passage.span()


class Status(StrEnum):
    """What a follow-up says became of a recommendation."""

    ADDRESSED = "addressed"
    PARTLY = "partly"
    UNADDRESSED = "unaddressed"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A statement that earlier recommendations were addressed, partly addressed, or not.

    ``numbers`` are those that the sentence names, or a footnote of it whose number ``footnote`` then is;
    ``year`` and ``election`` ('parliamentary', 'presidential', 'local' …; '' where not told) are those by
    which it calls the report they stand in.
    """

    sentence: Sentence
    status: Status
    topics: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    year: int | None = None
    election: str = ""
    footnote: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or particular of the election. ``property`` and ``qualifier`` as the query ``election-facts``
    gives them; ``span`` is the place it was read from, None where it comes from outside the text (``--id``);
    ``again`` are further places that tell the same figure, or a rounding of it ('11.9 million'). Two facts of
    one report with one property and qualifier contradict each other.
    """

    property: str
    value: str | int | float | bool | date
    qualifier: str = ""
    span: Span | None = None
    again: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one report."""

    report: Report
    citations: tuple[Citation, ...] = ()
    bodies: tuple[Body, ...] = ()
    laws: tuple[Law, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    findings: tuple[Finding, ...] = ()
    summaries: tuple[Summary, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    facts: tuple[Fact, ...] = ()
