"""What a country's register knows beforehand as RDF: names, former names, successors and amendments, at the
addresses that the bodies and laws of reports have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from loaders.body_keys import body_key
from loaders.country_register import CountryRegister, country_register
from loaders.describe.named import describe_amendment, describe_body, describe_law
from loaders.laws import law_key
from loaders.model import Body, Law, Renaming
from ontology import address


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 code in lower case and its English name."""

    country: str
    country_name: str


def describe_country_register(country: Country) -> Iterator[Triple]:
    """The triples of a country's register; none where it has none. Of two entries of one name, the first
    counts, as it does in reading.
    """
    register = country_register(country.country)
    for body in _bodies(register, country):
        yield from describe_body(body)
    node = NamedNode(address("country", country.country))
    for entry in register.laws:
        if register.law(entry.name) is entry:
            key = f"{country.country}/{law_key(entry.name, entry.kind)}"
            law = Law(key, entry.name, entry.kind, entry.year, entry.others)
            yield from describe_law(law)
            for date in entry.amended:
                yield from describe_amendment(law, node, date)


def _bodies(register: CountryRegister, country: Country) -> Iterator[Body]:
    """The bodies of a register, each followed by what came after it where that has no entry of its own."""
    for entry in register.bodies:
        if register.body(entry.name) is not entry:
            continue
        renamings: tuple[Renaming, ...] = ()
        if entry.replaced_by:
            new = register.body(entry.replaced_by)
            name = new.name if new else entry.replaced_by
            after = Body(body_key(name, entry.kind, country), name, entry.kind)
            relation = "renamedTo" if entry.renamed else "succeededBy"
            renamings = (Renaming(relation, after.key, entry.until),)
            if not new:
                yield after
        key = body_key(entry.name, entry.kind, country)
        yield Body(key, entry.name, entry.kind, entry.abbreviation, entry.others, renamings=renamings)
