"""``python -m tests.exam``: load the reports, write the answers of the scored queries, run the scorer.

The reports, the annotations (gold) and the scorer lie outside the project, in the folder given by --shared.
What follows ``--`` goes to the scorer, e.g. ``-- --show 20`` or ``-- --need citations.f1=0.9``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from api.canned import run_canned, to_csv
from graph.builds import Builds
from graph.local import LocalEndpoint
from loaders.load import load

SCORED = ("citations", "findings", "recommendations", "follow-ups", "bodies", "laws", "election-facts")


def write_answers(reports: Path, folder: Path) -> None:
    """Load all reports into a store of their own, and write the scored queries' answers to ``folder``."""
    with tempfile.TemporaryDirectory() as store:
        outcome = load([reports], Builds(Path(store)))
        for error in outcome.errors:
            print(f"Error: {error}", file=sys.stderr)
        with LocalEndpoint(Path(store)) as endpoint:
            for name in SCORED:
                answer = to_csv(run_canned(endpoint, name, {}))
                (folder / f"{name}.csv").write_text(answer, "utf-8", newline="")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.exam", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--answers", type=Path, help="keep the answers in this folder")
    parser.add_argument("scorer", nargs="*", help="arguments for the scorer")
    arguments = parser.parse_args()
    reports = Path(os.environ.get("SCRUTINEER_REPORTS") or arguments.shared / "reports")
    scorer, gold = arguments.shared / "score" / "score.py", arguments.shared / "gold"
    if not (reports.is_dir() and scorer.is_file() and gold.is_dir()):
        print(
            f"The exam needs {reports}, {gold} and {scorer}. Name their folder with --shared.",
            file=sys.stderr,
        )
        return 1
    with tempfile.TemporaryDirectory() as folder:
        answers = arguments.answers or Path(folder)
        answers.mkdir(parents=True, exist_ok=True)
        write_answers(reports, answers)
        command = [sys.executable, str(scorer), str(answers), str(gold), *arguments.scorer]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
