"""Statements about an invented country."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

EX = "http://example.org/"


def statements(number: int, word: str = "text") -> list[Triple]:
    """``number`` statements about findings, each with an invented word."""
    return [
        Triple(NamedNode(f"{EX}finding/{word}/{n}"), NamedNode(f"{EX}says"), Literal(f"{word} {n}"))
        for n in range(number)
    ]
