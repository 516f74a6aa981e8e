"""Draw the same part of a film at one size after the other."""

import math
from dataclasses import replace

from aimath.studio.errors import UsageError
from aimath.studio.gif.clip import Clip
from aimath.studio.gif.destinations import ANYWHERE, Destination
from aimath.studio.gif.drawing import draw_clip
from aimath.studio.gif.looks import Look
from aimath.studio.gif.spans import Span
from aimath.studio.gif.timing import Loop
from aimath.studio.jobs import Shoot
from aimath.studio.worker_process import Report

_TRIES = 8


class Artist:
    """Draws a part of a film at any size, and remembers the last one.

    Args:
        job: what is filmed.
        span: which part of it.
        notify: told how far it is.
    """

    def __init__(self, job: Shoot, span: Span, notify: Report) -> None:
        self._job, self._span, self._notify = job, span, notify
        self._drawn: tuple[tuple[int, int], Clip] | None = None

    def draw(self, look: Look) -> Clip:
        """Return the frames at the size and rate of a look."""
        key = look.width, look.fps
        if self._drawn is None or self._drawn[0] != key:
            settings = replace(
                self._job.settings,
                format="mov" if self._job.settings.transparent else "mp4",
                width=look.width,
                fps=look.fps,
            )
            known = None if self._drawn is None else self._span.start + self._drawn[1].length
            job = replace(self._job, settings=settings)
            self._drawn = key, draw_clip(job, self._span, self._notify, length=known)
        return self._drawn[1]

    def within_limits(self, look: Look, place: Destination, loop: Loop) -> Look:
        """Return the look with as few frames and pixels as a destination takes.

        Raises:
            UsageError: if there are too many whatever the look.
        """
        if place is ANYWHERE:
            return look
        look = replace(look, width=min(look.width, place.width or look.width))
        for _ in range(_TRIES):
            clip = self.draw(look)
            width, height = clip.size
            frames = len(clip.repeats) * (2 if loop.there_and_back else 1)
            if place.allows(width, height, frames):
                return look
            sides = [(place.width or width) / width, (place.height or height) / height]
            area = [
                (most or many) / many
                for most, many in (
                    (place.frame_pixels, width * height),
                    (place.pixels, width * height * frames),
                )
            ]
            narrower = math.floor(width * min(1.0, *sides, math.sqrt(min(1.0, *area))) + 1e-6)
            fewer = max(1, math.floor(look.fps * min(1.0, (place.frames or frames) / frames)))
            if (narrower, fewer) == (look.width, look.fps):
                narrower -= 1
            look = replace(look, width=narrower, fps=fewer)
        raise UsageError(
            f"--for: {clip.length:.0f} s have more frames than fit there; choose a part with --from and --to"
        )
