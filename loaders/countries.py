"""Countries by the names that reports use: those of the Unicode CLDR, and ``ontology/countries.yaml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from babel import Locale

from ontology import read_yaml

_CODE = re.compile(r"[A-Z]{2}$")
_USER_ASSIGNED = re.compile(r"(?:aa|q[m-z]|x[a-z]|zz)$")
# CLDR codes that are no country: unions, outlying oceans, pseudo-locales, unknown.
_NO_COUNTRY = frozenset(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"])


# Accented Latin letters as their base letters, one for one, so that offsets stay the same.
_BASE_LETTERS = {
    code: unicodedata.normalize("NFKD", chr(code))[0]
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
}


def _plain(text: str) -> str:
    return text.translate(_BASE_LETTERS).lower()


@cache
def _names() -> dict[str, str]:
    """Country codes (lower case) by plain name."""
    names = {
        _plain(name).replace(" & ", " and "): code.lower()
        for code, name in Locale("en").territories.items()
        if _CODE.match(code) and code not in _NO_COUNTRY
    }
    for code, others in read_yaml("countries.yaml").items():
        names.update({_plain(name): code for name in others})
    return names


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def country_name(code: str) -> str | None:
    """The usual English name of a country by its ISO 3166-1 alpha-2 code, None for an unknown code."""
    name = None if code.upper() in _NO_COUNTRY else Locale("en").territories.get(code.upper())
    return name and name.replace(" & ", " and ")


def is_user_assigned(code: str) -> bool:
    """Whether a code is one of those that ISO 3166-1 leaves to its users (aa, qm-qz, xa-xz, zz) and that has
    no usual meaning (xk is Kosovo's).
    """
    return bool(_USER_ASSIGNED.match(code)) and country_name(code) is None


def find_countries(text: str) -> Iterator[tuple[str, int, int]]:
    """Each country named in a text: its code, and the offsets of the name. Names begin with a capital."""
    for match in _pattern().finditer(_plain(text)):
        if text[match.start()].isupper():
            yield _names()[match.group()], match.start(), match.end()
