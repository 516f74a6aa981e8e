"""What a command ends with, whatever becomes of what it reads and writes."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from aimath.studio.cli import cli, run
from tests.studio.lessons import write_lesson


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["--help"]], ids=" ".join)
def test_a_command_whose_output_nobody_reads_ends_quietly_with_0(
    arguments: list[str], empty_folder: Path
) -> None:
    write_lesson(empty_folder)
    ours, theirs = os.pipe()
    os.close(ours)
    command = [sys.executable, "-m", "aimath", *arguments]
    ended = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True)
    os.close(theirs)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("error", [EOFError, BrokenPipeError])
def test_what_nobody_expected_is_told_neither_as_stopped_nor_as_done(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setitem(cli.commands, "odd", click.Command("odd", callback=fail))
    with pytest.raises(error):
        run(["odd"])


@pytest.mark.parametrize(
    ("raised", "code"), [(KeyboardInterrupt(), 130), (click.Abort(), 130), (click.exceptions.Exit(3), 3)]
)
def test_a_command_that_is_stopped_or_ends_itself_has_its_exit_code(
    raised: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> None:
        raise raised

    monkeypatch.setitem(cli.commands, "odd", click.Command("odd", callback=stop))
    assert run(["odd"]) == code


def test_a_shell_is_told_how_words_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "_AIMATH_COMPLETE": "bash_complete",
        "COMP_WORDS": "aimath ren",
        "COMP_CWORD": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert run([]) == 0
    assert capsys.readouterr().out == "plain,render\n"
