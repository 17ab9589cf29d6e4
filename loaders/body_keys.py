"""The last part of a body's address, the same however a report spells or shortens the name.

What counts as the same spelling is data (``ontology/names.yaml``, ``ontology/bodies.yaml``).
"""

from __future__ import annotations

import re

from loaders.body_words import listed_words
from loaders.names import InCountry, singular, slug, without_country
from ontology import read_yaml

_CHANNEL = re.compile(r"(?:(?P<before>\d+)-?channel|channel-?(?P<behind>\d+))$")


def body_key(name: str, kind: str, identity: InCountry) -> str:
    """'Central Electoral Commission of Varland' → 'xv/central-election-commission': the country's code or
    'int', a slash, and the name in its usual spelling, without the country.
    """
    if kind == "international-organisation":  # they spell their names themselves
        return f"int/{slug(without_country(name, identity))}"
    return f"{identity.country}/{_usual(slug(plain_name(name, kind, identity)), kind)}"


def plain_name(name: str, kind: str, identity: InCountry) -> str:
    """A name without the country behind it and, of an institution, without the country's adjective before it:
    'the Varlandian Parliament' and 'the Parliament of the Republic of Varland' are 'Parliament'.
    """
    plain = without_country(name, identity)
    first, _, rest = plain.partition(" ")
    institution = kind in listed_words("institutions")
    return rest if institution and rest and is_adjective(first, identity) else plain


def is_adjective(word: str, identity: InCountry) -> bool:
    """Whether a word is the adjective of the report's country: 'Varlandian' in a report on Varland.

    The ones that do not begin as the name does are listed; any other shares the beginning of a word of the
    name and ends as adjectives of countries do.
    """
    data = read_yaml("names.yaml")["country-adjectives"]
    if word in data["listed"].get(identity.country, ()):
        return True
    if not word.endswith(tuple(data["endings"])) or not word[:1].isupper():
        return False
    named = [part for part in identity.country_name.split() if len(part) > 3 and part not in data["common"]]
    return any(word != part and word.startswith(part[: min(len(part) - 2, 5)]) for part in named)


def _usual(plain: str, kind: str) -> str:
    """A slug in its usual spelling: 'www-coast-example' without its 'www', '4-channel' as 'channel-4'."""
    spelled = read_yaml("names.yaml")["spellings"]
    words = [spelled.get(word, word) for word in plain.removeprefix("www-").split("-")]
    usual = "-".join(words)
    for said, meant in read_yaml("names.yaml")["phrasings"].items():
        usual = re.sub(rf"(?<![^-]){said}(?![^-])", meant, usual)
    if kind == "media" and (found := _CHANNEL.fullmatch(usual)):
        return f"channel-{found['before'] or found['behind']}"
    if kind == "party":
        own = usual.removesuffix("-party")
        described = all(singular(word) in listed_words("party-descriptions") for word in own.split("-"))
        return usual if described else own
    return usual
