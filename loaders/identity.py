"""Which country, election and report a text is about, and the words that say so.

The title page says it best, then the running heads, then the body. Where the text tells nothing, or two
things, the loader asks (``--id``) instead of guessing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from loaders.countries import country_name, find_countries
from loaders.dates import Day, find_dates
from loaders.errors import NotAReportError, UnclearIdentityError
from loaders.given import Given
from loaders.layout import Layout
from loaders.layout.headings import clean
from loaders.model import Evidence, Identity, ReportType, Span
from ontology import read_yaml

_REMEDY = "Name the report with --id, e.g. --id kz-2016-03-20-final, or in a YAML file beside it."
_CONTEST = r"(?:elections?|referendums?|referenda|vote|poll|run-?off|second round)"
# "elections to the lower chamber on 3 May", but not "an Election Observation Mission on 3 April".
_ON_DATE = re.compile(
    rf"\b{_CONTEST}\b(?:(?!mission|commission|observ|law\b|result)[^.;]){{0,80}}?\b(?:on|for)\s+$", re.I
)
# "the 3 May early parliamentary elections", but not "On 3 March, the president called elections".
_DATED_CONTEST = re.compile(rf"\s+(?:(?!the\b)[\w-]+\s+){{0,3}}?{_CONTEST}\b", re.I)
# "Presidential Election, Second Round, 3 May 2031", "elections in Varland (3 May 2031)".
_CONTEST_BEFORE = re.compile(
    rf"\b{_CONTEST}\b(?:(?!mission|commission|observ|report|\d{{4}})[^.;]){{0,60}}$", re.I
)
_PLACE_AND_DATE = re.compile(r"^\W*(?:[A-Z][\w.’'-]*[ ,-]+){1,4}$")
_FEWEST_ELECTION_WORDS = 5
_OPENING = 8000


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of the text that may speak of the identity: a line of the title page, a head, a block."""

    text: str
    start: int

    def evidence(self, value: str, start: int, end: int) -> Evidence:
        return Evidence(value, Span(self.start + start, self.start + end))


def identify(layout: Layout, path: Path, given: Given) -> Identity:
    """The identity of a laid-out text; what ``given`` says goes before what the text says.

    Raises NotAReportError for a text that is not about elections, UnclearIdentityError where the country,
    the election day or the type of report cannot be told.
    """
    return _Reader(layout, path, given).identity()


class _Reader:
    def __init__(self, layout: Layout, path: Path, given: Given) -> None:
        self._path = path
        self._given = given
        text = layout.source.text
        self._front = [_Words(text[s.start : s.end], s.start) for s in (*layout.front, *layout.heads)]
        self._body = [
            _Words(text[s.start : s.end], s.start) for s in (b.passage.span() for b in layout.blocks)
        ]
        self._opening = [w for w in self._body if w.start < _OPENING]
        self._text = text
        self._evidence: dict[str, Evidence] = {}

    def identity(self) -> Identity:
        if len(re.findall(rf"\b{_CONTEST}\b", self._text, re.I)) < _FEWEST_ELECTION_WORDS:
            raise NotAReportError(
                f"{self._path} hardly speaks of elections: "
                "it does not look like an election-observation report."
            )
        report_type = self._given.report_type or self._report_type()
        country = self._given.country or self._country()
        issued = self._given.issued or self._issued()
        types = self._given.election_types or self._election_types()
        day = self._given.election_date
        if day is None and report_type is not ReportType.OPINION:
            day = self._election_date(issued)
        early = self._given.early if self._given.early is not None else self._early(types)
        key_date = issued if report_type is ReportType.OPINION else day
        if key_date is None:
            raise UnclearIdentityError(f"{self._path}: the date of the opinion is unclear. {_REMEDY}")
        name = self._given.country_name or country_name(country)
        if name is None:
            raise UnclearIdentityError(
                f"{self._path}: '{country}' is no country's code by itself. "
                "Say what the country is called (country_name: …) in a YAML file beside the report."
            )
        return Identity(
            report_id=self._given.report_id or f"{country}-{key_date.isoformat()}-{report_type}",
            country=country,
            country_name=name,
            report_type=report_type,
            election_date=day,
            election_types=types,
            early=early if day else None,
            issued=issued,
            mission_type=self._given.mission_type or self._mission_type(report_type),
            title=_title(name, types, early, day, report_type),
            evidence=self._evidence,
        )

    def _country(self) -> str:
        for region, margin in ((self._front, 1), (self._body, 2)):
            places = [(code, w, a, b) for w in region for code, a, b in find_countries(w.text)]
            counts = Counter(code for code, *_ in places).most_common(2)
            if not counts:
                continue
            if len(counts) == 2 and counts[1][1] * margin >= counts[0][1]:
                named = " and ".join(country_name(code) or code for code, _ in counts)
                raise UnclearIdentityError(
                    f"{self._path}: two countries are named about as often, {named}. {_REMEDY}"
                )
            code, words, start, end = next(place for place in places if place[0] == counts[0][0])
            self._evidence["country"] = words.evidence(code, start, end)
            return code
        raise UnclearIdentityError(f"{self._path}: no country is named in the text. {_REMEDY}")

    def _report_type(self) -> ReportType:
        types = read_yaml("identity.yaml")["report_types"]
        for region, field in ((self._front, "titles"), (self._body, "phrases")):
            found: Counter[str] = Counter()
            for words in region:
                for name, entry in types.items():
                    match = _any_of(tuple(entry[field])).search(words.text)
                    if match:
                        found[name] += len(match.group())
                        self._evidence.setdefault(f"report-type {name}", words.evidence(name, *match.span()))
            if found:
                best = found.most_common(1)[0][0]
                self._evidence["report_type"] = self._evidence[f"report-type {best}"]
                return ReportType(best)
        raise UnclearIdentityError(
            f"{self._path}: the text does not say whether it is a final report, an interim report, "
            f"a preliminary statement or a needs assessment. {_REMEDY}"
        )

    def _issued(self) -> date | None:
        """The date on the title page that is not that of the election, or "Ilona, 3 May 2031 – This …"."""
        for i, words in reversed(list(enumerate(self._front))):
            for day in find_dates(words.text):
                if day.year and not day.in_period and not self._dates_election(i, day):
                    return self._take_date("issued", words, day)
        for words in self._body:
            for day in find_dates(words.text[:80]):
                if day.year and _PLACE_AND_DATE.match(words.text[: day.start]):
                    return self._take_date("issued", words, day)
        return None

    def _take_date(self, field: str, words: _Words, day: Day) -> date | None:
        value = day.on(0 if day.year is None else day.year)
        if value:
            self._evidence[field] = words.evidence(value.isoformat(), day.start, day.end)
        return value

    def _dates_election(self, i: int, day: Day) -> bool:
        """Whether a date on the title page follows the name of the election, in its line or above it, where
        the country's name may come between.
        """
        before = self._front[i].text[: day.start]
        above = reversed(self._front[:i])
        while not re.search(r"\w", before) or _is_country(clean(before)):
            words = next(above, None)
            if words is None:
                return False
            before = words.text
        return bool(_CONTEST_BEFORE.search(clean(before)))

    def _election_date(self, issued: date | None) -> date:
        for i, words in enumerate(self._front):
            for day in find_dates(words.text):
                if day.year and not day.in_period and self._dates_election(i, day):
                    found = self._take_date("election_date", words, day)
                    if found:
                        return found
        votes: Counter[date] = Counter()
        for words, day in self._dates_in_body():
            year = day.year or self._year_of(day, issued)
            value = day.on(year) if year else None
            if value:
                votes[value] += 2 if words.start < _OPENING else 1
                self._evidence.setdefault(
                    f"election-date {value}", words.evidence(value.isoformat(), day.start, day.end)
                )
        best = votes.most_common(2)
        if not best or (len(best) == 2 and best[0][1] == best[1][1]):
            seen = f"it names {best[0][0]} and {best[1][0]}" if best else "it names none"
            raise UnclearIdentityError(f"{self._path}: the election day is unclear: {seen}. {_REMEDY}")
        self._evidence["election_date"] = self._evidence[f"election-date {best[0][0]}"]
        return best[0][0]

    def _dates_in_body(self) -> Iterator[tuple[_Words, Day]]:
        """Dates that the body ties to an election: "elections for 10 January 2031", "the 9 June election"."""
        for words in self._body:
            for day in find_dates(words.text):
                if _ON_DATE.search(words.text, max(0, day.start - 120), day.start) or _DATED_CONTEST.match(
                    words.text, day.end
                ):
                    yield words, day

    def _year_of(self, day: Day, issued: date | None) -> int | None:
        """The year of a date given without one: as the same day has it elsewhere, else that of the report."""
        years = Counter(
            other.year
            for words in (*self._front, *self._body)
            for other in find_dates(words.text)
            if other.year and (other.day, other.month) == (day.day, day.month)
        )
        if years:
            return years.most_common(1)[0][0]
        return issued.year if issued else None

    def _election_types(self) -> tuple[str, ...]:
        for region in (self._front, self._opening):
            counts: Counter[str] = Counter()
            for words in region:
                for match in _contest_names().finditer(words.text):
                    kind = match.lastgroup or ""
                    counts[kind] += 1
                    self._evidence.setdefault(f"type {kind}", words.evidence(kind, *match.span()))
            if counts:
                best = counts.most_common(1)[0][0]
                self._evidence["election_types"] = self._evidence[f"type {best}"]
                # A title page names every contest of the day; a body also speaks of other elections.
                return tuple(counts) if region is self._front else (best,)
        return ()

    def _early(self, types: Iterable[str]) -> bool:
        names = [name for kind in types for name in read_yaml("identity.yaml")["election_types"][kind]]
        if not names:
            return False
        early = "|".join(read_yaml("identity.yaml")["early"])
        pattern = re.compile(
            rf"\b(?:({early})\s+)?(?:{'|'.join(map(re.escape, names))})\s+{_CONTEST}\b", re.I
        )
        for region in (self._front, self._opening):
            found = [(words, match) for words in region for match in pattern.finditer(words.text)]
            if found:
                yes = [(words, match) for words, match in found if match[1]]
                words, match = yes[0] if yes else found[0]
                self._evidence["early"] = words.evidence("", *match.span())
                return 2 * len(yes) > len(found)
        return False

    def _mission_type(self, report_type: ReportType) -> str | None:
        data = read_yaml("identity.yaml")
        forced = data["report_types"][report_type.value]["missions"]
        if forced:
            return str(forced[0])
        counts: Counter[str] = Counter()
        for abbreviation, names in data["mission_types"].items():
            # Needs assessments precede, and joint missions embrace, the mission that wrote the report.
            if abbreviation not in ("NAM", "IEOM"):
                longer = re.compile(
                    rf"(?<!limited )(?<!international )(?<!special )(?:{'|'.join(names)})", re.I
                )
                counts[abbreviation] = len(longer.findall(self._text)) + len(
                    re.findall(rf"\b{abbreviation}s?\b", self._text)
                )
        best, count = counts.most_common(1)[0]
        return best if count else None


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.I)


@cache
def _contest_names() -> re.Pattern[str]:
    kinds = read_yaml("identity.yaml")["election_types"]
    named = {kind: "|".join(map(re.escape, names)) for kind, names in kinds.items() if kind != "referendum"}
    groups = "|".join(f"(?P<{kind}>{names})" for kind, names in named.items())
    # "presidential and early parliamentary elections" (each is found on its own), "elections to the European
    # Parliament".
    others = r"(?:(?:,|\s+and)\s+(?:\w+\s+)?[\w-]+){0,2}"
    before_contest = rf"(?=(?:{'|'.join(named.values())}){others}\s+{_CONTEST}\b)"
    behind_contest = r"(?<=elections to the )|(?<=elections for the )"
    return re.compile(
        rf"\b(?:(?:{before_contest}|{behind_contest})(?:{groups})\b|(?P<referendum>referendum)\b)", re.I
    )


def _is_country(line: str) -> bool:
    """Whether a line names a country and nothing else ("REPUBLIC OF VARLAND")."""
    rest = line
    for _, start, end in find_countries(line):
        rest = line[:start] + line[end:]
    return rest != line and not re.sub(r"\b(?:Republic|Kingdom|of|the)\b|\W", "", rest, flags=re.I)


def _title(
    country: str, types: tuple[str, ...], early: bool, day: date | None, report_type: ReportType
) -> str:
    """A title in our own words: "Varland, early parliamentary election of 3 May 2031: final report"."""
    labels = {
        ReportType.FINAL: "final report",
        ReportType.PRELIMINARY: "statement of preliminary findings and conclusions",
        ReportType.INTERIM: "interim report",
        ReportType.NAM: "needs assessment mission report",
        ReportType.OPINION: "legal opinion",
    }
    if day is None:
        return f"{country}: {labels[report_type]}"
    contest = " and ".join(t for t in types if t != "referendum")
    kind = f"{contest} election" if contest else "election"
    kind = "referendum" if types == ("referendum",) else kind
    return f"{country}, {'early ' if early else ''}{kind} of {day.day} {day:%B %Y}: {labels[report_type]}"
