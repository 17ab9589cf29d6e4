"""The words between a run of provisions and the name of its instrument.

Lists of words are data (``ontology/citations/grammar.yaml``); the shapes they stand in are here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import ontology

LONGEST_LINK = 90
"""The most characters that may stand between a run and a name."""

_NO_ADJECTIVE = "and|or|with|law|code|act|constitution|as|by|which|that|is|are|was|not|other|both"
_ADJECTIVE = rf"(?!(?:{_NO_ADJECTIVE})\b)[a-z][a-z-]+"
_PART = (
    r"(?:(?P<explanatory>[Ee]xplanatory\s+(?:[Rr]eport|[Mm]emorandum))"
    r"|(?:[Aa]nnex|[Aa]ppendix|[Pp]reamble|[Gg]uidelines)(?:\s+[\dIVX]+)?)\s+(?:of|to|on|in)\s+(?:the\s+)?"
)

FORWARD = re.compile(
    r"\.?\)?\s*,?\s*(?:as\s+)?(?i:of|in|from|under|within|to|by)\s+(?:(?i:the|its|that|this|both)\s+)?"
    rf"(?:{_PART})?(?:{_ADJECTIVE}\s+){{0,2}}(?:(?:Convention|Covenant|Declaration|Charter|Protocol|Document)\s+\()?"
    r"[“\"‘']?\s*"
)
"""Article 25 **of the legally binding** ICCPR; paragraph 99 **of the Explanatory Report to the** Code;
Article 4 **of the Convention (**CEDAW)."""

APPOSED = re.compile(r"\.?\s*[,(\[]?\s*(?:the\s+)?")
"""Art. 25**,** ICCPR."""

NAME_FIRST = re.compile(
    r"(?:['’]s?)?[\s,;:(\[–—-]*(?:(?:in|at|see|under|notably|particularly|especially|specifically|in\s+particular|its|"
    r"also|including|the|e\.g\.|cf\.|inter\s+alia)\b\.?[\s,]*){0,4}"
    r"(?:(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2,8}\s+)?(?:19|20)\d\d\s*,\s*)?(?:Guidelines\s*,?\s*)?"
)
"""the Copenhagen Document**, in particular** paragraph 7.5; … Meeting**, 29 June 1990,** paragraph 7.5."""

BARE_NUMBER = re.compile(r"\s*[,(]?\s*(?:Guidelines\s*,?\s*)?(?=\(?(?:[IVX]{1,4}\.|\d{1,2}\.\d))")
"""the Code of Good Practice **(**I.1.2)."""

FURTHER_RUN = re.compile(r"\s*,?\s*(?:and|as\s+well\s+as|or)\s+(?:of\s+)?(?=[\dIVX])")
"""paragraph 7.5 of the Copenhagen Document **and** 18.1 of the Moscow Document."""

THEREOF = re.compile(r"\s+(?:thereof|therein)\b")

GOES_ON = re.compile(r"\.?\)?\s+(?:of|in|from)\s+(?:the|its|this|that|an?|[A-Z])|\.?\s+(?:above|below)\b")
"""A run that names what it belongs to, though no known instrument, or a place in the report itself."""

IN_LIST = re.compile(r"\s*(?:,|;|and|&)\s*(?:and\s+)?(?:the\s+)?")
"""ICCPR**,** CEDAW **and** CRPD."""

RATIFYING_ACT = re.compile(
    r"\b(?:Law|Act|Decree|Bill)\b[^.;]{0,40}\b(?i:ratification|ratifying|accession)\s+(?:of|to)?\s*(?:the\s+)?$"
)
"""the Law on **Ratification of the** …: a domestic act with an instrument in its title."""


@cache
def words() -> dict[str, Any]:
    """``ontology/citations/grammar.yaml``."""
    data: dict[str, Any] = ontology.read_yaml("citations/grammar.yaml")
    return data


@cache
def anaphor() -> re.Pattern[str]:
    """Article 25 **of the Covenant**; paragraph 24 **of the same Document** (but not "of the Code of …")."""
    same, heads = "|".join(words()["same"]), "|".join(words()["heads"])
    return re.compile(
        r"\.?\)?\s*,?\s*(?:of|in|under|from|to)\s+(?:the|that|this|its|said)\s+"
        rf"(?P<same>(?:(?i:{same})\s+){{0,2}})(?P<head>(?i:{heads})s?)\b"
        r"(?!\s+(?:on|of|against|for|to)\s+(?:the\s+)?[A-Z])"
    )


@cache
def ibid() -> re.Pattern[str]:
    """**Ibid.,** paragraph 15 (matched against what stands before the run)."""
    return re.compile(rf"\b(?i:{'|'.join(words()['ibid'])})\b\.?,?\s*(?:(?i:at|see)\s+)?$")


@cache
def ibid_alone() -> re.Pattern[str]:
    """**Ibid.** at the start of a sentence, perhaps with a page, and no provision."""
    each = "|".join(word.capitalize() for word in words()["ibid"])
    return re.compile(
        rf"(?:^\s*|(?<=[.;])\s+)(?:(?i:see)\s+(?:(?i:also)\s+)?)?(?P<ibid>(?:{each}|(?<=\s)(?:{each.lower()}))\.?)"
        r"(?:(?=\s*(?:$|[.;]\s|[.;]$))|(?P<page>,?\s+(?:at\s+)?pp?(?:age|ages)?\.?\s*\d))"
    )


@cache
def no_treaty() -> re.Pattern[str]:
    """CEDAW **expressed** concern; ECHR **2005-IX** (a volume of judgments)."""
    return re.compile(rf"\)?,?\s+(?:(?:{'|'.join(words()['acts_as_committee'])})\b|(?:19|20)\d\d-[IVX]+\b)")
