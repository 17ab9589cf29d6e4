"""Which report files a load is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.errors import ScrutineerError
from loaders.errors import UnreadableFileError
from loaders.reading import SUFFIXES


def collect(paths: Iterable[Path]) -> tuple[list[Path], list[ScrutineerError]]:
    """The report files that paths stand for: files as they are, folders with all they hold (``SUFFIXES``).

    Folders without reports, and paths that cannot be looked at, are errors.
    """
    files: dict[Path, None] = {}
    errors: list[ScrutineerError] = []
    for path in paths:
        try:
            found = _reports_in(path) if path.is_dir() else [path]
        except OSError as error:
            errors.append(unreadable(path, error))
            continue
        files.update(dict.fromkeys(found))
        if not found:
            errors.append(
                UnreadableFileError(f"{path} holds no report files ({', '.join(sorted(SUFFIXES))}).")
            )
    return list(files), errors


def _reports_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def unreadable(path: Path, error: OSError) -> UnreadableFileError:
    """What to say of a path that the system does not let us read."""
    return UnreadableFileError(
        f"{path} cannot be read: {error.strerror}. Check the path and its permissions."
    )


def prefer_text(files: Sequence[Path]) -> tuple[list[Path], tuple[Path, ...]]:
    """The files without the PDFs beside which a text lies that differs in the ending alone, and those PDFs.

    Both are editions of one report, and of the two a text needs no reading from places on a page.
    """
    texts = {path.with_suffix("") for path in files if path.suffix.lower() in SUFFIXES - {".pdf"}}
    doubled = {path for path in files if path.suffix.lower() == ".pdf" and path.with_suffix("") in texts}
    return [path for path in files if path not in doubled], tuple(sorted(doubled))
