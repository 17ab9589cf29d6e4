"""Citations found in reports: a table of one-line cases, and what reaches over more than a line."""

from __future__ import annotations

import pytest
from citation_cases import GROUPS

from loaders.citations import find_citations, find_references
from loaders.citations.register import Register
from loaders.model import Citation, Mode, Report
from tests.loaders.reports import report_of

REGISTER = Register.load()
CASES = [
    pytest.param(text, expected, id=f"{group}: {reason}: {text[:40]}")
    for group, cases in GROUPS.items()
    for text, expected, reason in cases
]


def found(report: Report) -> list[str]:
    return [f"{c.instrument}#{c.provision}" for c in find_citations(report, REGISTER)]


def only(text: str) -> Citation:
    (citation,) = find_citations(report_of(text), REGISTER)
    return citation


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_line(text: str, expected: list[str]) -> None:
    assert found(report_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        # from the first provision word to the end of the name, with year and issuer
        ("In Paragraph 7.5 of the 1990 OSCE Copenhagen Document, states …", "Paragraph 7.5 of the 1990 OSCE Copenhagen Document"),  # noqa: E501
        # a name alone begins with its year, not with "the"
        ("contrary to the 1990 OSCE Copenhagen Document.", "1990 OSCE Copenhagen Document"),
        # an abbreviation in brackets stays outside
        ("Article 29 of the Convention on the Rights of Persons with Disabilities (CRPD).", "Article 29 of the Convention on the Rights of Persons with Disabilities"),  # noqa: E501
        # number first or name first, both ends are embraced
        ("See the Guidelines on Freedom of Association, paras. 35-40.", "Guidelines on Freedom of Association, paras. 35-40"),  # noqa: E501
        # a general comment's treaty belongs to its name
        ("Paragraph 20 of General Comment No. 25 to Article 25 of the ICCPR states", "Paragraph 20 of General Comment No. 25 to Article 25 of the ICCPR"),  # noqa: E501
        # its title too
        ("General comment No. 37 (2020) on the right of peaceful assembly (Article 21)", "General comment No. 37 (2020) on the right of peaceful assembly"),  # noqa: E501
        # a symbol in brackets stays inside
        ("See the 2005 Interpretative Declaration on the Stability of the Electoral Law (CDL-AD(2005)043).", "2005 Interpretative Declaration on the Stability of the Electoral Law (CDL-AD(2005)043)"),  # noqa: E501
        # issuer and title behind a recommendation's number belong to it, as much of the title as is printed
        ("See Recommendation CM/Rec(2016)4 of the Committee of Ministers on the protection of journalism, and", "Recommendation CM/Rec(2016)4 of the Committee of Ministers on the protection of journalism"),  # noqa: E501
        ("Recommendation CM/Rec(2016)4 on the state of Varland", "Recommendation CM/Rec(2016)4"),
        # the date of a judgment in its brackets
        ("In Oru v. Norway (no. 123/04, 8 April 2010), it", "Oru v. Norway (no. 123/04, 8 April 2010)"),
        # emphasis that closes inside is taken in whole, that around the whole is left out
        ("See *Oru v. Norway*, no. 123/04.", "*Oru v. Norway*, no. 123/04"),
        ("paragraph 5 of *Oru v. Norway (no. 123/04)* too", "paragraph 5 of *Oru v. Norway (no. 123/04)*"),
        ("See *Oru v. Norway (no. 123/04)* too", "Oru v. Norway (no. 123/04)"),
        # an ellipsis is the run alone
        ("The ICCPR guarantees in Article 25 the vote.", "Article 25"),
    ],
)  # fmt: skip
def test_span_embraces_the_reference(text: str, quote: str) -> None:
    report = report_of(text)
    (citation,) = find_citations(report, REGISTER)
    assert report.source.quote(citation.span) == quote


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("Paragraph 5.8 of the 1991 OSCE Copenhagen Document", "year 1991"),
        ("Section I.2.3 of the Code of Good Conduct in Electoral Matters", "title"),
        ("Section 1.2.iv of the Code of Good Practice", "part not printed"),
        ("Section 1.2.iv of the 2001 Code of Good Practice", "year 2001; part not printed"),
        ("Article 29 of the 2008 CRPD", ""),  # in force since 2008
        ("Section I.3.3.1.b of the Code of Good Practice", ""),  # another spelling is no slip
    ],
)
def test_slips_are_resolved_and_said(text: str, slip: str) -> None:
    assert only(text).slip == slip


def test_what_was_printed_is_kept() -> None:
    assert only("Section I.3.3.1.b.ii of the Code of Good Practice").printed == "I.3.3.1.b.ii"
    assert only("Article 25 (b) of the ICCPR").printed == "25 (b)"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Article 5 of the Treaty of Varburg applies.", "the register has no 'Treaty of Varburg'"),
        ("Article 5 of the Protocol applies.", "'Protocol' stands for no instrument named before"),
        ("the GRECO Evaluation Report on Norway", "its year is not printed (anti-corruption-evaluation)"),
        (
            "the 2021 ODIHR Opinion on the draft Election Code",
            "its paper is not printed (opinion-without-number)",
        ),
    ],
)
def test_unresolved_references_are_kept_with_a_reason(text: str, reason: str) -> None:
    citation = only(text)
    assert (citation.instrument, citation.reason) == (None, reason)


def test_a_provision_that_does_not_exist_is_kept_and_said() -> None:
    citation = only("Article 77 of the ICCPR")
    assert (citation.instrument, citation.provision) == ("un-iccpr-1966", "77")
    assert citation.reason == "un-iccpr-1966 has no provision 77"


def test_a_paragraph_of_an_article_need_not_be_listed() -> None:
    citation = only("Article 4(2) of the CRPD")
    assert (citation.instrument, citation.provision, citation.reason) == ("un-crpd-2006", "4.2", "")


def test_quoted_or_named() -> None:
    assert only('Paragraph 8 of the Copenhagen Document says that "observers help".').mode is Mode.QUOTED
    assert only("Paragraph 8 of the Copenhagen Document was respected.").mode is Mode.NAMED
    assert only('Paragraph 8 of the Copenhagen Document was kept. He said "yes".').mode is Mode.NAMED


def test_anchor_of_a_footnote_is_the_sentence_with_its_marker() -> None:
    report = report_of(
        "Lists are long. Candidates were refused.[1] Others were not.",
        footnotes={1: "See Article 25 of the ICCPR."},
    )
    (citation,) = find_citations(report, REGISTER)
    assert citation.footnote == 1
    assert citation.anchor is not None
    assert citation.anchor.text.strip() == "Candidates were refused."


def test_anchor_in_the_body_is_its_own_sentence() -> None:
    citation = only("Lists are long. This violates Article 25 of the ICCPR. It is old.")
    assert citation.footnote is None
    assert citation.anchor is not None
    assert citation.anchor.text.strip() == "This violates Article 25 of the ICCPR."


def test_an_abbreviation_binds_from_its_definition_on() -> None:
    text = "The Lund Recommendations (LRNM) apply."
    assert found(report_of(text, "Paragraph 5 of the LRNM is plain.")) == [
        "osce-lund-recommendations-1999#",
        "osce-lund-recommendations-1999#5",
    ]
    assert found(report_of("Paragraph 5 of the LRNM is plain.", text)) == ["osce-lund-recommendations-1999#"]


def test_a_footnote_is_read_behind_the_block_with_its_marker() -> None:
    report = report_of(
        "First.[1]",
        "Paragraph 9 of the Joint Guidelines is clear.",
        footnotes={1: "The Guidelines on Freedom of Association (hereinafter “Joint Guidelines”) apply."},
    )
    assert sorted(found(report)) == [
        "vc-odihr-freedom-of-association-2014#",
        "vc-odihr-freedom-of-association-2014#9",
    ]


def test_ibid_reaches_to_the_footnote_before() -> None:
    report = report_of(
        "One.[1] Two.[2]",
        footnotes={1: "Paragraph 5.1 of the Copenhagen Document.", 2: "Ibid., paragraph 7.9."},
    )
    assert found(report) == ["osce-copenhagen-1990#5.1", "osce-copenhagen-1990#7.9"]


def test_ibid_alone_is_the_footnote_before() -> None:
    report = report_of(
        "One.[1] Two.[2] Three.[3] Four.[4]",
        footnotes={1: "Article 25 of the ICCPR.", 2: "Ibid.", 3: "See the mission's web site.", 4: "Ibid."},
    )
    assert found(report) == ["un-iccpr-1966#25", "un-iccpr-1966#25"]


def test_ibid_of_a_law_is_no_citation() -> None:
    report = report_of(
        "Article 25 of the ICCPR applies.[1] Two.[2]",
        footnotes={1: "Article 8 of the Election Law.", 2: "Ibid., Article 9."},
    )
    assert found(report) == ["un-iccpr-1966#25"]
    references = find_references(report, REGISTER).domestic
    assert [(reference.article, reference.law) for reference in references] == [
        ("8", "Election Law"),
        ("9", "Election Law"),
    ]


def test_a_footnote_goes_on_from_where_it_is_called() -> None:
    body = "This runs counter to paragraph 7.3 of the Copenhagen Document.[1]"
    assert found(report_of(body, footnotes={1: "Paragraph 7.4 adds secrecy."})) == [
        "osce-copenhagen-1990#7.3",
        "osce-copenhagen-1990#7.4",
    ]
    # a law may have these as well, or the Document has no such paragraph
    for text in (
        "Article 7 sets fees.",
        "Section 3 sets fees.",
        "Paragraph 7.77 sets fees.",
        "See the Tax Law. Paragraph 8 sets fees.",
    ):
        assert found(report_of(body, footnotes={1: text})) == ["osce-copenhagen-1990#7.3"]


def test_an_ellipsis_does_not_reach_to_another_paragraph() -> None:
    report = report_of("Article 25 of the ICCPR applies.", "Article 19 was amended in May.")
    assert found(report) == ["un-iccpr-1966#25"]


def test_the_same_document_reaches_back_over_paragraphs() -> None:
    report = report_of("Paragraph 7.5 of the Copenhagen Document.", "See paragraph 8 of the same Document.")
    assert found(report) == ["osce-copenhagen-1990#7.5", "osce-copenhagen-1990#8"]


def test_the_edition_without_a_year_is_that_of_the_reports_time() -> None:
    from datetime import date

    text = "paragraph 160 of the Guidelines on Political Party Regulation"
    assert found(report_of(text, issued=date(2015, 5, 1))) == ["vc-odihr-party-regulation-2011#160"]
    assert found(report_of(text, issued=date(2023, 5, 1))) == ["vc-odihr-party-regulation-2020#160"]


def test_a_document_about_a_country_left_unnamed_is_about_the_reports_own() -> None:
    text = "the 2019 concluding observations of the CEDAW Committee"
    assert found(report_of(text, country="no")) == ["un-cedaw-co-nor-2019#"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 20.1 of the Election Law applies.", [("20.1", "Election Law")]),
        ("Articles 12 and 13 of the Law on Political Parties apply.", [("12", "Law on Political Parties"), ("13", "Law on Political Parties")]),  # noqa: E501
        ("Article 5 of the Constitution. Article 6 too.", [("5", "Constitution"), ("6", "Constitution")]),
        ("The Electoral Code is new. Article 7 sets fees.", [("7", "Electoral Code")]),
        ("Section 5 of the Representation of the People Act", [("5", "Representation of the People Act")]),
        ("Article 12 of the LPP", [("12", "LPP")]),
        ("Article 20 of the election law", [("20", "election law")]),
        ("Article 131 on insult is used.", [("131", "")]),  # the act is left out
        ("Article 25 of the ICCPR", []),  # a standard is no domestic act
    ],
)  # fmt: skip
def test_articles_of_domestic_acts(text: str, expected: list[tuple[str, str]]) -> None:
    references = find_references(report_of(text), REGISTER).domestic
    assert [(reference.article, reference.law) for reference in references] == expected
