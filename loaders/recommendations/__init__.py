"""Recommendations: the lists of reports, who should act on an item, how, and where it stands in the body.

:mod:`~loaders.recommendations.lists` reads the items, :mod:`~loaders.recommendations.tables` those in tables;
what an item asks of whom is told clause by clause (:mod:`~loaders.recommendations.clauses`, ``addressees``,
``acts``). What leads up to it is told afterwards, from the findings: ``grounds``.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.model import Act, Addressee, Body, Recommendation, Report, ReportType
from loaders.recommendations.acts import acts_of, label_of
from loaders.recommendations.addressees import Actors, implied_by
from loaders.recommendations.clauses import clauses_of
from loaders.recommendations.inline import Text
from loaders.recommendations.items import Item
from loaders.recommendations.lists import items_of
from loaders.topics import leading_topics, topics_of

_WITH_LISTS = frozenset({ReportType.FINAL, ReportType.OPINION})


def find_recommendations(report: Report, bodies: Sequence[Body] = ()) -> tuple[Recommendation, ...]:
    """The recommendations of a final report or a legal opinion, in the order of its list; other reports have
    none. ``bodies`` are those that the report names, for its recommendations to call upon.

    ``number`` is as printed, without its full stop or brackets; an item under a mere bullet, or under
    nothing, is numbered by its place in the list.
    """
    if report.identity.report_type not in _WITH_LISTS:
        return ()
    items = items_of(report)
    text = Text(report, {block.ordinal for item in items for block in item.blocks})
    actors = Actors(bodies)
    return tuple(_recommendation(item, place, text, actors) for place, item in enumerate(items, start=1))


def _recommendation(item: Item, place: int, text: Text, actors: Actors) -> Recommendation:
    passage = item.passage
    return Recommendation(
        number=item.number or str(place),
        priority=item.priority,
        group=item.group,
        passage=passage,
        inline=text.same_words(passage.text),
        topics=leading_topics(passage.text) or topics_of(item.group),
        addressees=_addressees(item, actors),
        acts=_acts(item),
        context=item.context,
        standards=item.standards,
    )


def _addressees(item: Item, actors: Actors) -> tuple[Addressee, ...]:
    """Those whom the list says an item is for, and those whom its clauses call upon. Where nobody is named,
    those whose act it would be.
    """
    named = actors.named(item.addressed)
    implied: list[Addressee] = []
    for clause in clauses_of(item.passage):
        if called := actors.called_upon(clause):
            named += called
        elif not item.addressed:
            implied += implied_by(clause, law=label_of(clause) == "law")
    kinds = {addressee.kind for addressee in named}
    return tuple(dict.fromkeys([*named, *(one for one in implied if one.kind not in kinds)]))


def _acts(item: Item) -> tuple[Act, ...]:
    acts = {act for clause in clauses_of(item.passage) for act in acts_of(clause)}
    if item.changes_law is not None:  # the table says so itself
        acts = acts - {Act.LAW, Act.PRACTICE} | {Act.LAW if item.changes_law else Act.PRACTICE}
    return tuple(act for act in Act if act in acts)
