"""What the loading stages hand to each other: the report tree, and the mentions found in it.

Offsets. A *source offset* is a Python string index into the report's source text, as users see it in
``start`` and ``end``. A *reading offset* is an index into the text of one :class:`Passage`: the text as a
person reads it, with footnote blocks, page furniture, markup and line breaks taken out. A passage knows the
source offset of each of its characters, so whatever is found in reading text points back at the source.
"""

from loaders.model.found import (
    Act,
    Addressee,
    Amendment,
    Assessment,
    Body,
    Citation,
    Extraction,
    Fact,
    Finding,
    FollowUp,
    Law,
    Mention,
    Mode,
    ObservationFigure,
    Recommendation,
    Renaming,
    Status,
    Summary,
)
from loaders.model.tree import (
    Block,
    BlockKind,
    Evidence,
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

__all__ = [
    "Act",
    "Addressee",
    "Amendment",
    "Assessment",
    "Block",
    "BlockKind",
    "Body",
    "Citation",
    "Evidence",
    "Extraction",
    "Fact",
    "Finding",
    "FollowUp",
    "Footnote",
    "Identity",
    "Law",
    "Marker",
    "Mention",
    "Mode",
    "ObservationFigure",
    "Passage",
    "Recommendation",
    "Renaming",
    "Report",
    "ReportType",
    "Section",
    "Sentence",
    "Source",
    "Span",
    "Status",
    "Summary",
]
