"""Every command in the README is run, as a newcomer would type it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.builds import Builds
from loaders.bundled import serve_bundled
from tests.reports import FOLDER

ROOM = Path(__file__).resolve().parents[1]
SCRUTINEER = Path(sys.executable).with_name("scrutineer")
README = (ROOM / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.S)
OURS = re.compile(r"^\.venv/bin/scrutineer (.*)$", re.M)
COMMANDS = [match for block in BLOCKS for match in OURS.findall(block)]
FETCHES = [block for block in BLOCKS if block.startswith("curl")]
TARGETS = re.findall(r"^make ([a-z-]+)", "\n".join(BLOCKS), re.M)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with reports in it under the names that the README uses, and a store of its own."""
    folder = tmp_path_factory.mktemp("newcomer")
    (folder / "reports").mkdir()
    for suffix in (".txt", ".yaml"):
        shutil.copy(FOLDER / f"varland-2031-final{suffix}", folder / "reports" / f"georgia{suffix}")
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the bundled graph, as a newcomer without reports has it."""
    store = tmp_path_factory.mktemp("bundled")
    serve_bundled(Builds(store))
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = str(trial.getsockname()[1])
    environment = {**os.environ, "SCRUTINEER_STORE": str(store), "PORT": port}
    command = [SCRUTINEER, "serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Scrutineer is at"):
                break
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_the_readme_has_commands_of_each_kind() -> None:
    assert COMMANDS
    assert FETCHES
    assert {"serve", "test"} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_the_target(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOM, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_our_commands_run_in_the_order_of_the_readme(folder: Path) -> None:
    environment = {**os.environ, "SCRUTINEER_STORE": str(folder / "store")}
    for command in COMMANDS:
        arguments = [SCRUTINEER, *shlex.split(command)]
        done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout, command


@pytest.mark.parametrize("fetch", FETCHES)
def test_the_first_questions_are_answered(fetch: str, address: str) -> None:
    command = fetch.replace("http://127.0.0.1:8000", address)
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    header, *rows = done.stdout.splitlines()
    assert header in ("report,election,date,finding,quote,assessment,topics,footnote", "finding,start,end")
    assert rows
