"""The wheel, built and run as a user would have it: installed, and far from the repository."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging"), pytest.mark.timeout(300)]

ROOT = Path(__file__).resolve().parents[2]


def run(*command: object, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False, **options
    )


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the wheel in it."""

    scripts: Path
    away: Path
    environment: dict[str, str]

    def run(self, program: str, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return run(self.scripts / program, *arguments, cwd=self.away, input=stdin, env=self.environment)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("mi_coach-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Installs the wheel alone; its dependencies are those of the environment that runs the tests."""
    home = tmp_path_factory.mktemp("installed")
    away = tmp_path_factory.mktemp("away")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    done = run(
        *(sys.executable, "-m", "pip", "--python", scripts / "python"),
        *("install", "--quiet", "--no-deps", "--no-index", wheel),
        cwd=away,
    )
    assert done.returncode == 0, done.stderr
    (site,) = (path.parent for path in home.rglob("mi_coach") if path.is_dir())
    # A folder named in a .pth file is searched, but its own .pth files are not: no editable copy gets in.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MI_COACH"))}
    return Installed(scripts, away, kept | {"MI_COACH_HOME": str(away / "home")})


def test_the_wheel_carries_all_that_the_program_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    shipped = {
        f"mi_coach/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in ("scenarios", "exercises", "models")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    sources = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "mi_coach").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "mi_coach/_data/scenarios/driving-disqualified/scenario.yaml" in shipped
    assert any(name.endswith("/manifest.json") for name in shipped)
    assert (shipped | sources) - names == set()
    assert not {name for name in names if name.startswith(("tests/", "corpus/")) or name.endswith(".pyc")}


def test_the_program_under_test_is_the_installed_one(installed: Installed) -> None:
    done = installed.run("python", "-c", "import mi_coach; print(mi_coach.__file__)")

    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).resolve().is_relative_to(installed.scripts.parent.resolve())


def test_it_lists_the_shipped_scenarios(installed: Installed) -> None:
    done = installed.run("mi-coach", "scenarios", "list", "--json")

    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["schema"] == 1
    assert "driving-disqualified" in {scenario["id"] for scenario in document["scenarios"]}


def test_it_codes_replies_with_the_shipped_model(installed: Installed) -> None:
    reply = "You felt pushed into it. What happened next?"

    done = installed.run("mi-coach", "tag", "--jsonl", stdin=json.dumps({"id": "1", "reply": reply}) + "\n")

    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    answer = json.loads(line)
    assert answer["id"] == "1"
    reflection, question = answer["units"]
    assert reflection["code"] in {"SR", "CR"}
    assert question["code"] == "OQ"
    assert reply[question["start"] : question["end"]] == question["text"] == "What happened next?"


def test_it_begins_a_scenario_from_the_template(installed: Installed) -> None:
    made = installed.run("mi-coach", "scenarios", "new", "of-my-own", "--title", "Mine")
    folder = installed.away / "home" / "scenarios" / "of-my-own"
    checked = installed.run("mi-coach", "scenarios", "check", str(folder))
    previewed = installed.run("mi-coach", "scenarios", "preview", "of-my-own", stdin="What happened?\n/end\n")

    assert (made.returncode, made.stderr) == (0, "")
    assert (checked.returncode, checked.stdout) == (0, "No problems found.\n")
    assert (previewed.returncode, previewed.stderr) == (0, "")
    assert "next line: " in previewed.stdout


def test_it_codes_plain_lines(installed: Installed) -> None:
    done = installed.run("mi-coach", "tag", stdin="What happened next?\n")

    assert done.returncode == 0, done.stderr
    assert "OQ" in done.stdout


def test_practice_writes_only_under_its_home(installed: Installed) -> None:
    done = installed.run("mi-coach", "play", "driving-disqualified", "--plain", "--json", stdin="Hello.\n")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["scenario"] == "driving-disqualified"
    assert {path.name for path in installed.away.iterdir()} == {"home"}
