"""The wheel, in an environment of its own, run from an empty folder. Nothing is fetched."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from loaders.bundled import bundled_file
from tests.reports import FINAL

ROOM = Path(__file__).resolve().parents[1]
PACKAGES = ("api", "graph", "loaders", "ontology", "queries")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOM, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scrutineer(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the wheel, and sees what it depends on in the one at hand."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    beside = home / "lib" / version / "site-packages" / "dependencies.pth"
    beside.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([*install, "--no-index", "--ignore-installed", str(wheel)], check=True, env=quiet)
    return home / "bin" / "scrutineer"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a new user, at home in an empty folder."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}


def run(scrutineer: Path, environment: dict[str, str], *arguments: str | Path) -> str:
    done = subprocess.run(
        [scrutineer, *arguments], env=environment, cwd=environment["HOME"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_code_and_data(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = {
        path.relative_to(ROOM).as_posix()
        for package in PACKAGES
        for path in (ROOM / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path.rpartition(".")[2] for path in files} >= {"py", "yaml", "ttl", "rq", "html", "css"}
    assert not files - inside
    assert not {path.partition("/")[0] for path in inside - files if ".dist-info" not in path}


def test_the_command_runs_from_an_empty_folder(scrutineer: Path, environment: dict[str, str]) -> None:
    assert "Example:" in run(scrutineer, environment, "--help")
    where = "import api.cli, loaders.load; print(api.cli.__file__, loaders.load.loader_version())"
    python = scrutineer.with_name("python")
    place = subprocess.run(
        [python, "-c", where], env=environment, cwd=environment["HOME"], capture_output=True, text=True
    )
    assert place.stdout.startswith(str(scrutineer.parents[1]))


def test_it_loads_and_answers(scrutineer: Path, environment: dict[str, str]) -> None:
    assert "xv-2031-05-11-final" in run(scrutineer, environment, "load", FINAL)
    assert (Path(environment["XDG_DATA_HOME"]) / "scrutineer" / "store" / "current").is_symlink()
    rows = run(scrutineer, environment, "query", "recommendations", "--format", "csv").splitlines()
    assert len([row for row in rows if row.startswith("xv-2031-05-11-final,")]) == 10


@pytest.fixture
def serving(scrutineer: Path, environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The address of a server over the bundled graph, and what it said on the terminal."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = trial.getsockname()[1]
    command = [scrutineer, "serve", "--load", "--port", str(port)]
    unbuffered = {**environment, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, env=unbuffered, cwd=environment["HOME"], stdout=subprocess.PIPE, text=True
    ) as process:
        said = ""
        assert process.stdout is not None
        while "Scrutineer is at" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        yield f"http://127.0.0.1:{port}", said
        process.terminate()


@pytest.mark.skipif(not bundled_file().is_file(), reason="the bundled graph is not made yet (make bundle)")
def test_without_reports_it_serves_the_bundled_graph(serving: tuple[str, str]) -> None:
    address, said = serving
    assert "bundled graph" in said
    rows = urlopen(f"{address}/api/v1/queries/recommendations.csv").read().decode().splitlines()
    assert len(rows) == 1 + 24
    assert "not the reports’ own words" in urlopen(f"{address}/").read().decode()
