"""A film of one mobject, to see what is drawn while it changes."""

from collections.abc import Callable

import numpy as np
from manim import Animation, Mobject, Scene, tempconfig

_FRAME = {"frame_width": 14.222, "frame_height": 8.0}


def last_frame(*plays: Callable[[], Animation], of: Mobject) -> tuple[np.ndarray, np.ndarray]:
    """Return what the last play drew while it played, and what the scene looks like when drawn anew."""

    class Film(Scene):
        def construct(self) -> None:
            self.add(of)
            for play in plays:
                self.play(play(), run_time=0.4)
            self.played = self.renderer.get_frame().copy()
            self.renderer.update_frame(self, ignore_skipping=True)
            self.anew = self.renderer.get_frame().copy()

    options = {"dry_run": True, "pixel_width": 320, "pixel_height": 180, "frame_rate": 10, **_FRAME}
    with tempconfig(options | {"progress_bar": "none", "verbosity": "ERROR", "disable_caching": True}):
        film = Film()
        film.render()
    return film.played, film.anew


def early(share: float) -> float:
    """Arrive long before the play ends, so that its last frame shows the end."""
    return min(1.0, 2 * share)
