"""Observation figures: in how many of the places and moments observed a statement is true, as numbers.

"Seals were broken in 14 of the 62 polling stations visited" gives the count 14, the total 62 and what was
counted. A share of anything else (voters, candidates, seats) is no observation figure, nor
is the number of places observed. What has no number ("in nearly all", "in a few") gives none, nor do ranges
("in 5 to 8 per cent"). Words and patterns are data: ``ontology/observed.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from loaders.figures import figure_pattern, read_figure
from loaders.model import Block, ObservationFigure, Sentence
from ontology import read_yaml

ELECTION_DAY = frozenset({"election-day", "early-voting", "voting", "counting", "tabulation", "results"})
"""Kinds of sections in which a bare "in 12 polling stations" tells what observers saw there."""

_PER_CENT = "(?: ?(?:per ?cent|%))"
STAGES = ("opening", "voting", "counting", "tabulation")


def find_observation_figures(
    block: Block, sentence: Sentence, section_kinds: Collection[str] = ()
) -> tuple[ObservationFigure, ...]:
    """The observation figures of a sentence of ``block``, from left to right.

    ``section_kinds`` are the kinds of the sections around it, innermost first: they tell what a bare figure
    is of, and the stage of election day where the words do not.
    """
    text, day = sentence.text, not ELECTION_DAY.isdisjoint(section_kinds)
    if not _number().search(text) or _words("others").search(text):
        return ()
    if not (day or _words("observing").search(text)):
        return ()
    told: list[re.Match[str]] = []
    for pattern in _patterns("patterns", on_election_day=day):
        told += (match for match in pattern.finditer(text) if _counts(match, told))
    if told or day:
        for pattern in _patterns("elliptic", on_election_day=day):
            told += (match for match in pattern.finditer(text) if _counts(match, told))
    found: list[ObservationFigure] = []
    for match in sorted(told, key=lambda match: match.start("figure")):
        named = _nearest(match, told)
        stage = _stage(block, sentence, match, section_kinds)
        found += _figures(sentence, match, named, stage)
    return tuple(found)


def _counts(match: re.Match[str], told: Collection[re.Match[str]]) -> bool:
    """Whether a figure is one of its own, is no range, and does not tell how much was observed."""
    start, end = match.span("figure")
    apart = all(end <= other.start("figure") or other.end("figure") <= start for other in told)
    before = match.string[:start]
    return apart and not _words("ranges").search(before) and not _words("coverage").search(before)


def _nearest(match: re.Match[str], told: Collection[re.Match[str]]) -> str:
    """What a figure counts: in its own words, else in those of the nearest figure of the sentence."""
    named = [other for other in told if _group(other, "p") and other.groupdict().get("observed")]
    at = match.start("figure")
    nearest = min(named, key=lambda other: abs(other.start("figure") - at), default=None)
    return match.groupdict().get("observed") or (nearest["observed"] if nearest else "")


def _figures(
    sentence: Sentence, match: re.Match[str], observed: str, stage: str
) -> Iterator[ObservationFigure]:
    """The figure of a match, and those listed before it ("in 9 and 8 per cent of observations")."""
    every = _group(match, "every")
    percent = _percent(f"one in {every}" if every else _group(match, "p"))
    count, total = (_whole(_group(match, name)) for name in ("n", "m"))
    if total is not None and _group(match, "except"):
        count = total - (_whole(_group(match, "except")) or 0)
    elif _group(match, "all"):
        count = 0 if _group(match, "all").lower() == "none" else total
    if (percent or 0) > 100 or (count is not None and total is not None and not 0 <= count <= total):
        return
    if percent is None and count is None:  # "one in 0"
        return
    start, end = match.span("figure")
    for listed in _number().finditer(match.string, *match.span("also")) if _group(match, "also") else ():
        value = read_figure(listed[0]).value
        span = sentence.passage.span(*listed.span())
        share, number = (None, int(value)) if percent is None else (float(value), None)
        yield ObservationFigure(span, observed, share, number, total, stage)
        start = match.end("also")
    span = sentence.passage.span(start, end)
    yield ObservationFigure(span, observed, percent, count, total, stage, _group(match, "hedge").lower())


def _group(match: re.Match[str], name: str) -> str:
    """What the first of the groups ``name``, ``name2`` … that took part in a match holds."""
    groups = match.groupdict()
    return next((groups[key] for key in (name, *(f"{name}{n}" for n in range(2, 5))) if groups.get(key)), "")


def _whole(printed: str) -> int | None:
    return int(read_figure(printed).value) if printed else None


def _percent(printed: str) -> float | None:
    if not printed:
        return None
    words = re.sub(r"[\s-]+", " ", printed.lower())
    shares: dict[str, float] = read_yaml("observed.yaml")["fractions"]
    if words in shares:
        return float(shares[words])
    part, _, whole = words.partition(" in ")
    if whole:
        every = read_figure(whole).value
        return round(100 * read_figure(part).value / every, 1) if every else None
    return float(read_figure(re.sub(f"{_PER_CENT}$", "", words)).value)


def _stage(block: Block, sentence: Sentence, match: re.Match[str], section_kinds: Collection[str]) -> str:
    """The stage of election day: told in the figure, in the words of its sentence nearest to it, by the
    section, or by the sentence that opens the account it stands in.
    """
    start, end = match.span("figure")
    named = _stages(match["figure"])
    named = named or _stages(match.string[:start])[-1:] or _stages(match.string[end:])[:1]
    of_section = next((kind for kind in section_kinds if kind in STAGES), "")
    if named or of_section in STAGES[2:]:  # sections on the voting often begin with the opening
        return named[0] if named else of_section
    before = [one.text for one in block.sentences if one.start < sentence.start]
    told = (_stages(text) for text in reversed(before) if _words("accounts").search(text))
    return next((stages[0] for stages in told if stages), of_section)


def _stages(text: str) -> list[str]:
    """The stages of election day that a text names, in order."""
    return [match.lastgroup or "" for match in _stage_words().finditer(text)]


@cache
def _stage_words() -> re.Pattern[str]:
    stages: dict[str, str] = read_yaml("observed.yaml")["stages"]
    return re.compile("|".join(f"(?P<{stage}>{words})" for stage, words in stages.items()), re.I)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(read_yaml("observed.yaml")[name].replace("{k}", figure_pattern()), re.I)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"{figure_pattern()}|\b(?:half|third|quarter|fifth|tenth)s?\b", re.I)


@cache
def _patterns(name: str, *, on_election_day: bool) -> tuple[re.Pattern[str], ...]:
    """The patterns of a list in the data; on election day a place needs no word that says it was observed.

    The group ``figure`` is the figure with its noun; ``hedge`` and ``also`` (numbers listed before) open it.
    """
    data, pieces = read_yaml("observed.yaml"), _pieces(on_election_day=on_election_day)
    hedges = "|".join(sorted(data["hedges"], key=len, reverse=True))
    listed = f"{figure_pattern()}{_PER_CENT}?"
    opening = rf"\b(?:(?P<hedge>{hedges}) )?(?P<also>{listed}(?:, {listed})*,? and )?"
    patterns = []
    for pattern in data[name]:
        lead = next((lead for lead in data["leads"] if pattern.startswith(f"{{{lead}}}")), "")
        pattern = pattern.removeprefix(f"{{{lead}}}")
        for piece, meaning in pieces.items():
            pattern = pattern.replace(piece, meaning)
        patterns.append(re.compile(f"{data['leads'].get(lead, '')}(?P<figure>{opening}{pattern})", re.I))
    return tuple(patterns)


def _pieces(*, on_election_day: bool) -> dict[str, str]:
    """What the names in braces in a pattern stand for."""
    data, k = read_yaml("observed.yaml"), figure_pattern()
    moments, places, events = ("|".join(data[key]) for key in ("moments", "places", "events"))
    seen = f"(?:{'|'.join(data['seen'])})"
    thing = f"(?:{moments}|{places}|{events})"
    word = r"(?!(?:and|or|but|the|of|in|that|which|who|where|was|were)\b)[\w-]+ "
    aside = rf"(?:{word}){{0,3}}?(?:(?:in|of|at) (?:the )?)?"
    said = rf"(?:{seen} (?:{word})??{thing}\b|{aside}{thing} (?:that were |they )?{seen}\b)"
    bare = f"{moments}|{places}" if on_election_day else moments
    what = rf"(?:{said}|(?:{word})??(?:{bare})\b(?! {data['elsewhere']}))"
    cases = "|".join(data["cases"]) if on_election_day else "(?!)"
    fractions = "|".join(fraction.replace(" ", "[- ]") for fraction in data["fractions"])
    share = rf"(?:{k}{_PER_CENT}|(?:{fractions})\b|(?:one|two|three|four|nine) in {k})"
    pieces = {
        "{k}": k,
        "{of}": "(?:out )?of (?:the |all |some |a total of )*",
        "{what}": f"(?P<observed>{what})",
        "{seen-what}": f"(?P<observed>{said})",
        "{thing}": f"(?P<observed>{bare})",
        "{cases}": rf"(?P<observed>{cases})\b",
    }
    for n in ("", "2", "3", "4"):
        pieces |= {f"{{{name}{n}}}": f"(?P<{name}{n}>{k})" for name in "nm"}
        pieces[f"{{p{n}}}"] = f"(?P<p{n}>{share})"
    return pieces
