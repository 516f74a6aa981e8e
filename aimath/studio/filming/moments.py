"""Film only chosen moments of every play, instead of every frame."""

from typing import Any

from manim import Scene
from manim.renderer.cairo_renderer import CairoRenderer

from aimath.stage.lesson import Lesson
from aimath.studio.filming.film_renderer import FilmRenderer

MIDDLE_AND_END = (0.5, 1.0)


class Moments(list[float]):
    """Times of a play, with the method that Manim's progress bar has."""

    def close(self) -> None:
        """Do nothing: there is no bar."""


def film_time(scene: Scene) -> float:
    """Return the seconds of film so far; what was gone through without filming does not count."""
    return float(scene.film_time if isinstance(scene, Lesson) else scene.time)


def set_clock(renderer: CairoRenderer, time: float) -> None:
    """Set the clock of a scene, in seconds."""
    renderer.time = time
    if isinstance(renderer, FilmRenderer):
        renderer.frame_count = round(time * renderer.camera.frame_rate)


def film_middle_and_end(scene: Scene) -> None:
    """Make a scene draw each play only in its middle and at its end; the clock runs as always."""
    renderer = scene.renderer
    assert isinstance(renderer, CairoRenderer), "films are drawn with Cairo"

    to_come: list[float] = []

    def progression(animations: Any, duration: float) -> Moments:
        to_come[:] = [renderer.time + share * duration for share in MIDDLE_AND_END]
        return Moments(share * duration for share in MIDDLE_AND_END)

    def add_frame(frame: Any, num_frames: int = 1) -> None:
        if renderer.skip_animations:
            return
        if scene.is_current_animation_frozen_frame():
            set_clock(renderer, renderer.time + scene.duration)
        elif to_come:
            set_clock(renderer, to_come.pop(0))
        renderer.file_writer.write_frame(frame, repeat=1)

    scene._get_animation_time_progression = progression  # type: ignore[method-assign]
    renderer.add_frame = add_frame  # type: ignore[method-assign]
