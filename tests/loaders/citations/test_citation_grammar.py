"""The grammar of runs: whatever is written in a supported form is read back; nothing raises."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.citations import find_references
from loaders.citations.grammar import runs
from loaders.citations.register import Register
from tests.loaders.reports import report_of

REGISTER = Register.load()
FORMS = {
    "bracketed": lambda parts: parts[0] + "".join(f"({p})" for p in parts[1:]),
    "spaced brackets": lambda parts: parts[0] + "".join(f" ({p})" for p in parts[1:]),
    "dotted": ".".join,
    "points, then brackets": lambda parts: (
        ".".join(p for p in parts if p.isdigit()) + "".join(f"({p})" for p in parts if not p.isdigit())
    ),
}
SEPARATORS = [" and ", ", ", ", and ", " & ", " as well as ", "; "]
UNITS = ["paragraph", "Paragraphs", "para.", "paras", "Article", "Articles", "Arts.", "section", "§"]

figures = st.integers(1, 99).map(str)
letters = st.sampled_from("abcdefgh")
provisions = st.one_of(
    figures.map(lambda a: (a,)),
    st.tuples(figures, figures),
    st.tuples(figures, letters),
    st.tuples(figures, figures, letters),
    st.tuples(figures, letters, st.sampled_from(["i", "ii", "iii", "iv", "ix"])),
)


@given(
    parts=st.lists(provisions, min_size=1, max_size=8),
    form=st.sampled_from(sorted(FORMS)),
    separator=st.sampled_from(SEPARATORS),
    unit=st.sampled_from(UNITS),
)
def test_a_run_is_read_back(parts: list[tuple[str, ...]], form: str, separator: str, unit: str) -> None:
    text = f"See {unit} {separator.join(FORMS[form](p) for p in parts)} of the Document."
    (run,) = runs(text)
    assert [item.parts for item in run.items] == parts
    assert text[run.end :] == " of the Document."


@given(
    parts=st.lists(provisions, min_size=2, max_size=5),
    unit=st.sampled_from(UNITS),
)
def test_a_run_with_its_unit_repeated_is_read_back(parts: list[tuple[str, ...]], unit: str) -> None:
    text = " and ".join(f"{unit} {FORMS['bracketed'](p)}" for p in parts) + " of it"
    (run,) = runs(text)
    assert [item.parts for item in run.items] == parts


@given(low=st.integers(1, 400), length=st.integers(1, 50), dash=st.sampled_from(["-", "–", " - ", " to "]))
def test_a_range_is_read_back(low: int, length: int, dash: str) -> None:
    (run,) = runs(f"paragraphs {low}{dash}{low + length} of it")
    (item,) = run.items
    assert (item.parts, item.last) == ((str(low),), (str(low + length),))


roman_places = st.tuples(
    st.sampled_from(["I", "II"]),
    st.integers(1, 5).map(str),
    st.integers(1, 9).map(str),
    letters,
    st.sampled_from(["i", "ii", "iii", "iv", "v", "xiv"]),
).flatmap(lambda whole: st.integers(2, 5).map(lambda length: whole[:length]))


@given(places=st.lists(roman_places, min_size=1, max_size=5))
def test_a_run_of_roman_places_is_read_back(places: list[tuple[str, ...]]) -> None:
    (run,) = runs(f"sections {', '.join('.'.join(place) for place in places)} of the Code")
    assert [item.parts for item in run.items] == places


SNIPPETS = st.sampled_from(
    [
        "paragraphs 1, 1, 1",
        "Article",
        " of the ",
        "1990 OSCE ",
        "Copenhagen Document",
        "(",
        ")",
        "iv",
        "I.",
        "XI ",
        "General Comment No. 25",
        " to the ICCPR",
        "CCPR",
        "“",
        "”",
        '"',
        "'s",
        " and ",
        ", ",
        "7.5",
        "(a)",
        "-",
        "§",
        "Ibid.",
        "Code",
        "Law on ",
        "Venice Commission",
        "CDL-AD(2002)023",
        "Concluding observations on the ",
        "\t",
        "v. Norway",
        "no. 1/02",
        "Rec(2003)4",
        "CEDAW",
        "²",
        "१",
        "İ",
        "ﬁ",
        "\u200b",
        "𝟜",
        "Ⅳ",
        "٣",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(SNIPPETS, st.text(max_size=12)), min_size=1, max_size=60).map("".join))
@example("paragraphs " + "1, " * 2000)
@example("(" * 2000)
@example("I." * 1000 + "iv" * 1000)
@example("section " + "X" * 2000)
@example("Article 1 of the " * 200)
def test_nothing_raises_and_spans_lie_in_the_text(text: str) -> None:
    report = report_of(text)
    found = find_references(report, REGISTER)
    for reference in (*found.citations, *found.domestic):
        assert 0 <= reference.span.start < reference.span.end <= len(report.source.text)
