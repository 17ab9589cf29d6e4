"""What is found in a report tree: citations, bodies, laws, findings, recommendations, figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loaders.model.tree import Block, Passage, Report, Sentence, Span


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
    """In how many of the places or moments observed something is true: "in 14 of the 62 polling stations".

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
