"""Reading a PDF in a process of its own, with limits.

A file of some hundred kilobytes can unpack to gigabytes of drawing, and the library cannot be interrupted:
only the process that reads it can be ended.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys

from loaders.errors import UnreadableFileError
from loaders.pdf import PdfText, read_pdf

MOST_MEMORY = 2 * 1024**3  # bytes of address space; a report of 600 pages takes a fifth of it
MOST_SECONDS = 60  # of processor time; a report of 600 pages takes some ten


def read_pdf_guarded(data: bytes, name: str) -> PdfText:
    """As ``read_pdf``, within ``MOST_MEMORY`` and ``MOST_SECONDS``: beyond them it raises
    UnreadableFileError.
    """
    command = [sys.executable, "-m", __name__, name]
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603 - our module
    if done.returncode:
        raise UnreadableFileError(
            f"{name} takes more than {MOST_MEMORY // 1024**3} GiB of memory or {MOST_SECONDS} seconds, "
            "or breaks the PDF library. Print it to a new PDF, or save its text, and load that."
        )
    found = json.loads(done.stdout)
    if "error" in found:
        raise UnreadableFileError(found["error"])
    return PdfText(found["text"], tuple(found["warnings"]))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pdf = read_pdf(sys.stdin.buffer.read(), sys.argv[1])
    except UnreadableFileError as error:
        found: dict[str, object] = {"error": str(error)}
    else:
        found = {"text": pdf.text, "warnings": pdf.warnings}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
