"""Choosing a media type by the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request
from werkzeug.datastructures import MIMEAccept


def choose(offers: Iterable[str]) -> str | None:
    """The offer the client likes best; None where it accepts none.

    Of those it likes alike, one that it names goes before one that only a wildcard covers, and the first
    before the others. The most specific range decides on each offer, so ``text/csv;q=0, */*`` takes anything
    but CSV. Parameters such as ``charset`` are passed over. Without an Accept header the first is taken.
    """
    given = request.accept_mimetypes
    accepted = MIMEAccept([(str(item).partition(";")[0].strip(), quality) for item, quality in given])
    if not accepted:
        return next(iter(offers), None)
    named = set(accepted.values())
    best = max(offers, key=lambda offer: (accepted.quality(offer), offer in named), default=None)
    return best if best and accepted.quality(best) > 0 else None
