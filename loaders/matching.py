"""Which recommendations of earlier reports the statements of a later one mean.

A link is *certain* where the report names the recommendation's number and the year of its report, and no
other list can be meant. All else is a *proposal*, with a score that says how strong it is:

=============  ==========================================================================================
0.9            the number is named without the year of its report, and one earlier list is loaded
1 / n          the number is named, and n lists fit the year (or none is named)
0.7 to 1       both speak of the same matter, such as 'voting rights of prisoners'
0.4 to 0.7     the statement lists a topic as such ("those related to media"), which the recommendation is
               on; it is of the latest list that has any such
0.4 to 0.5     no matter or topic is known, but more than four fifths of the words are the same
=============  ==========================================================================================

The share of common words (``meaning.words_shared``) gives the place within a band; 0.1 is taken off where the
statement speaks of priority recommendations and the list does not call this one a priority, or where a topic
alone is the same though the statement speaks of more: of a matter, or in a whole sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from loaders.meaning import Meaning, meaning_of, parts_of, speaks_of_priorities, words_shared
from loaders.model import FollowUp, Recommendation, Status
from loaders.named_numbers import names_opinion

PROPOSED_FROM = 0.4
"""From this score on a recommendation is proposed as one that a follow-up means."""

WITHOUT_YEAR = 0.9
SAME_MATTER, SAME_TOPIC, SAME_WORDS = 0.7, 0.4, 0.8
PLACE_IN_BAND = 0.3
SHORTFALL = 0.1


class Tie(StrEnum):
    """How sure it is that a later statement is about a recommendation."""

    CERTAIN = "certain"
    PROPOSED = "proposed"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Listing:
    """A report that lists recommendations, by what later reports call it: the year of its election or of its
    own date, and the kinds of election ('parliamentary' …).
    """

    report_id: str
    years: frozenset[int]
    elections: frozenset[str] = frozenset()

    @property
    def of_opinion(self) -> bool:
        """Whether it is the list of a legal opinion, which only a statement that says so means."""
        return "-opinion" in self.report_id


class Candidate(NamedTuple):
    """A recommendation that a statement may mean: its key (report, slash, number), the report that lists it,
    and what it is about.
    """

    key: str
    listing: Listing
    recommendation: Recommendation
    meaning: Meaning

    @classmethod
    def of(cls, key: str, listing: Listing, recommendation: Recommendation) -> Candidate:
        """A recommendation with its meaning read from its words."""
        meaning = meaning_of(recommendation.passage.text, recommendation.group)
        return cls(key, listing, recommendation, meaning)


class Link(NamedTuple):
    """A link from a later statement or recommendation to an earlier recommendation, by their keys.

    ``score`` (0 to 1) says how strong it is and ``reason`` why it is made, in a clause for a person that
    holds none of a report's words. ``through`` is the key of a later recommendation of nearly the same
    wording, by way of which it leads to this one ('' where it leads there at once).
    """

    later: str
    earlier: str
    tie: Tie
    score: float
    reason: str
    through: str = ""


class Earlier:
    """The recommendations of earlier reports of one country, findable by number, matter and topic."""

    def __init__(self) -> None:
        self._lists: dict[Listing, dict[str, list[Candidate]]] = {}
        self._of: dict[str, list[Candidate]] = defaultdict(list)
        self._repeated: set[str] = set()
        self._settled: dict[str, Status] = {}

    def add(self, candidates: Iterable[Candidate], repeated: Iterable[str] = ()) -> None:
        """Add the recommendations of a report, and the keys of those whose wording it repeats: proposals then
        go to the latest wording alone.
        """
        for candidate in candidates:
            numbered = self._lists.setdefault(candidate.listing, {})
            numbered.setdefault(candidate.recommendation.number, []).append(candidate)
            for word in {*candidate.meaning.matters, *candidate.meaning.topics, _UNKNOWN}:
                self._of[word].append(candidate)
        self._repeated.update(repeated)

    def link(self, statements: Mapping[str, FollowUp]) -> list[Link]:
        """The links of the statements of one report, by their keys."""
        links = [
            link
            for key, follow_up in statements.items()
            if follow_up.numbers
            for link in self._by_number(key, follow_up)
        ]
        said: dict[str, set[Status]] = defaultdict(set)
        for link in links:
            if link.tie is Tie.CERTAIN:
                said[link.earlier].add(statements[link.later].status)
        for key, follow_up in statements.items():
            if not follow_up.numbers:
                links += self._by_meaning(key, follow_up, said)
        for recommendation, statuses in said.items():
            self._settled[recommendation] = max(statuses, key=list(Status).index)
        return links

    def _by_number(self, key: str, follow_up: FollowUp) -> Iterator[Link]:
        lists = self._called(follow_up)
        where = "the report" if follow_up.footnote is None else f"footnote {follow_up.footnote}"
        for listing in lists:
            for number in dict.fromkeys(follow_up.numbers):
                for candidate in self._lists[listing].get(number, ()):
                    named = f"{where} names recommendation {number}"
                    if follow_up.year and len(lists) == 1:
                        reason = f"{named} of the {follow_up.year} report"
                        yield Link(key, candidate.key, Tie.CERTAIN, 1.0, reason)
                    elif follow_up.year:
                        reason = (
                            f"{named} of a {follow_up.year} report, and {len(lists)} lists are of that year"
                        )
                        yield Link(key, candidate.key, Tie.PROPOSED, round(1 / len(lists), 2), reason)
                    else:
                        reason = f"{named} and not the year of its report; lists loaded: {len(lists)}"
                        score = WITHOUT_YEAR if len(lists) == 1 else round(1 / len(lists), 2)
                        yield Link(key, candidate.key, Tie.PROPOSED, score, reason)

    def _called(self, follow_up: FollowUp) -> list[Listing]:
        """The lists that a statement may mean by the year and the kind of election that it tells."""
        lists = [each for each in self._lists if follow_up.year is None or follow_up.year in each.years]
        opinion = names_opinion(follow_up.sentence.text)
        lists = [each for each in lists if each.of_opinion == opinion] or lists
        return [each for each in lists if follow_up.election in each.elections] or lists

    def _by_meaning(self, key: str, follow_up: FollowUp, said: Mapping[str, set[Status]]) -> Iterator[Link]:
        text, best = follow_up.sentence.text, dict[str, tuple[float, str]]()
        priorities = speaks_of_priorities(text)
        for part in parts_of(text):
            for candidate, score, reason in self._like(part, priorities):
                if not self._contradicted(candidate, follow_up.status, said):
                    best[candidate.key] = max(best.get(candidate.key, (0.0, "")), (score, reason))
        for recommendation, (score, reason) in best.items():
            yield Link(key, recommendation, Tie.PROPOSED, score, reason)

    def _like(self, part: Meaning, priorities: bool) -> list[tuple[Candidate, float, str]]:
        """The recommendations that are like a part of a statement. Those that share no more than its topic
        are of the latest list that has such: a topic alone does not call up all lists there ever were.
        """
        found = []
        for candidate in self._near(part):
            score, reason = _likeness(part, candidate.meaning)
            if priorities and not candidate.recommendation.priority:
                score, reason = score - SHORTFALL, f"{reason}; not among the priorities of its report"
            if score >= PROPOSED_FROM:
                found.append((candidate, round(score, 2), reason))
        loose = [candidate.listing for candidate, *_ in found if not part.matters & candidate.meaning.matters]
        latest = max(loose, key=list(self._lists).index, default=None)
        return [
            (candidate, score, reason)
            for candidate, score, reason in found
            if part.matters & candidate.meaning.matters or candidate.listing is latest
        ]

    def _near(self, part: Meaning) -> Iterator[Candidate]:
        words = {*part.matters, *part.topics} or {_UNKNOWN}
        near = {candidate.key: candidate for word in words for candidate in self._of[word]}
        return (candidate for key, candidate in near.items() if key not in self._repeated)

    def _contradicted(self, candidate: Candidate, status: Status, said: Mapping[str, set[Status]]) -> bool:
        """Whether this report, by number, says otherwise of the recommendation, or an earlier one has said
        that it was addressed where this speaks of what was not.
        """
        if candidate.key in said:
            return status not in said[candidate.key]
        return status is Status.UNADDRESSED and self._settled.get(candidate.key) is Status.ADDRESSED


_UNKNOWN = ""
"""Under this word all recommendations are found, for parts of statements that name no matter or topic."""


def _likeness(part: Meaning, other: Meaning) -> tuple[float, str]:
    """How much a part of a statement is about the same as a recommendation, and why."""
    shared = words_shared(part, other)
    words = f"; common words {shared:.2f}" if shared else ""
    if matters := part.matters & other.matters:
        return SAME_MATTER + PLACE_IN_BAND * shared, f"same matter: {', '.join(sorted(matters))}{words}"
    if part.matters and other.matters:
        return 0.0, ""
    if topics := part.topics & other.topics:
        score = SAME_TOPIC + PLACE_IN_BAND * shared - (0 if part.listed and not part.matters else SHORTFALL)
        return score, f"same topic by words or heading: {', '.join(sorted(topics))}{words}"
    if not part.topics and shared > SAME_WORDS:
        return shared / 2, f"common words {shared:.2f}"
    return 0.0, ""
