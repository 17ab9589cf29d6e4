"""``/sparql``: the query operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("sparql", __name__)
