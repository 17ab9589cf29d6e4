"""Bodies, found in sentences about the invented Republic of Varland."""

from __future__ import annotations

import pytest
from reports import report_of

from loaders.bodies import find_bodies
from loaders.model import Body, Renaming


def bodies(*paragraphs: str) -> dict[str, Body]:
    return {body.name: body for body in find_bodies(report_of(*paragraphs))}


NAMED = [
    # (sentence, names with kinds, reason)
    ("The Ministry of Rivers agreed.", {"Ministry of Rivers": "executive"}, "a title behind the noun"),
    (
        "The Ministry of Rivers, Forests and Ports agreed.",
        {"Ministry of Rivers, Forests and Ports": "executive"},
        "a list inside the title",
    ),
    (
        "The Ministry of Rivers and the Harbour Council agreed.",
        {"Ministry of Rivers": "executive", "Harbour Council": "other"},
        "'and the' parts two bodies",
    ),
    (
        "The Ministry of Rivers and Supreme Court agreed.",
        {"Ministry of Rivers": "executive", "Supreme Court": "court"},
        "a body of its own behind 'and'",
    ),
    (
        "The Ministry of Rivers, Public Administration and Coastal Change agreed.",
        {"Ministry of Rivers, Public Administration and Coastal Change": "executive"},
        "a subject that ends in the noun of a body",
    ),
    (
        "There are 56 Town and City Election Commissions (TCECs). Town and City Election Commissions count.",
        {"Town and City Election Commission": "election-commission"},
        "'and' in the name of a level",
    ),
    (
        "The Ombudsperson for Fishers spoke.",
        {"Ombudsperson for Fishers": "other"},
        "an office with a title is not the one without",
    ),
    (
        "The private Coast TV and Wave are watched.",
        {"Coast TV": "media", "Wave": "media"},
        "what is named in one breath with a medium",
    ),
    (
        "The Migration Committee of the Ministry of Rivers agreed.",
        {"Migration Committee of the Ministry of Rivers": "other", "Ministry of Rivers": "executive"},
        "a body inside the name of another one",
    ),
    (
        "Media monitoring covered Wave, bTide and Channel 5, as well as the portals Shore and ebb.media.",
        dict.fromkeys(["Wave", "bTide", "Channel 5", "Shore", "ebb.media"], "media"),
        "a list of media without a word for each",
    ),
    (
        "The mission monitored Wave 1, bTide and Coast TV and the newspapers Tidings, 24 Hours and Ebb.",
        dict.fromkeys(["Wave 1", "bTide", "Coast TV", "Tidings", "24 Hours", "Ebb"], "media"),
        "groups of monitored media",
    ),
    ("The mission monitored TECs and PECs in Hamar.", {}, "what is monitored is no medium"),
    ("Access to Wave was blocked in May.", {"Wave": "media"}, "what is blocked"),
    ("The government approved a payment.", {"Government of Varland": "executive"}, "a government that acts"),
    ("It is close to the government at all levels of government.", {}, "government in general"),
    ("Voters, the speaker and the prime minister may appeal.", {}, "an office among others"),
    ("Prime Minister Ilva Teren resigned.", {"Prime Minister": "executive"}, "who holds the office"),
    (
        "Its parliament (Vard) has 40 seats. The parliament met.",
        {"Vard": "parliament"},
        "a parliament with a name of its own is one body",
    ),
    (
        "Members of the Vard (lower house of parliament) met. The parliament was closed.",
        {"Vard": "parliament", "Parliament of Varland": "parliament"},
        "a house is not the parliament",
    ),
    ("Parties and coalitions deposit AUD 2,500.", {}, "a currency is no party"),
    (
        "The groups Transparency International Varland and Open Count came.",
        {"Transparency International Varland": "civil-society", "Open Count": "civil-society"},
        "a branch in the country",
    ),
    (
        "Ivo Ravn, PACE Secretariat, spoke.",
        {"Parliamentary Assembly of the Council of Europe": "international-organisation"},
        "an organ under the name of its organisation",
    ),
    ("The State Police agreed.", {"State Police": "executive"}, "a rank and a noun that make a name"),
    (
        "The Special Smuggling and Organized Crime Structure (XYZ) agreed.",
        {"Special Smuggling and Organized Crime Structure": "prosecution"},
        "'and' in a name, an abbreviation of other words",
    ),
    ("The 93 Electoral Administration Zones are large.", {}, "a zone of a body"),
    (
        "Three parties, Tide, Alliance and the Coalition Right for Rivers, won.",
        {"Tide": "party", "Alliance": "party", "Coalition Right for Rivers": "party"},
        "a noun alone as a name; a name behind the noun that goes on",
    ),
    (
        "It joined the party Fishers for Work, Rivers and Peace (XYZ).",
        {"Fishers for Work, Rivers and Peace": "party"},
        "commas in the name of one party",
    ),
    (
        "The Tide party won 20 seats, Ebb for All (XY) with 12 and Shore with 3.",
        {"Tide": "party", "Ebb for All": "party", "Shore": "party"},
        "seats told once",
    ),
    (
        "The Electoral College of the Court of Appeal of Hamar ruled.",
        {"Electoral College": "court", "Court of Appeal of Hamar": "court"},
        "a college of a court",
    ),
    (
        "It thanked the OSCE Presence in Varland.",
        {
            "Organization for Security and Co-operation in Europe": "international-organisation",
            "OSCE Presence in Varland": "international-organisation",
        },
        "a field operation",
    ),
    ("In the constituency of Orn, with 12 seats, Tide won 4 seats.", {"Tide": "party"}, "seats of a place"),
    ("The People’s Party of Varland won.", {"People’s Party of Varland": "party"}, "a possessive in a name"),
    ("Varland’s Supreme Court ruled.", {"Supreme Court": "court"}, "a possessive before a name"),
    ("The ruling Tide won.", {"Tide": "party"}, "a party by what it does"),
    ("The Tide party won.", {"Tide": "party"}, "the noun behind the name"),
    (
        "Two new parties, Tide and Shore, were registered.",
        {"Tide": "party", "Shore": "party"},
        "a list behind a number and a noun",
    ),
    (
        "We monitored two newspapers: Evening Ebb (private) and Morning Flow.",
        {
            "Evening Ebb": "media",
            "Morning Flow": "media",
        },
        "a list with remarks in brackets",
    ),
    ("Online media such as coast.xv grow.", {"coast.xv": "media"}, "an address of an online medium"),
    ("Free River, a Hamar-based foundation, objected.", {"Free River": "civil-society"}, "said behind it"),
    (
        "The Hamar district civil court ruled.",
        {"Hamar district civil court": "court"},
        "a court in small letters",
    ),
    (
        "Both River 1 and Ebb Info gave two thirds of their news to one side.",
        {"River 1": "media", "Ebb Info": "media"},
        "media by what they broadcast",
    ),
    ("By contrast, Wave displayed clear bias.", {"Wave": "media"}, "a medium by its bias"),
    (
        "The opposition is formed by a coalition of Tide and the New Shore (NS).",
        {"Tide": "party", "New Shore": "party"},
        "a coalition of parties",
    ),
    ("New Shore won 21 of the 100 seats.", {"New Shore": "party"}, "a party by its seats"),
    (
        "Last year, Open Count (OC), the largest independent group, deployed observers.",
        {"Open Count": "civil-society"},
        "the largest of its kind, behind a bracket",
    ),
    (
        "The Rivers and Security Service met.",
        {"Rivers and Security Service": "executive"},
        "'and' in the name of one service",
    ),
    (
        "There are 56 Precinct Electoral Bureaus.",
        {"Precinct Electoral Bureau": "election-commission"},
        "a plural in -eaus",
    ),
    ("The parliament met.", {"Parliament of Varland": "parliament"}, "an institution every country has"),
    (
        "Complaints went to the Prosecutor General.",
        {"Prosecutor General's Office": "prosecution"},
        "an office",
    ),
    (
        "The OSCE Representative on Freedom of the Media spoke.",
        {"OSCE Representative on Freedom of the Media": "international-organisation"},
        "known without an introduction",
    ),
    (
        "The coalition of Ebb and Flow (EaF), Work and Rivers (ŘPV), Party Our Coast (ŠLO) and Val–Žor won.",
        {
            "Ebb and Flow": "party",
            "Work and Rivers": "party",
            "Party Our Coast": "party",
            "Val–Žor": "party",
        },
        "'and' inside names that have an abbreviation, letters with marks, 'Our' inside a name",
    ),
    (
        "The cabinet comprised Tide and the Shore Party (SP).",
        {"Tide": "party", "Shore Party": "party"},
        "an abbreviation of the second name alone",
    ),
    (
        "The public Radio and Television of Varland (RTW) is large.",
        {"Radio and Television of Varland": "media"},
        "two nouns of media in one name",
    ),
    (
        "Popular online outlets include Žora, Ebb N and Kust.example.",
        {"Žora": "media", "Ebb N": "media", "Kust.example": "media"},
        "outlets in a list",
    ),
    (
        "Hamar Circle and the TIDE 31 association watched the campaign.",
        {"TIDE 31": "civil-society"},
        "a number closes the name, which does not reach over 'and the'",
    ),
    (
        "Ten organizations with 90 observers, including Kust Circle, the Free Society Forum and Open, came.",
        {"Kust Circle": "civil-society", "Free Society Forum": "civil-society", "Open": "civil-society"},
        "a figure before the list, and a noun before a name in it",
    ),
    (
        "Posters of the National Coalition and the General Harbour Authority’s offices were seen.",
        {"National Coalition": "other", "General Harbour Authority": "executive"},
        "one coalition of that name; a possessive behind the noun",
    ),
    (
        "Such cases are opened by the prosecutor’s office.",
        {"Prosecutor's Office": "prosecution"},
        "written small",
    ),
]

NOT_NAMED = [
    ("Observers deployed in all regions. Candidates gave much airtime to it.", "common words before a verb"),
    ("Under the Coast Convention, the State parties agreed.", "parties to a treaty"),
    ("The Grand Chamber agreed.", "a chamber of a court abroad"),
    ("The CIS Convention says so.", "an abbreviation in the name of a document"),
    ("Ms. Ilva Teren met voters in Hamar.", "people and places"),
    ("Each State Party undertakes to do so.", "a noun with nothing but a general word"),
    ("Sailors are given an Absentee Voting Certificate (AVC).", "a document with initials"),
    ("The Law on State Service applies.", "part of the name of an act"),
    ("The Polish party members met in Varland.", "a nation beside 'party'"),
    ("“The Government must publish it.”", "words of somebody else in general"),
]


@pytest.mark.parametrize(("sentence", "named", "reason"), NAMED)
def test_bodies_that_a_sentence_names(sentence: str, named: dict[str, str], reason: str) -> None:
    assert {name: body.kind for name, body in bodies(sentence).items()} == named, reason


@pytest.mark.parametrize(("sentence", "reason"), NOT_NAMED)
def test_sentences_that_name_no_body(sentence: str, reason: str) -> None:
    assert bodies(sentence) == {}, reason


@pytest.mark.parametrize(
    ("sentence", "name", "abbreviation", "reason"),
    [
        ("The Harbour Council (HC) met.", "Harbour Council", "HC", "initials"),
        (
            "The Ministry of Justice (MoJ) met.",
            "Ministry of Justice",
            "MoJ",
            "a small letter for a small word",
        ),
        (
            "The Independent Ports and Rivers Commission (IPRC) met.",
            "Independent Ports and Rivers Commission",
            "IPRC",
            "the initials reach further back than the noun",
        ),
        (
            "The 12 Port Election Commissions (PECs) met.",
            "Port Election Commission",
            "PEC",
            "plural to singular",
        ),
        (
            "The 12 port election commissions (PECs) met.",
            "Port Election Commission",
            "PEC",
            "in small letters",
        ),
        (
            "The Service of the Port by the Sea (XYZ) met.",
            "Service of the Port by the Sea",
            "XYZ",
            "no initials",
        ),
    ],
)
def test_abbreviations(sentence: str, name: str, abbreviation: str, reason: str) -> None:
    assert bodies(sentence)[name].abbreviation == abbreviation, reason


@pytest.mark.parametrize(
    ("text", "name", "alias", "reason"),
    [
        ("Tide party (also known as Ebb) won.", "Tide", "Ebb", "known as"),
        ("The lower house of parliament (Vard) met.", "Vard", "lower house", "a native name in brackets"),
        ("Members of the Vard (the lower house) met.", "Vard", "lower house", "an explanation in brackets"),
        ("Local councils (Storings) met; a Storing has ten seats.", "Storing", "Storings", "its plural"),
        (
            "The Labour Party of Varland Tide won. Tide rules.",
            "Labour Party of Varland Tide",
            "Tide",
            "own name",
        ),
    ],
)
def test_other_names(text: str, name: str, alias: str, reason: str) -> None:
    assert alias in bodies(text)[name].aliases, reason


@pytest.mark.parametrize(
    ("text", "mentions", "reason"),
    [
        ("The Harbour Council (HC) met. The HC agreed.", 3, "name and abbreviation"),
        (
            "The Harbour Council of Varland met. The Harbour Council agreed.",
            2,
            "with and without the country",
        ),
        ("The Tide Party met. The Tide party agreed.", 2, "a party with and without 'Party'"),
        ("Channel 4 reported. The 4 Channel is private.", 2, "a number before or behind"),
    ],
)
def test_one_body_under_two_names(text: str, mentions: int, reason: str) -> None:
    [body] = bodies(text).values()
    assert len(body.mentions) == mentions, reason


@pytest.mark.parametrize(
    ("sentence", "names", "reason"),
    [
        ("Orn city PEC met.", {"Orn city PEC"}, "one place"),
        ("Orn and Hamar PECs met.", {"Orn PEC", "Hamar PEC"}, "two places"),
        ("Orn and Hamar city PECs met.", {"Orn city PEC", "Hamar city PEC"}, "two places of one level"),
        ("The Chairperson of a PEC met us.", set(), "no place"),
    ],
)
def test_commissions_of_one_place(sentence: str, names: set[str], reason: str) -> None:
    level = "There are 40 Precinct Election Commissions (PECs)."
    assert bodies(level, sentence).keys() - {"Precinct Election Commission"} == names, reason


def test_parties_of_a_results_table() -> None:
    rows = (
        "Party\tVotes\t%\tSeats",
        "<i>Tide</i>\t1,200\t60\t6",
        "Shore\t800\t40\t4",
        "Total\t2,000\t100\t10",
    )
    assert bodies(*rows).keys() == {"Tide", "Shore"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Harbour Council", "xv/harbour-council"),
        ("Harbour Council of the Republic of Varland", "xv/harbour-council"),
        ("Democratic Party of Varland Tide", "xv/tide"),
        ("Varlandian Parliament", "xv/parliament"),
        ("Parliament of the Republic of Varland", "xv/parliament"),
        ("Central Election Commission", "xv/central-election-commission"),
        ("Central Electoral Commission", "xv/central-election-commission"),
        ("Centre for Free Rivers", "xv/centre-for-free-rivers"),
        ("Center for Free Rivers", "xv/centre-for-free-rivers"),
        ("Ministry for the Interior", "xv/ministry-of-interior"),
        ("Ministry of Interior", "xv/ministry-of-interior"),
        ("Tide Party", "xv/tide"),
        ("Green Party", "xv/green-party"),
        ("newspaper www.coast.xv", "xv/coast-xv"),
        ("broadcaster 4 Channel", "xv/channel-4"),
        ("broadcaster Channel 4", "xv/channel-4"),
        ("Žor Council", "xv/zor-council"),
        ("OSCE/ODIHR EOM", "int/odihr-election-observation-mission"),
        ("ODIHR Election Observation Mission", "int/odihr-election-observation-mission"),
        ("Venice Commission", "int/european-commission-for-democracy-through-law"),
    ],
)
def test_keys_do_not_depend_on_how_a_report_puts_it(name: str, key: str) -> None:
    assert [body.key for body in find_bodies(report_of(f"We met the {name}."))][-1:] == [key]


def test_mentions_point_at_the_source_text_and_know_their_footnote() -> None:
    report = report_of("The *Harbour* Council met.[1]", footnotes={1: "The Harbour Council has ten members."})
    [body] = find_bodies(report)
    assert [report.source.quote(mention.span) for mention in body.mentions] == [
        "Harbour* Council",
        "Harbour Council",
    ]
    assert [mention.footnote for mention in body.mentions] == [None, 1]


def test_an_institution_that_only_some_countries_have() -> None:
    text = "The committees of Congress met."
    assert bodies(text) == {}
    [congress] = find_bodies(report_of(text, country="bo", country_name="Bolivia"))
    assert (congress.name, congress.aliases) == ("Congress of Bolivia", ("Congress",))


def test_parties_of_a_results_table_and_their_short_names() -> None:
    told = bodies("Party\tVotes\tSeats", "River Union (RU)\t10,000\t7")
    assert {name: (body.kind, body.abbreviation) for name, body in told.items()} == {
        "River Union": ("party", "RU")
    }


@pytest.mark.parametrize(
    ("text", "old", "new", "when", "reason"),
    [
        ("Tide party (formerly Ebb) won.", "Ebb", "Tide", "", "in brackets"),
        ("Tide party, previously known as the Ebb Party, won.", "Ebb Party", "Tide", "", "between commas"),
        ("The Tide party (until 2021 called Ebb) won.", "Ebb", "Tide", "2021", "a year in brackets"),
        ("Tide party (Ebb until May 2021) won.", "Ebb", "Tide", "2021-05", "the name before the date"),
        ("The ruling Tide won. Tide was called Ebb until May 2021.", "Ebb", "Tide", "2021-05", "a sentence"),
        ("The Ebb party was renamed Tide on 4 May 2022.", "Ebb", "Tide", "2022-05-04", "a day"),
        (
            "The party was renamed from Ebb to Tide in 2022. The Tide party won.",
            "Ebb",
            "Tide",
            "2022",
            "from, to",
        ),
        ("The Ebb party changed its name to Tide in 2022.", "Ebb", "Tide", "2022", "changed its name"),
        ("In 2022, the Ebb party was rebranded as Tide.", "Ebb", "Tide", "2022", "a date that opens"),
        ("We met the Harbour Board (formerly the Port Board).", "Port Board", "Harbour Board", "", "a board"),
        ("The Ebb party (now Tide) won.", "Ebb", "Tide", "", "the new name in brackets"),
    ],
)
def test_renamed_bodies_are_two_that_are_linked(
    text: str, old: str, new: str, when: str, reason: str
) -> None:
    told = bodies(text)
    assert told[old].renamings == (Renaming("renamedTo", told[new].key, when),), reason
    assert (told[old].kind, told[new].renamings) == (told[new].kind, ())
    assert old not in told[new].aliases


def test_a_body_that_took_the_place_of_another_is_no_renaming() -> None:
    told = bodies("The Port Council was replaced by the Port Court in 2022.")
    assert told["Port Council"].renamings == (Renaming("succeededBy", "xv/port-court", "2022"),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ilva Teren, formerly Orn Tal, met us.", "people"),
        ("Ilva Teren was replaced by the Harbour Council.", "a person and a body"),
        ("The Harbour Council (formerly opposed) met.", "no name behind the word"),
        ("The Harbour Council, formerly in Hamar, met.", "a place"),
    ],
)
def test_no_renaming(text: str, reason: str) -> None:
    assert not any(body.renamings for body in bodies(text).values()), reason


def test_parties_of_a_results_table_of_contestants() -> None:
    rows = ("Contestant\tVotes\t%\tSeats", "Tide Party\t1,200\t60\t6", "Shore\t800\t40\t4")
    assert bodies(*rows).keys() == {"Tide Party", "Shore"}
