"""Domestic acts, found in sentences about the invented Republic of Varland."""

from __future__ import annotations

import pytest
from reports import report_of

from loaders.laws import find_laws

NAMED = [
    # (sentence, names with kinds, reason)
    ("The Constitution protects it.", {"Constitution": "constitution"}, "the word alone names it"),
    ("The Constitution of Varland does so.", {"Constitution": "constitution"}, "the country adds nothing"),
    ("See the Law on Public Rivers.", {"Law on Public Rivers": "law"}, "a title behind the noun"),
    (
        "The Law on Access to Information helps.",
        {"Law on Access to Information": "law"},
        "a title goes on behind a small word before a capital",
    ),
    ("The Law on public rivers provides fines.", {"Law on public rivers": "law"}, "a title in small letters"),
    ("The Fisheries Act was amended.", {"Fisheries Act": "law"}, "a subject before the noun"),
    (
        "It is governed by the Organic Law on Elections.",
        {"Organic Law on Elections": "constitutional-law"},
        "the rank decides the kind",
    ),
    (
        "The Criminal and Civil Codes apply.",
        {"Criminal Code": "code", "Civil Code": "code"},
        "one noun in the plural for two codes",
    ),
    (
        "The Law on Rivers, Lakes and Ports and the Tax Code apply.",
        {"Law on Rivers, Lakes and Ports": "law", "Tax Code": "code"},
        "commas and 'and' inside a title, 'and the' between acts",
    ),
    (
        "The Law on Parties and Criminal Code apply.",
        {"Law on Parties": "law", "Criminal Code": "code"},
        "another act behind 'and'",
    ),
    (
        "See the Law of Varland on Referendums.",
        {"Law of Varland on Referendums": "law"},
        "the country between noun and title",
    ),
    ("Government Decree No 12 applies.", {"Government Decree No 12": "decree"}, "a number"),
    (
        "The Law on Amending the Law on Rivers passed.",
        {"Law on Amending the Law on Rivers": "law"},
        "an amending act holds the name of another one",
    ),
    (
        "The 1990 Fishers with Boats Act and the 1986 Coastal and Overseas Voters Act apply.",
        {"Fishers with Boats Act": "law", "Coastal and Overseas Voters Act": "law"},
        "small words inside a subject",
    ),
    (
        "The 2003 River Parties Act, the 2010 Marches, Meetings and Vigils Act and the Tax Code apply.",
        {"River Parties Act": "law", "Marches, Meetings and Vigils Act": "law", "Tax Code": "code"},
        "commas inside a subject",
    ),
    (
        "See Law No. 13/2015 On the Integrity of Persons Elected, Appointed or Holding Public Functions.",
        {"Law No. 13/2015 On the Integrity of Persons Elected, Appointed or Holding Public Functions": "law"},
        "commas and 'or' inside a title",
    ),
    (
        "The Law on Protection from Floods from May 2012 applies.",
        {"Law on Protection from Floods": "law"},
        "'from' inside a title and behind it",
    ),
    (
        "The Law on the Commissions for the Conduct of Elections applies.",
        {"Law on the Commissions for the Conduct of Elections": "law"},
        "a title that speaks of conduct",
    ),
    ("The Freedom of Fishing Act helps.", {"Freedom of Fishing Act": "law"}, "'of' inside a subject"),
    ("Under the Rights of the Coast Act, it is free.", {"Rights of the Coast Act": "law"}, "'of the' inside"),
    (
        "Tide and the Fisheries Act differ.",
        {"Fisheries Act": "law"},
        "'and the' parts an act from another name",
    ),
    (
        "The HCV and Election Code differ.",
        {"Election Code": "code"},
        "an abbreviation is no part of a subject",
    ),
    (
        "The First Amendment and the Second and Twenty-First Amendments apply.",
        dict.fromkeys(("First Amendment", "Second Amendment", "Twenty-First Amendment"), "constitution"),
        "amendments that a constitution counts",
    ),
    ("The Law “On Rivers” applies.", {"Law “On Rivers”": "law"}, "a title in quotation marks"),
    ("Varland's Election Code is long.", {"Election Code": "code"}, "the country is no part of the name"),
]

NOT_NAMED = [
    ("By law, the act is void.", "small letters without a title"),
    ("The rule of Law Enforcement Agencies.", "another noun follows"),
    ("A Code of Conduct was signed.", "no act"),
    ("The 2002 Code of Good Practice in Electoral Matters says so.", "a text of an international body"),
    ("An Organic Law is needed.", "a rank alone names no act"),
    ("The European Media Law differs.", "not domestic"),
    ("See the Declaration on the Stability of the Electoral Law.", "within an international title"),
    ("The Third Constitutional Amendment failed.", "an ordinal alone names the amendments that count"),
    ("The Harbour Court repealed it by its Decision No. 3 of 2 May 2031.", "what a court decides"),
    ("See Decision No. 7 of the Constitutional Court.", "what a court decides, named behind it"),
    ("A Decree was issued.", "neither number nor title"),
]


@pytest.mark.parametrize(("sentence", "laws", "reason"), NAMED)
def test_acts_that_a_sentence_names(sentence: str, laws: dict[str, str], reason: str) -> None:
    assert {law.name: law.kind for law in find_laws(report_of(sentence))} == laws, reason


@pytest.mark.parametrize(("sentence", "reason"), NOT_NAMED)
def test_sentences_that_name_no_act(sentence: str, reason: str) -> None:
    assert find_laws(report_of(sentence)) == (), reason


@pytest.mark.parametrize(
    ("sentence", "year", "reason"),
    [
        ("The 2011 Law on Rivers applies.", 2011, "before the name"),
        ("The Rivers Act, 2011, applies.", 2011, "behind it"),
        ("The Rivers Act of 2011 applies.", 2011, "behind 'of'"),
        ("Government Decree No 12 of 3 May 2011 applies.", 2011, "in a date"),
        ("The Law on Rivers adopted in 2011 applies.", None, "a year that may belong to something else"),
    ],
)
def test_the_year_of_an_act(sentence: str, year: int | None, reason: str) -> None:
    assert [law.year for law in find_laws(report_of(sentence))] == [year], reason


@pytest.mark.parametrize(
    ("text", "mentions", "reason"),
    [
        ("The Law on Mass Media is old. The Mass Media Law is strict.", 2, "one subject in another order"),
        (
            "The Organic Law on Elections (Voting Act) is new. The Voting Act is long.",
            3,
            "a name in brackets",
        ),
        ("The River Offences Code is old. The Code of River Offenses is short.", 2, "two spellings"),
        ("The Law on Voting by Post (LVP) is new. The LVP is short.", 3, "initials in brackets"),
    ],
)
def test_one_act_under_two_names(text: str, mentions: int, reason: str) -> None:
    [law] = find_laws(report_of(text))
    assert len({mention.span for mention in law.mentions}) == mentions, reason


def test_the_key_is_the_same_however_a_report_names_the_act() -> None:
    keys = {find_laws(report_of(f"See the {name}."))[0].key for name in ("Media Law", "2012 Law on Media")}
    assert keys == {"xv/law-on-media"}


@pytest.mark.parametrize(
    ("sentence", "articles", "reason"),
    [
        ("Article 20.12.2 of the River Code forbids it.", ["20.12.2"], "one article"),
        ("Articles 3 and 7 of the 2015 Law on Rivers apply.", ["3", "7"], "a mention for each of two"),
        ("The River Code (Article 14.2) forbids it.", ["14.2"], "in brackets behind the name"),
        ("The River Code forbids it.", [""], "none"),
    ],
)
def test_the_article_that_is_referred_to(sentence: str, articles: list[str], reason: str) -> None:
    [law] = find_laws(report_of(sentence))
    assert [mention.article for mention in law.mentions] == articles, reason


def test_mentions_point_at_the_source_text_and_know_their_footnote() -> None:
    report = report_of("The *River* Code applies.[1]", footnotes={1: "See also the River Code."})
    [law] = find_laws(report)
    quotes = [report.source.quote(mention.span) for mention in law.mentions]
    assert quotes == ["River* Code", "River Code"]
    assert [mention.footnote for mention in law.mentions] == [None, 1]
