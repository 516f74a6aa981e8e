"""`aimath check` tells what it found, for people and for machines, and ends with the right code."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aimath.studio.cli import run
from aimath.studio.whole_files import no_room

SCENE = """
from manim import *


class Broken(Scene):
    def construct(self):
        label = Text("slope")
        self.play(FadeIn(label), run_time=0.2)
        self.play(FadeIn(FunctionGraph(np.sin, color=YELLOW)), run_time=0.2)
        self.wait(1)


class Fine(Scene):
    def construct(self):
        self.play(FadeIn(Text("slope")), run_time=0.2)
        self.wait(1)
"""
DEADLY = """

class Deadly(Scene):
    def construct(self):
        import os
        os.kill(os.getpid(), 9)
"""
LESSON = '''
from manim import FadeIn
from aimath.stage import Lesson, Numbers, Words, section


class Small(Lesson):
    """A small film"""

    numbers: Numbers

    @section("A word")
    def word(self) -> None:
        word = Words("small")
        with self.say("This is a word."):
            self.play(FadeIn(word), run_time=0.4)

    @section("Another word")
    def another(self) -> None:
        word = Words("smaller").scale(0.3)
        with self.say("This is another word."):
            self.play(FadeIn(word), run_time=0.4)
'''


@pytest.fixture
def scenes(empty_folder: Path) -> Path:
    (empty_folder / "plain.py").write_text(SCENE, encoding="utf-8")
    (empty_folder / "scenes").mkdir()
    (empty_folder / "scenes" / "small.py").write_text(LESSON, encoding="utf-8")
    return empty_folder


def test_a_plain_scene_is_checked_once_and_as_it_was_made(
    scenes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "plain.py:Fine"]) == 0
    assert capsys.readouterr().out == "no findings in 1 film, 1 look\n"
    assert run(["check", "plain.py:Broken", "--pictures"]) == 1
    head, what, picture, count = capsys.readouterr().out.splitlines()
    assert head == "plain.py:9  Broken at 0.4 s"
    assert what.strip() == "overlap: FunctionGraph lies over Text “slope”  [16:9 dark]"
    assert count == "1 finding in 1 film, 1 look"
    pixels = np.asarray(Image.open(picture.strip()))
    assert pixels.shape == (480, 854, 3)
    assert (pixels == (255, 0, 200)).all(axis=-1).sum() > 100


def test_findings_are_written_for_machines(scenes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "plain.py:Broken", "--json", "--sarif", "found.sarif"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["rule"], finding["line"], finding["looks"]) == ("overlap", 9, ["16:9 dark"])
    assert len(finding["boxes"]) == len(finding["objects"]) == 2
    log = json.loads((scenes / "found.sarif").read_text(encoding="utf-8"))
    (result,) = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (log["version"], result["ruleId"]) == ("2.1.0", "overlap")
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("plain.py", 9)
    assert result["ruleId"] in {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}


def test_where_no_log_can_be_written_is_told_before_anything_is_looked_at(
    scenes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aimath.studio.check.checking.check_all", None)
    assert run(["check", "plain.py:Broken", "--sarif", "plain.py/found.sarif"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("aimath: cannot write to plain.py: ")
    assert captured.err.endswith("; choose another folder with --sarif\n")


def test_what_was_found_is_told_though_no_log_can_be_written_any_more(
    scenes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise no_room(str(path))

    monkeypatch.setattr("aimath.studio.check.sarif.write_text", full)
    assert run(["check", "plain.py:Broken", "--sarif", "found.sarif"]) == 1
    captured = capsys.readouterr()
    assert captured.out.endswith("1 finding in 1 film, 1 look\n")
    assert "no space left on the disk" in captured.err


def test_a_section_of_a_lesson_is_checked_in_the_looks_asked_for(
    scenes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "small:word", "--aspect", "9:16", "--theme", "light"]) == 0
    assert "1 look" in capsys.readouterr().out
    assert run(["check", "small:another", "--aspect", "16:9", "-j", "1"]) == 1
    out = capsys.readouterr().out
    assert "scenes/small.py:21  small:another" in out
    assert out.count("too-small: ") == 1
    assert "[16:9 dark, 16:9 light]" in out


def test_a_scene_that_fails_is_one_clear_line(scenes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (scenes / "plain.py").write_text(SCENE.replace("np.sin", "np.sine"), encoding="utf-8")
    assert run(["check", "plain.py:Broken"]) == 1
    assert "plain.py:9: AttributeError" in capsys.readouterr().err.splitlines()[0]


def test_a_process_that_is_killed_is_told_of_its_own_scene_alone(
    scenes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (scenes / "plain.py").write_text(SCENE + DEADLY, encoding="utf-8")
    assert run(["check", "plain.py:Deadly", "plain.py:Fine", "plain.py:Broken", "-j", "2"]) == 1
    captured = capsys.readouterr()
    assert captured.err == "aimath: Deadly: its process was ended by SIGKILL (out of memory?), twice\n"
    assert captured.out.endswith("1 finding in 2 films, 2 looks\n")


def test_what_is_not_there_is_misuse(scenes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "smal"]) == 2
    assert "did you mean small?" in capsys.readouterr().err
    assert run(["check", "small", "--aspect", "4:3"]) == 2


def test_a_new_lesson_passes_in_every_look(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "first_film"]) == 0
    assert run(["check", "first_film", "-j", "1"]) == 0
    assert "no findings in 1 film, 6 looks" in capsys.readouterr().out
