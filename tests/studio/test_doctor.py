"""The doctor finds what is wrong with a machine, and says how to mend it."""

import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections import namedtuple
from pathlib import Path

import pytest

from aimath.studio import doctor, encoding, raw_paths

PYPROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))


def finding(name: str, media: Path = Path("media")) -> doctor.Finding:
    return next(found for found in doctor.examine(media) if found.name == name)


def test_a_machine_that_passes_the_tests_can_film(tmp_path: Path) -> None:
    findings = doctor.examine(tmp_path / "media")
    assert [found for found in findings if not found.ok and found.name != "disk space"] == []
    assert all(found.found and bool(found.mend) is not found.ok for found in findings)
    assert {"Python", "Manim", "Cairo", "Pango", "fonts", "Typst", "media folder"} <= {
        f.name for f in findings
    }


def test_the_examination_is_quick_and_leaves_nothing_behind(tmp_path: Path) -> None:
    started = time.process_time()
    doctor.examine(tmp_path / "media" / "deeper")
    assert time.process_time() - started < 3
    assert list(tmp_path.iterdir()) == []


def test_the_examination_does_not_wait_for_manim() -> None:
    code = "import sys; from aimath.studio.doctor import examine; examine(); sys.exit('manim' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_supported_versions_are_the_ones_the_package_asks_for() -> None:
    def bounds(requirement: str) -> list[tuple[int, ...]]:
        return [tuple(map(int, bound.split("."))) for bound in re.findall(r"[\d.]+", requirement)]

    manim = next(name for name in PYPROJECT["project"]["dependencies"] if name.startswith("manim"))
    assert bounds(PYPROJECT["project"]["requires-python"]) == [
        doctor.OLDEST_PYTHON,
        doctor.FIRST_UNTRIED_PYTHON,
    ]
    assert bounds(manim) == [doctor.OLDEST_MANIM, doctor.FIRST_UNTRIED_MANIM]


@pytest.mark.parametrize("manim", ["0.21.0", "0.23.0", "1.0.0"])
def test_another_manim_is_found_and_the_mend_names_the_right_one(
    manim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "version", lambda name: manim)
    found = finding("Manim")
    assert (found.ok, found.found) == (False, manim)
    assert "0.22" in found.mend


def test_another_python_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.platform, "python_version_tuple", lambda: ("3", "10", "14"))
    assert not finding("Python").ok


def test_a_pycairo_that_hides_its_cairo_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(context: object) -> None:
        raise AttributeError("cairo_append_path")

    monkeypatch.setattr(raw_paths, "path_appender", fail)
    found = finding("Cairo")
    assert not found.ok
    assert "cairo_append_path" in found.found
    assert "pycairo" in found.mend


def test_a_library_that_does_not_load_is_a_finding_and_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "manimpango", None)
    found = finding("Pango")
    assert not found.ok
    assert "manimpango" in found.mend


def test_an_absent_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FONTS", doctor.FONTS | {"Absent Sans": ("Absent-Regular.otf",)})
    found = finding("fonts")
    assert found.found == "absent: Absent-Regular.otf, Absent Sans"
    assert found.mend


def test_an_absent_encoder_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise ValueError("no codec of that name")

    monkeypatch.setattr(encoding, "open_sink", fail)
    found = finding("mp4 encoder")
    assert (found.ok, found.found) == (False, "ValueError: no codec of that name")
    assert "av" in found.mend


def test_a_media_folder_that_cannot_be_written_is_found(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    found = finding("media folder", file / "media")
    assert not found.ok
    assert found.mend == f"make {file / 'media'} a folder that can be written to, or a link to one elsewhere"


def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**11, 10**11 - 10**9, 10**9))
    found = finding("disk space")
    assert (found.ok, found.found) == (False, "1.0 GB free, 2 GB advised")
