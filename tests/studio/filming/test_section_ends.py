"""Lessons stop where their sections end, and pictures taken there are frames of the film."""

from pathlib import Path

import numpy as np
import pytest

from aimath.stage.lesson import Lesson
from aimath.stage.sections import Section
from aimath.studio.conversion import Frame
from aimath.studio.errors import FilmError
from aimath.studio.filming.section_ends import at_section_ends, last_frames
from aimath.studio.filming.shooting import shoot
from aimath.studio.rendering import plan
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import PLAIN, write_lesson

DRAFT = FilmSettings("draft")


class Newest:
    frame: Frame

    def write(self, frame: Frame, repeat: int = 1) -> None:
        self.frame = frame.copy()

    def close(self) -> None: ...

    def abort(self) -> None: ...


def test_a_lesson_stops_once_at_the_end_of_each_chosen_section(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    stops: list[tuple[str, int]] = []

    def look(lesson: Lesson, section: Section) -> None:
        stops.append((section.name, len(lesson.mobjects)))

    (whole,) = plan(["small"], {}, DRAFT).jobs
    at_section_ends(whole.shoot, look)
    assert [name for name, _ in stops] == ["word", "number"]
    assert all(shown > 0 for _, shown in stops)
    (part,) = plan(["small:number"], {}, DRAFT).jobs
    assert list(last_frames(part.shoot)) == ["number"]


@pytest.mark.parametrize("section", ["word", "number"])
def test_the_last_frame_of_a_section_is_the_last_of_its_film(empty_folder: Path, section: str) -> None:
    write_lesson(empty_folder)
    (job,) = plan([f"small:{section}"], {}, DRAFT).jobs
    film = Newest()
    shoot(job.shoot, film)
    assert np.array_equal(last_frames(job.shoot)[section], film.frame)


def test_a_plain_scene_has_no_sections_to_stop_at(empty_folder: Path) -> None:
    (empty_folder / "mine.py").write_text(PLAIN)
    (job,) = plan(["mine.py:Square2"], {}, DRAFT).jobs
    with pytest.raises(FilmError, match="only lessons have sections"):
        last_frames(job.shoot)
