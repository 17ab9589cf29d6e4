"""Election-observation reports on the invented Republic of Varland, in the true form, in our own words.

``varland-2031-final.txt`` has superscript markers and footnotes in the middle of the text;
``varland-2034-interim.txt`` is raw text of a PDF; ``varland-2035-final.txt``, a short one, makes some of the
first one's recommendations again and tells what became of others. ``styles`` renders the first in further
layouts.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
FINAL = FOLDER / "varland-2031-final.txt"
INTERIM = FOLDER / "varland-2034-interim.txt"
LATER = FOLDER / "varland-2035-final.txt"
