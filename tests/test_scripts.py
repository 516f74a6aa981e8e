"""`scripts/aimath` sets up once, starts at once ever after, and says in one line what it cannot do."""

import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements-build.lock", "requirements.lock", "requirements-test.lock")
COMPILED = tuple(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "aimath").rglob("*.[ch]")))
INSTALLED_FROM = ("pyproject.toml", *LOCKS, "hatch_build.py", *COMPILED)
NO_SERVER = "http://127.0.0.1:9/"
BASIC_TOOLS = (
    *("bash", "cat", "cksum", "env", "grep", "head", "mkdir", "mktemp"),
    *("mv", "readlink", "rm", "sort", "tail", "touch", "uname"),
)


@dataclass(frozen=True)
class Checkout:
    """A copy of what set-up needs, with an environment that looks complete and a stand-in for aimath."""

    root: Path
    environment: dict[str, str]

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    def start(self, *arguments: str, folder: Path | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(self.root / "scripts" / "aimath"), *arguments],
            cwd=folder or self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, folder=folder)
        output, errors = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    def ask(self, command: str) -> bool:
        """Run a function of set-up alone, and return whether it succeeded."""
        environment = self.environment | {"python": self.environment["AIMATH_PYTHON"]}
        script = ["bash", "-c", f"source scripts/setup; {command}"]
        return subprocess.run(script, cwd=self.root, env=environment, check=False).returncode == 0

    def stamp(self) -> None:
        """Say that the environment is complete, as set-up does at its end."""
        assert self.ask('fingerprint >"$venv/aimath-run"')

    def outdate(self) -> None:
        with (self.root / "requirements.lock").open("a") as lock:
            lock.write("# newer\n")

    def only_tools(self, tools: Path, *, python: bool = True, **scripts: str) -> None:
        """Let the machine have basic tools, Python and these scripts, and nothing else."""
        tools.mkdir()
        for tool in BASIC_TOOLS:
            found = shutil.which(tool)
            if found:
                (tools / tool).symlink_to(found)
        if python:
            (tools / "python3").symlink_to(self.environment["AIMATH_PYTHON"])
        del self.environment["AIMATH_PYTHON"]
        for name, script in scripts.items():
            path = tools / name.replace("_", "-")
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
        self.environment["PATH"] = str(tools)


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    root = tmp_path / "a checkout"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    for name in INSTALLED_FROM:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    python = os.path.realpath(sys._base_executable)  # type: ignore[attr-defined]
    unset = {"UV_INDEX_URL", "UV_INDEX", "PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {
        "AIMATH_PYTHON": python,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": NO_SERVER,
        "UV_DEFAULT_INDEX": NO_SERVER,
        "UV_HTTP_RETRIES": "0",
        "TMPDIR": str(tmp_path),
    }
    made = Checkout(root, environment)
    (made.venv / "bin").mkdir(parents=True)
    # An environment without packages, whose pip must not be the one of the Python behind it.
    (made.venv / "pyvenv.cfg").write_text(
        f"home = {Path(python).parent}\ninclude-system-site-packages = false\n"
    )
    (made.venv / "bin" / "python").symlink_to(python)
    (made.venv / "bin" / "pip").touch(0o755)
    command = made.venv / "bin" / "aimath"
    command.write_text('#!/bin/sh\necho "in $PWD: $*"\nexit 5\n')
    command.chmod(0o755)
    made.stamp()
    yield made


def test_a_complete_environment_starts_at_once_with_every_argument_and_the_exit_code(
    checkout: Checkout, tmp_path: Path
) -> None:
    result = checkout.run("render", "a b", "-s", "x=1", folder=tmp_path)
    assert (result.stdout, result.stderr) == (f"in {tmp_path}: render a b -s x=1\n", "")
    assert result.returncode == 5


def test_the_check_of_a_complete_environment_takes_under_a_tenth_of_a_second(checkout: Checkout) -> None:
    del checkout.environment["AIMATH_PYTHON"]
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        checkout.run()
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.1


def test_the_script_can_be_called_through_a_link(checkout: Checkout, tmp_path: Path) -> None:
    link = tmp_path / "aimath"
    link.symlink_to(checkout.root / "scripts" / "aimath")
    result = subprocess.run(
        [link, "list"], env=checkout.environment, capture_output=True, text=True, check=False
    )
    assert result.stdout.endswith(": list\n")


@pytest.mark.parametrize("name", INSTALLED_FROM)
def test_a_change_in_what_is_to_be_installed_is_noticed(name: str, checkout: Checkout) -> None:
    with (checkout.root / name).open("a") as file:
        file.write("# newer\n")
    result = checkout.run()
    assert "setting up" in result.stderr
    assert result.returncode == 3


def test_an_environment_that_was_moved_is_not_used_but_made_anew(checkout: Checkout) -> None:
    assert checkout.ask("is_current run && ! is_from_elsewhere")
    moved = Checkout(checkout.root.rename(checkout.root.with_name("moved")), checkout.environment)
    assert moved.ask("! is_current run && is_from_elsewhere")


def test_an_environment_of_another_python_is_not_used_but_made_anew(checkout: Checkout) -> None:
    (checkout.venv / "bin" / "python").unlink()
    (checkout.venv / "bin" / "python").symlink_to("/another/python")
    assert checkout.ask("! is_current run && is_from_elsewhere")


def test_an_interrupted_set_up_is_made_anew_and_a_missing_network_leaves_nothing_half_made(
    checkout: Checkout,
) -> None:
    (checkout.venv / "aimath-unfinished").touch()
    result = checkout.run()
    assert result.returncode == 3
    assert result.stdout == ""
    assert "check the network and run this again" in result.stderr.splitlines()[-1]
    assert all(line.startswith("aimath: ") for line in result.stderr.splitlines())
    assert not checkout.venv.exists()


def test_a_failed_update_leaves_the_environment_as_it_was_and_shows_why(checkout: Checkout) -> None:
    checkout.outdate()
    result = checkout.run()
    assert result.returncode == 3
    assert "No module named pip" in result.stderr
    assert (checkout.venv / "bin" / "aimath").exists()
    assert not (checkout.venv / "aimath-unfinished").exists()


def test_what_set_up_installs_is_compiled_so_that_no_start_has_to() -> None:
    for name in ("manim", "numpy", "aimath"):
        found = importlib.util.find_spec(name)
        assert found is not None and found.cached is not None
        assert Path(found.cached).exists(), name


def test_two_set_ups_at_once_wait_for_each_other(checkout: Checkout) -> None:
    with (checkout.root / "scripts" / "setup").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        checkout.outdate()
        second = checkout.start("list")
        assert second.stderr is not None
        assert second.stderr.readline() == "aimath: another set-up is at work; waiting for it\n"
        checkout.stamp()
    output, errors = second.communicate(timeout=20)
    assert (output, errors) == (f"in {checkout.root}: list\n", "")


def test_without_a_usable_python_one_line_says_what_to_install(checkout: Checkout, tmp_path: Path) -> None:
    checkout.outdate()
    (checkout.venv / "bin" / "python").unlink()
    checkout.only_tools(tmp_path / "tools", python=False, python3="exit 1", dnf="exit 1")
    result = checkout.run()
    assert result.stderr == (
        "aimath: no Python 3.11 to 3.14 found; run: sudo dnf install -y python3.13 python3.13-devel\n"
    )
    assert result.returncode == 3


def test_a_python_that_was_asked_for_and_is_none_is_named(checkout: Checkout) -> None:
    checkout.environment["AIMATH_PYTHON"] = "/no/python"
    result = checkout.run()
    assert result.stderr.startswith("aimath: AIMATH_PYTHON=/no/python is not CPython 3.11 to 3.14")
    assert result.returncode == 3


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("dnf", "sudo dnf install -y gcc pkgconf-pkg-config cairo-devel pango-devel"),
        ("pacman", "sudo pacman -S --needed gcc pkg-config cairo pango"),
        ("true", "your system's package manager for c-compiler pkg-config cairo pango"),
    ],
)
def test_where_nothing_can_be_installed_one_line_says_what_to_install(
    manager: str, command: str, checkout: Checkout, tmp_path: Path
) -> None:
    checkout.outdate()
    checkout.only_tools(tmp_path / "tools", **{manager: "exit 1"}, uname="echo Linux x86_64")
    result = checkout.run()
    assert result.returncode == 3
    assert result.stderr.splitlines()[-1].startswith(f"aimath: system packages are missing; run: {command}")
    assert (checkout.venv / "bin" / "aimath").exists()


def test_only_missing_system_packages_are_installed(checkout: Checkout, tmp_path: Path) -> None:
    checkout.outdate()
    calls = tmp_path / "calls"
    checkout.only_tools(
        tmp_path / "tools",
        apt_get=f'echo "$*" >>"{calls}"; exit 100',
        sudo='while [ "$1" = -n ]; do shift; done; exec "$@"',
        true="",
        gcc="exit 0",
        pkg_config='case "$*" in *pangocairo*) exit 1 ;; esac',
        uname="echo Linux x86_64",
    )
    result = checkout.run()
    assert result.returncode == 3
    assert re.findall(r"install .*", calls.read_text())[0].endswith(" libpango1.0-dev")
    assert "sudo apt-get install -y libpango1.0-dev" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_server(name: str) -> None:
    text = (ROOT / name).read_text()
    requirements = re.split(r"\n(?=\S)", text.replace("\\\n", ""))
    assert "://" not in text
    assert all(re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in requirements)
    assert not re.search(r"^(torch|nvidia|triton)\b", text, re.MULTILINE)


def test_the_locks_agree_with_each_other_and_hold_what_is_declared() -> None:
    def pins(name: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for package, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE):
            found.setdefault(package, set()).add(version)
        return found

    build, run, test = (pins(name) for name in LOCKS)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for requirements, lock in (
        (project["dependency-groups"]["build"], build),
        (project["build-system"]["requires"], build),
        (project["project"]["dependencies"], run),
        (project["dependency-groups"]["test"], test),
    ):
        assert {re.split(r"[^\w-]", requirement)[0] for requirement in requirements} <= lock.keys()
    assert run.items() <= test.items()
    assert all(build[name] == test[name] for name in build.keys() & test.keys())
