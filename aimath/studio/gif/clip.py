"""The frames of an animated picture as they were drawn, each as what differs from the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aimath.studio.conversion import Frame
from aimath.studio.errors import StudioError, UsageError
from aimath.studio.gif.spans import Span


@dataclass(frozen=True)
class Patch:
    """A rectangle of a frame, and for how many frame times that frame is shown.

    Attributes:
        top: rows above it.
        left: columns to its left.
        pixels: red, green, blue and alpha, shape (height, width, 4).
        repeat: frame times.
    """

    top: int
    left: int
    pixels: Frame
    repeat: int


@dataclass(frozen=True)
class Clip:
    """Frames without doubles.

    Attributes:
        patches: what changes from each frame to the next; the first is a whole frame.
        fps: frame times a second.
    """

    patches: tuple[Patch, ...]
    fps: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.patches[0].pixels.shape[:2]
        return width, height

    @cached_property
    def repeats(self) -> tuple[int, ...]:
        """For how many frame times each frame is shown."""
        return tuple(patch.repeat for patch in self.patches)

    @property
    def length(self) -> float:
        """Seconds that it takes."""
        return sum(self.repeats) / self.fps

    @property
    def has_holes(self) -> bool:
        """Whether any pixel lets what is behind it through."""
        return any(bool((patch.pixels[..., 3] < 255).any()) for patch in self.patches)

    def frames(self) -> Iterator[Frame]:
        """Yield every frame in full; each is a copy."""
        shown = self.patches[0].pixels.copy()
        for patch in self.patches:
            height, width = patch.pixels.shape[:2]
            shown[patch.top : patch.top + height, patch.left : patch.left + width] = patch.pixels
            yield shown.copy()


class SpanEnded(StudioError):
    """Everything that was asked for has been filmed, and the rest need not be."""


class ClipRecorder:
    """A sink that keeps the frames of a span.

    Args:
        span: which part of the film to keep.
        fps: frame times a second.
    """

    def __init__(self, span: Span, fps: int) -> None:
        self._first, self._end = span.frames(fps)
        self._fps = fps
        self._seen = 0
        self._last: Frame | None = None
        self._patches: list[Patch] = []

    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Keep what differs from the frame before.

        Raises:
            SpanEnded: if the span ended before this frame.
        """
        if self._end is not None and self._seen >= self._end:
            raise SpanEnded("the span has ended")
        start, self._seen = self._seen, self._seen + repeat
        end = self._seen if self._end is None else min(self._seen, self._end)
        if (times := end - max(start, self._first)) > 0:
            self._keep(frame, times)

    def close(self) -> None:
        """Nothing to finish."""

    def abort(self) -> None:
        """Nothing to give up."""

    def clip(self) -> Clip:
        """Return the frames.

        Raises:
            UsageError: if the film ends before the span does.
        """
        length = self._seen / self._fps
        if not self._patches or self._seen < (self._end or 0) - 1:
            raise UsageError(
                f"--from, --to: expected times within the film, which takes {length:.2f} s; "
                "choose a part of it"
            )
        return Clip(tuple(self._patches), self._fps)

    def _keep(self, frame: Frame, times: int) -> None:
        box = (0, frame.shape[0], 0, frame.shape[1]) if self._last is None else changed_box(self._last, frame)
        if box is None:
            last = self._patches[-1]
            self._patches[-1] = Patch(last.top, last.left, last.pixels, last.repeat + times)
            return
        top, bottom, left, right = box
        self._patches.append(Patch(top, left, frame[top:bottom, left:right].copy(), times))
        self._last = frame


def changed_box(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> tuple[int, int, int, int] | None:
    """Return top, bottom, left and right of the smallest rectangle that holds every change; None without any.

    Args:
        before: an image, shape (height, width) or (height, width, channels).
        after: another of the same shape.

    Example:
        >>> before = np.zeros((3, 4), dtype=np.uint8)
        >>> after = before.copy()
        >>> after[1, 2] = 7
        >>> changed_box(before, after)
        (1, 2, 2, 3)
    """
    differs = before != after
    if differs.ndim == 3:
        differs = differs.any(axis=2)
    rows = np.flatnonzero(differs.any(axis=1))
    if not rows.size:
        return None
    columns = np.flatnonzero(differs[rows[0] : rows[-1] + 1].any(axis=0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
