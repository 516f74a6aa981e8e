"""Filming only some moments of each play: the clock runs as in the whole film."""

from pathlib import Path
from typing import Any

import pytest

from aimath.studio.conversion import Frame
from aimath.studio.filming.moments import film_middle_and_end
from aimath.studio.filming.rehearsing import rehearse_plays
from aimath.studio.filming.shooting import shoot
from aimath.studio.rendering import plan
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import write_lesson


class Clock:
    """A sink that notes when frames are shown."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.scene: Any = None

    def prepare(self, scene: Any) -> None:
        self.scene = scene
        film_middle_and_end(scene)

    def write(self, frame: Frame, repeat: int = 1) -> None:
        self.times.append(self.scene.film_time)

    def close(self) -> None: ...

    def abort(self) -> None: ...


def test_moments_come_in_order_and_end_when_the_film_does(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    settings = FilmSettings("draft")
    (job,) = plan(["small"], {}, settings).jobs
    clock = Clock()
    shoot(job.shoot, clock, prepare=clock.prepare)
    assert clock.times == sorted(clock.times)
    whole = sum(rehearse_plays(job.shoot).plays) / settings.frame_rate
    assert clock.times[-1] == pytest.approx(whole, abs=0.5)
