"""Small frames of a film, as many as it takes to see a flash."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from manim import Animation, Scene
from manim.animation.composition import AnimationGroup
from manim.renderer.cairo_renderer import CairoRenderer

from aimath.studio.conversion import Frame
from aimath.studio.filming.moments import Moments, film_time, set_clock
from aimath.studio.filming.shooting import record
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.jobs import Shoot

LONG_SIDE = 128
"""Pixels along the longer side of a frame: a field of ten degrees is then 43 wide."""

CALM_RATE = 12
"""Frames looked at in a second where nothing is known to swing; all frames where something is."""

SHORTEST_CALM = 0.25
"""Seconds: animations in a group that are shorter may follow each other like flashes."""

FULL_RATE = 60

Looker = Callable[[float, Frame], None]
"""Told when a frame is shown, in seconds of film, and the frame."""


def watch(job: Shoot, look: Looker, plays: Iterable[tuple[float, float]] | None = None) -> None:
    """Play a scene and look at small frames of it.

    Where nothing is known to swing, the moments are chosen at random, though the same ones each time: in
    frames at equal distances a flash of the same rhythm would not show.

    Args:
        job: the scene and its look.
        look: told of each frame that differs from the one before.
        plays: stretches of film, in seconds, of which every frame is to be seen, and nothing but the start of
            the other plays; None to choose by what is played.
    """
    across, down = job.settings.pixels
    width = round(LONG_SIDE * min(1.0, across / down))
    small = replace(job.settings, width=width, fps=FULL_RATE, format="mp4", transparent=False)
    film = _SmallFrames(look, None if plays is None else tuple(plays))
    record(replace(job, settings=small), film, prepare=film.prepare)


class _Times(Moments):
    """Times of a play, and the one that is shown now."""

    now = 0.0

    def __iter__(self) -> Iterator[float]:
        for time in super().__iter__():
            self.now = time
            yield time


class _SmallFrames:
    """A recorder that knows when each frame is shown, and draws those that differ from the one before."""

    def __init__(self, look: Looker, plays: tuple[tuple[float, float], ...] | None) -> None:
        self._look, self._plays = look, plays
        self._time = 0.0
        self._last = b""

    def prepare(self, scene: Scene) -> None:
        """Make a scene draw chosen moments of each play; its clock runs as always."""
        renderer = scene.renderer
        assert isinstance(renderer, CairoRenderer), "films are drawn with Cairo"
        random = np.random.default_rng(0)
        times, start = _Times(), 0.0

        def progression(animations: Iterable[Animation], duration: float) -> _Times:
            nonlocal times, start
            start = renderer.time
            times = _Times(self._moments(scene, list(animations), duration, random))
            return times

        def add_frame(frame: Any, num_frames: int = 1) -> None:
            if renderer.skip_animations:
                return
            # What is shown from a moment on is shown until the clock has moved on.
            still = scene.is_current_animation_frozen_frame()
            time = renderer.time if still else start + times.now
            self._time = film_time(scene) + time - renderer.time
            set_clock(renderer, time + (scene.duration if still else 0.0))
            renderer.file_writer.write_frame(frame, repeat=1)

        scene._get_animation_time_progression = progression  # type: ignore[method-assign]
        renderer.add_frame = add_frame  # type: ignore[method-assign]

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        """Show a frame to whoever looks."""
        if frame.key != self._last:
            self._last = frame.key
            self._look(self._time, frame.pixels())

    def end_piece(self) -> None:
        """Do nothing: a flash may go on in the next play."""

    def _moments(
        self, scene: Scene, animations: list[Animation], duration: float, random: np.random.Generator
    ) -> list[float]:
        every = np.arange(0, duration, 1 / FULL_RATE)
        if self._plays is None:
            if any(swings(animation) for animation in animations):
                return [*every.tolist(), duration]
            edges = np.linspace(0, duration, max(2, round(duration * CALM_RATE)), endpoint=False)
            chosen = edges + random.uniform(0, 1, len(edges)) * duration / len(edges)
            return [*chosen.tolist(), duration]
        begins = film_time(scene)
        wanted = any(begins < end and begins + duration > start for start, end in self._plays)
        return [*every.tolist(), duration] if wanted else [duration]


def swings(animation: Animation) -> bool:
    """Return whether an animation goes to and fro, or consists of some that follow each other quickly.

    Example:
        >>> from manim import FadeIn, Indicate, Dot
        >>> swings(FadeIn(Dot())), swings(Indicate(Dot()))
        (False, True)
    """
    if isinstance(animation, AnimationGroup):
        parts = animation.animations
        quick = len(parts) > 1 and animation.lag_ratio > 0 and min(p.run_time for p in parts) < SHORTEST_CALM
        return quick or any(swings(part) for part in parts)
    progress = np.array([animation.rate_func(share) for share in np.linspace(0, 1, 61)])
    return bool((np.diff(progress) < -1e-6).any())
